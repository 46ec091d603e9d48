/** Reads wallets, their lots and the brand's rules for postings that are not purchases, in one statement. */
import { expiryRule, type ExpiryRule } from '@regulars/contracts';
import { dueLots, lotsOf, type Row, readWallet, textOrNull, walletFields } from './state.sql.ts';
import type { Run, Statement } from './statement.ts';
import type { WalletState } from './wallet-state.ts';

export interface WalletsState {
  zone: string;
  programmeVersionId: string;
  expiry: ExpiryRule;
  wallets: WalletState[];
  /** The entry that already has the asked posting key. */
  earlier: { id: string; inputHash: string } | null;
}

const spendable = 'remaining > 0';

function statement(name: string, condition: string): Statement {
  return {
    name,
    text: `select b.zone, v.id as programme_version_id, r.expiry, ${walletFields},
        ${lotsOf('w.customer_id', condition, '$4')} as lots,
        e.id as earlier_id, e.input_hash as earlier_hash
      from (select zone from brand where id = $1::uuid) b
      cross join lateral (select id, rule_version_id from programme_version
        where brand_id = $1 order by version desc limit 1) v
      join earning_rule_version r on r.brand_id = $1 and r.id = v.rule_version_id
      left join wallet w on w.brand_id = $1 and w.customer_id = any($2::uuid[])
      left join lateral (select id, input_hash from entry
        where brand_id = $1 and posting_key = $3::text limit 1) e on true
      where $5::timestamptz is not null
      order by w.customer_id`,
  };
}

const spendableState = statement('wallets-state', spendable);
const dueState = statement('wallets-due', dueLots('$5::timestamptz'));

export interface WalletsQuestion {
  brandId: string;
  customerIds: readonly string[];
  postingKey: string;
  lotLimit: number;
  now: Date;
  /** `due` reads only lots whose day has come. */
  lots: 'spendable' | 'due';
}

export async function readWallets(run: Run, question: WalletsQuestion): Promise<WalletsState> {
  const { brandId, customerIds, postingKey, lotLimit, now } = question;
  const rows = await run(question.lots === 'due' ? dueState : spendableState, [
    brandId,
    `{${customerIds.join(',')}}`,
    postingKey,
    lotLimit,
    now,
  ]);
  const [first] = rows;
  if (!first) throw new Error('a brand without a programme');
  const known = new Map<string, WalletState>();
  return {
    zone: String(first.zone),
    programmeVersionId: String(first.programme_version_id),
    expiry: expiryRule.parse(first.expiry),
    wallets: rows.flatMap((row) => readWallet(known, row, lotLimit) ?? []),
    earlier: readEarlier(first),
  };
}

function readEarlier(row: Row): WalletsState['earlier'] {
  const id = textOrNull(row.earlier_id);
  return id === null ? null : { id, inputHash: String(row.earlier_hash) };
}

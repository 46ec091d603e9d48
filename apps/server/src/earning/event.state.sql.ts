/** Reads what one event needs to be paid, in one statement: the customer's wallet, the rules of then, and their facts. */
import { lotsOf, type Row, readWallet, walletFields } from '../ledger/state.sql.ts';
import type { Run, Statement } from '../ledger/statement.ts';
import type { WalletState } from '../ledger/wallet-state.ts';
import {
  type EarningCustomer,
  earningParts,
  needsValues,
  readEarningCustomer,
  readTotals,
} from './earning.state.sql.ts';
import { localMoment } from './facts.ts';
import type { Use } from './limits.ts';
import type { EarningNeeds } from './ruleset-cache.ts';
import type { RulesRead } from './rules-reader.ts';

export interface EventQuestion {
  brandId: string;
  customerId: string;
  externalId: string;
  occurredAt: Date;
  lotLimit: number;
}

export interface EventState extends RulesRead {
  zone: string;
  rulesetId: string;
  day: number;
  totals: Map<string, Use>;
  /** The event that already has this externalId. */
  twin: { id: string; inputHash: string } | null;
  /** Null where there is no such customer. */
  known: { wallet: WalletState; customer: EarningCustomer } | null;
}

const parts = earningParts('$2::timestamptz', 6);

const statement: Statement = {
  name: 'event-state',
  text: `select (select zone from brand where id = $1::uuid) as zone,
      coalesce((select id from earning_ruleset where brand_id = $1 and created_at <= $2
        order by version desc limit 1),
        (select id from earning_ruleset where brand_id = $1 order by version limit 1)) as ruleset_then,
      e.id as twin_id, e.input_hash as twin_hash,
      ${parts.groupFields}, ${parts.customerFields},
      ${walletFields}, ${lotsOf('w.customer_id', 'true', '$5')} as lots
    from (select 1 as n, $3::uuid as customer_id) q
    left join lateral (select id, input_hash from customer_event
      where brand_id = $1 and external_id = $4::text limit 1) e on true
    left join lateral (select id from customer
      where brand_id = $1 and id = q.customer_id and deleted_at is null limit 1) c on true
    ${parts.customerJoin}
    left join lateral (select * from wallet where brand_id = $1 and customer_id = c.id limit 1) w on true`,
};

export async function readEventState(
  run: Run,
  { brandId, customerId, externalId, occurredAt, lotLimit }: EventQuestion,
  needs: EarningNeeds,
): Promise<EventState> {
  const [row] = await run(statement, [
    brandId,
    occurredAt,
    customerId,
    externalId,
    lotLimit,
    ...needsValues(needs),
  ]);
  if (!row) throw new Error('an event was read without its state');
  const zone = String(row.zone);
  const rulesetId = String(row.ruleset_then);
  const { day } = localMoment(occurredAt, zone);
  return {
    zone,
    rulesetId,
    day,
    asked: [{ rulesetId, day }],
    totals: readTotals(row),
    twin: row.twin_id === null ? null : { id: String(row.twin_id), inputHash: String(row.twin_hash) },
    known: readKnown(row, zone, lotLimit),
  };
}

function readKnown(row: Row, zone: string, lotLimit: number): EventState['known'] {
  const wallet = readWallet(new Map(), row, lotLimit);
  return wallet && { wallet, customer: readEarningCustomer(new Map(), wallet.customerId, row, zone) };
}

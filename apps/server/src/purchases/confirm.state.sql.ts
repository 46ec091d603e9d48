/** Reads all that a group of confirmations needs in one statement: earlier answers, the hold, its lots, the wallet. */
import { holdFields, type HoldState, readGraceEnd, readHold, returnTerms } from '../ledger/hold.state.sql.ts';
import type { BrandWords } from '../ledger/present.ts';
import { dueLots, lotsOf, question, type Row, readWallet, walletFields } from '../ledger/state.sql.ts';
import { type Column, type Run, type Statement, valuesOf } from '../ledger/statement.ts';
import type { LotState, WalletState } from '../ledger/wallet-state.ts';
import type { ConfirmRequest } from './confirm.request.ts';
import { type KeptKey, keyFields, keyJoin, keyQuestion, readKey } from './kept-answers.ts';

export interface ConfirmState {
  brand: BrandWords & { zone: string };
  /** Until when held points live that come back after their lot has expired. */
  graceEnd: Date;
  items: ConfirmItem[];
}

export interface ConfirmItem {
  request: ConfirmRequest;
  key: KeptKey | null;
  hold: HoldState | null;
  /** Null where the customer has been erased. */
  wallet: WalletState | null;
  /** A purchase that did not come from this hold has its externalId. */
  isNumberTaken: boolean;
}

const columns: Column<ConfirmRequest>[] = [
  ...keyQuestion,
  { name: 'hold_id', type: 'uuid', value: ({ holdId }) => holdId },
];

const statement: Statement = {
  name: 'confirm-state',
  text: `select
      case when q.n = 1 then (select json_build_object('zone', zone, 'currency', currency, 'pointsName', points_name)
        from brand where id = $1::uuid) end as brand,
      case when q.n = 1 then ${returnTerms} end as terms,
      ${keyFields}, ${holdFields}, ${walletFields},
      ${lotsOf('w.customer_id', dueLots('$2::timestamptz'), `$${3 + columns.length}`)} as lots,
      exists (select from purchase where brand_id = $1 and external_id = h.external_id
        and id is distinct from h.purchase_id) as is_number_taken
    from ${question(columns, 3)}
    ${keyJoin}
    left join lateral (select * from hold where brand_id = $1 and id = q.hold_id limit 1) h on true
    left join lateral (select coalesce(merged_into, id) as id from customer
      where brand_id = $1 and id = h.customer_id and (deleted_at is null or merged_into is not null) limit 1) c on true
    left join lateral (select * from wallet where brand_id = $1 and customer_id = c.id limit 1) w on true
    order by q.n`,
};

export interface ConfirmQuestion {
  brandId: string;
  requests: readonly ConfirmRequest[];
  now: Date;
  lotLimit: number;
}

export async function readConfirmState(
  run: Run,
  { brandId, requests, now, lotLimit }: ConfirmQuestion,
): Promise<ConfirmState> {
  const rows = await run(statement, [brandId, now, ...valuesOf(columns, requests), lotLimit]);
  const [first] = rows;
  if (!first || rows.length !== requests.length) throw new Error('a confirmation was read without its state');
  const wallets = new Map<string, WalletState>();
  const lots = new Map<string, LotState>();
  const readItem = (request: ConfirmRequest, row: Row): ConfirmItem => {
    const wallet = readWallet(wallets, row, lotLimit);
    return {
      request,
      key: readKey(row),
      hold: readHold(row, wallet, lots),
      wallet,
      isNumberTaken: row.is_number_taken === true,
    };
  };
  return {
    brand: first.brand as ConfirmState['brand'],
    graceEnd: readGraceEnd(first.terms, now),
    items: requests.map((request, index) => readItem(request, rows[index] ?? {})),
  };
}

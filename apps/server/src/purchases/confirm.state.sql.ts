/** Reads all that a group of confirmations needs in one statement: earlier answers, the hold, its lots, the wallet. */
import type { AskedCoupon } from '../coupons/on-bill.ts';
import {
  type EarningCustomer,
  earningParts,
  readEarningCustomer,
  readTotals,
} from '../earning/earning.state.sql.ts';
import { localMoment } from '../earning/facts.ts';
import type { Use } from '../earning/limits.ts';
import type { RulesRead } from '../earning/rules-reader.ts';
import { holdFields, type HoldState, readGraceEnd, readHold, returnTerms } from '../ledger/hold.state.sql.ts';
import { dueLots, lotsOf, question, type Row, readWallet, walletFields } from '../ledger/state.sql.ts';
import type { Column, Run, Statement } from '../ledger/statement.ts';
import type { LotState, WalletState } from '../ledger/wallet-state.ts';
import type { ConfirmRequest } from './confirm.request.ts';
import { brandField, type GroupBrand, readSales, type SaleQuestion } from './group.state.sql.ts';
import { type KeptKey, keyFields, keyJoin, keyQuestion, readKey } from './kept-answers.ts';

export interface ConfirmState extends RulesRead {
  /** What rules with limits for everybody have paid. */
  totals: Map<string, Use>;
  brand: GroupBrand;
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
  /** The rules in force when the hold was made; those of now where there is none. */
  rulesetId: string;
  /** What rules ask about the customer; null where there is none. */
  earning: EarningCustomer | null;
  /** A purchase that did not come from this hold has its externalId. */
  isNumberTaken: boolean;
  /** The coupons that the hold has reserved. */
  coupons: readonly AskedCoupon[];
}

const columns: Column<ConfirmRequest>[] = [
  ...keyQuestion,
  { name: 'hold_id', type: 'uuid', value: ({ holdId }) => holdId },
];

const lotLimitParameter = `$${3 + columns.length}`;
const earning = earningParts('$2::timestamptz', 4 + columns.length);

const statement: Statement = {
  name: 'confirm-state',
  text: `select
      ${brandField},
      case when q.n = 1 then ${returnTerms} end as terms,
      ${keyFields}, ${holdFields}, ${walletFields},
      coalesce(h.ruleset_id, (select id from earning_ruleset where brand_id = $1
        order by version desc limit 1)) as ruleset_then,
      ${earning.groupFields}, ${earning.customerFields},
      ${lotsOf('w.customer_id', dueLots('$2::timestamptz'), lotLimitParameter)} as lots,
      exists (select from purchase where brand_id = $1 and external_id = h.external_id
        and id is distinct from h.purchase_id) as is_number_taken
    from ${question(columns, 3)}
    ${keyJoin}
    left join lateral (select * from hold where brand_id = $1 and id = q.hold_id limit 1) h on true
    left join lateral (select coalesce(merged_into, id) as id from customer
      where brand_id = $1 and id = h.customer_id and (deleted_at is null or merged_into is not null) limit 1) c on true
    ${earning.customerJoin}
    left join lateral (select * from wallet where brand_id = $1 and customer_id = c.id limit 1) w on true
    order by q.n`,
};

export async function readConfirmState(
  run: Run,
  question: SaleQuestion<ConfirmRequest>,
): Promise<ConfirmState> {
  const { requests, now, lotLimit } = question;
  const { brand, first, rows } = await readSales(run, statement, columns, question);
  const wallets = new Map<string, WalletState>();
  const lots = new Map<string, LotState>();
  const customers = new Map<string, EarningCustomer>();
  const { day } = localMoment(now, brand.zone);
  const readItem = (request: ConfirmRequest, row: Row): ConfirmItem => {
    const wallet = readWallet(wallets, row, lotLimit);
    return {
      request,
      key: readKey(row),
      hold: readHold(row, wallet, lots),
      wallet,
      rulesetId: String(row.ruleset_then ?? first.ruleset_id),
      earning: wallet && readEarningCustomer(customers, wallet.customerId, row, brand.zone),
      isNumberTaken: row.is_number_taken === true,
      coupons: [],
    };
  };
  const items = requests.map((request, index) => readItem(request, rows[index] ?? {}));
  return {
    brand,
    graceEnd: readGraceEnd(first.terms, now),
    totals: readTotals(first),
    asked: items.map(({ rulesetId }) => ({ rulesetId, day })),
    items,
  };
}

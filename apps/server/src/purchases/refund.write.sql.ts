/** The rows of refunds that are written in the posting's own statement: see ledger/write.sql.ts. */
import { type ReturnedCoupon, returnedCouponsPart } from '../coupons/coupon.write.sql.ts';
import type { EarningExtra } from '../earning/book.ts';
import { earningWriteParts } from '../earning/earning.write.sql.ts';
import type { Column } from '../ledger/statement.ts';
import { valuesOf } from '../ledger/statement.ts';
import { insertPart, type Part, type Write, writeStatement } from '../ledger/write.sql.ts';
import { type KeyRow, keysPart } from './kept-answers.ts';

export interface RefundRow {
  id: string;
  purchaseId: string;
  customerId: string;
  externalId: string;
  amountMinor: number;
  baseMinor: number;
  moneyMinor: number;
  reversedPoints: number;
  returnedPoints: number;
  lines: { id: string; quantity: number }[] | null;
  refundableMinor: number;
  source: string;
  actorId: string | null;
  inputHash: string;
  availableAfter: number;
  pendingAfter: number;
  entryIds: string[];
  createdAt: Date;
}

export interface RefundExtra {
  refunds: RefundRow[];
  lines: { purchaseId: string; id: string; quantity: number }[];
  keys: KeyRow[];
  stats: RefundRow[];
  /** What rules have paid less. */
  earning: EarningExtra;
  /** Coupons that come back. */
  returnedCoupons: ReturnedCoupon[];
}

const refundColumns: Column<RefundRow>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'purchase_id', type: 'uuid', value: (row) => row.purchaseId },
  { name: 'external_id', type: 'text', value: (row) => row.externalId },
  { name: 'amount_minor', type: 'int8', value: (row) => row.amountMinor },
  { name: 'base_minor', type: 'int8', value: (row) => row.baseMinor },
  { name: 'money_minor', type: 'int8', value: (row) => row.moneyMinor },
  { name: 'reversed_points', type: 'int8', value: (row) => row.reversedPoints },
  { name: 'returned_points', type: 'int8', value: (row) => row.returnedPoints },
  {
    name: 'lines',
    type: 'text',
    cast: 'jsonb',
    value: (row) => (row.lines === null ? null : JSON.stringify(row.lines)),
  },
  { name: 'refundable_minor', type: 'int8', value: (row) => row.refundableMinor },
  { name: 'source', type: 'text', value: (row) => row.source },
  { name: 'actor_id', type: 'text', value: (row) => row.actorId },
  { name: 'input_hash', type: 'text', value: (row) => row.inputHash },
  { name: 'available_after', type: 'int8', value: (row) => row.availableAfter },
  { name: 'pending_after', type: 'int8', value: (row) => row.pendingAfter },
  { name: 'entry_ids', type: 'text', cast: 'uuid[]', value: (row) => `{${row.entryIds.join(',')}}` },
  { name: 'created_at', type: 'timestamptz', value: (row) => row.createdAt },
];

/** One refund of a purchase per statement, so each purchase is met once here. */
const refundedPurchases: Part<RefundExtra> = {
  parameterCount: 5,
  values: (extra) =>
    valuesOf<RefundRow>(
      [
        { name: 'id', type: 'uuid', value: (row) => row.purchaseId },
        { name: 'amount', type: 'int8', value: (row) => row.amountMinor },
        { name: 'base', type: 'int8', value: (row) => row.baseMinor },
        { name: 'reversed', type: 'int8', value: (row) => row.reversedPoints },
        { name: 'returned', type: 'int8', value: (row) => row.returnedPoints },
      ],
      extra.refunds,
    ),
  write: (first, written) => `update_purchase as (
    update purchase p set refunded_minor = p.refunded_minor + r.amount,
      refunded_base_minor = p.refunded_base_minor + r.base,
      reversed_points = p.reversed_points + r.reversed, returned_points = p.returned_points + r.returned
    from unnest($${first}::uuid[], $${first + 1}::int8[], $${first + 2}::int8[], $${first + 3}::int8[],
      $${first + 4}::int8[]) as r(id, amount, base, reversed, returned)
    where p.brand_id = $1 and p.id = r.id and ${written})`,
};

const refundedLines: Part<RefundExtra> = {
  parameterCount: 3,
  values: (extra) =>
    valuesOf<RefundExtra['lines'][number]>(
      [
        { name: 'purchase_id', type: 'uuid', value: (row) => row.purchaseId },
        { name: 'id', type: 'text', value: (row) => row.id },
        { name: 'quantity', type: 'int8', value: (row) => row.quantity },
      ],
      extra.lines,
    ),
  write: (first, written) => `update_purchase_line as (
    update purchase_line l set refunded_quantity = l.refunded_quantity + r.quantity
    from unnest($${first}::uuid[], $${first + 1}::text[], $${first + 2}::int8[]) as r(purchase_id, id, quantity)
    where l.brand_id = $1 and l.purchase_id = r.purchase_id and l.id = r.id and ${written})`,
};

const refundStats: Part<RefundExtra> = {
  parameterCount: 4,
  values: (extra) =>
    valuesOf<RefundRow>(
      [
        { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
        { name: 'money', type: 'int8', value: (row) => row.moneyMinor },
        { name: 'reversed', type: 'int8', value: (row) => row.reversedPoints },
        { name: 'returned', type: 'int8', value: (row) => row.returnedPoints },
      ],
      extra.stats,
    ),
  write: (first, written) => `update_customer_stats as (
    update customer_stats s set refunds_count = s.refunds_count + r.refunds, spent_minor = s.spent_minor - r.money,
      earned_points = s.earned_points - r.reversed, redeemed_points = s.redeemed_points - r.returned
    from (
      select customer_id, count(*) as refunds, sum(money) as money, sum(reversed) as reversed, sum(returned) as returned
      from unnest($${first}::uuid[], $${first + 1}::int8[], $${first + 2}::int8[], $${first + 3}::int8[])
        as u(customer_id, money, reversed, returned) group by 1) r
    where s.brand_id = $1 and s.customer_id = r.customer_id and ${written})`,
};

const refundParts: readonly Part<RefundExtra>[] = [
  refundedPurchases,
  refundedLines,
  insertPart('refund', refundColumns, (extra) => extra.refunds),
  keysPart,
  refundStats,
  ...earningWriteParts,
];
const refundsWithoutCoupons = writeStatement<RefundExtra>('refund-write', refundParts);
const refundsWithCoupons = writeStatement<RefundExtra>('refund-coupon-write', [
  ...refundParts,
  returnedCouponsPart,
]);

export const writeRefunds: Write<RefundExtra> = (run, draft, extra) =>
  (extra.returnedCoupons.length > 0 ? refundsWithCoupons : refundsWithoutCoupons)(run, draft, extra);

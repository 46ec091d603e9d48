/** The rows of purchases that are written in the posting's own statement: see ledger/write.sql.ts. */
import type { PurchaseLine } from '@regulars/contracts';
import { type CouponExtra, couponParts, openCouponExtra, usesCoupons } from '../coupons/coupon.write.sql.ts';
import type { KeptCoupon } from '../coupons/kept-coupon.ts';
import { lineEarns } from '../earning/bill.ts';
import { type EarningExtra, openEarningExtra } from '../earning/book.ts';
import { earningWriteParts } from '../earning/earning.write.sql.ts';
import type { Column } from '../ledger/statement.ts';
import { insertPart, type Part, type Write, writeStatement } from '../ledger/write.sql.ts';
import type { KeptFacts, KeptVerdict } from './judge.ts';
import { type KeyRow, keysPart } from './kept-answers.ts';

export interface PurchaseRow {
  id: string;
  externalId: string;
  customerId: string;
  shopId: string | null;
  receiptNumber: string | null;
  programmeVersionId: string;
  ruleVersionId: string;
  occurredAt: Date;
  totalMinor: number;
  earningMinor: number;
  baseMinor: number;
  redeemedPoints: number;
  redeemedMinor: number;
  paidMinor: number;
  earnedPoints: number;
  maxRedeemPoints: number;
  hasLines: boolean;
  channel: string | null;
  discountMinor: number;
  coupons: readonly KeptCoupon[];
  verdicts: readonly KeptVerdict[];
  facts: KeptFacts | null;
  source: string;
  actorId: string | null;
  inputHash: string;
  availableAfter: number;
  pendingAfter: number;
  entryIds: string[];
  createdAt: Date;
}

export interface LineRow {
  purchaseId: string;
  position: number;
  line: PurchaseLine;
  orderDiscountMinor: number;
  baseMinor: number;
}

/** What the group adds to a customer's statistics; one row per customer, however many purchases. */
export interface StatsRow {
  customerId: string;
  purchases: number;
  spentMinor: number;
  earnedPoints: number;
  redeemedPoints: number;
  firstAt: Date;
  lastAt: Date;
}

export interface PurchaseExtra extends CouponExtra {
  purchases: PurchaseRow[];
  lines: LineRow[];
  keys: KeyRow[];
  stats: Map<string, StatsRow>;
  /** Cards that these purchases use up. */
  usedCards: string[];
  /** What rules have paid, to be counted. */
  earning: EarningExtra;
}

export function openPurchaseExtra(): PurchaseExtra {
  return {
    ...openCouponExtra(),
    purchases: [],
    lines: [],
    keys: [],
    stats: new Map(),
    usedCards: [],
    earning: openEarningExtra(),
  };
}

const purchaseColumns: Column<PurchaseRow>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'external_id', type: 'text', value: (row) => row.externalId },
  { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
  { name: 'shop_id', type: 'uuid', value: (row) => row.shopId },
  { name: 'receipt_number', type: 'text', value: (row) => row.receiptNumber },
  { name: 'programme_version_id', type: 'uuid', value: (row) => row.programmeVersionId },
  { name: 'rule_version_id', type: 'uuid', value: (row) => row.ruleVersionId },
  { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
  { name: 'total_minor', type: 'int8', value: (row) => row.totalMinor },
  { name: 'earning_minor', type: 'int8', value: (row) => row.earningMinor },
  { name: 'base_minor', type: 'int8', value: (row) => row.baseMinor },
  { name: 'redeemed_points', type: 'int8', value: (row) => row.redeemedPoints },
  { name: 'redeemed_minor', type: 'int8', value: (row) => row.redeemedMinor },
  { name: 'paid_minor', type: 'int8', value: (row) => row.paidMinor },
  { name: 'earned_points', type: 'int8', value: (row) => row.earnedPoints },
  { name: 'max_redeem_points', type: 'int8', value: (row) => row.maxRedeemPoints },
  { name: 'has_lines', type: 'bool', value: (row) => row.hasLines },
  { name: 'channel', type: 'text', value: (row) => row.channel },
  { name: 'discount_minor', type: 'int8', value: (row) => row.discountMinor },
  {
    name: 'coupons',
    type: 'text',
    cast: 'jsonb',
    value: (row) => (row.coupons.length === 0 ? null : JSON.stringify(row.coupons)),
  },
  { name: 'verdicts', type: 'text', cast: 'jsonb', value: (row) => JSON.stringify(row.verdicts) },
  {
    name: 'facts',
    type: 'text',
    cast: 'jsonb',
    value: (row) => (row.facts === null ? null : JSON.stringify(row.facts)),
  },
  { name: 'source', type: 'text', value: (row) => row.source },
  { name: 'actor_id', type: 'text', value: (row) => row.actorId },
  { name: 'input_hash', type: 'text', value: (row) => row.inputHash },
  { name: 'available_after', type: 'int8', value: (row) => row.availableAfter },
  { name: 'pending_after', type: 'int8', value: (row) => row.pendingAfter },
  { name: 'entry_ids', type: 'text', cast: 'uuid[]', value: (row) => `{${row.entryIds.join(',')}}` },
  { name: 'created_at', type: 'timestamptz', value: (row) => row.createdAt },
];

const lineColumns: Column<LineRow>[] = [
  { name: 'purchase_id', type: 'uuid', value: (row) => row.purchaseId },
  { name: 'id', type: 'text', value: (row) => row.line.id },
  { name: 'position', type: 'int4', value: (row) => row.position },
  { name: 'sku', type: 'text', value: (row) => row.line.sku ?? null },
  { name: 'name', type: 'text', value: (row) => row.line.name ?? null },
  { name: 'category', type: 'text', value: (row) => row.line.category ?? null },
  { name: 'quantity', type: 'int8', value: (row) => row.line.quantity },
  { name: 'unit_price_minor', type: 'int8', value: (row) => row.line.unitPriceMinor },
  { name: 'discount_minor', type: 'int8', value: (row) => row.line.discountMinor ?? 0 },
  { name: 'order_discount_minor', type: 'int8', value: (row) => row.orderDiscountMinor },
  { name: 'base_minor', type: 'int8', value: (row) => row.baseMinor },
  { name: 'earns', type: 'bool', value: (row) => lineEarns(row.line) },
  { name: 'payable_with_points', type: 'bool', value: (row) => row.line.payableWithPoints ?? true },
];

const statsColumns: Column<StatsRow>[] = [
  { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
  { name: 'purchases_count', type: 'int4', value: (row) => row.purchases },
  { name: 'spent_minor', type: 'int8', value: (row) => row.spentMinor },
  { name: 'earned_points', type: 'int8', value: (row) => row.earnedPoints },
  { name: 'redeemed_points', type: 'int8', value: (row) => row.redeemedPoints },
  { name: 'first_purchase_at', type: 'timestamptz', value: (row) => row.firstAt },
  { name: 'last_purchase_at', type: 'timestamptz', value: (row) => row.lastAt },
];

const addToStats = `on conflict (brand_id, customer_id) do update set
  purchases_count = customer_stats.purchases_count + excluded.purchases_count,
  spent_minor = customer_stats.spent_minor + excluded.spent_minor,
  earned_points = customer_stats.earned_points + excluded.earned_points,
  redeemed_points = customer_stats.redeemed_points + excluded.redeemed_points,
  first_purchase_at = least(customer_stats.first_purchase_at, excluded.first_purchase_at),
  last_purchase_at = greatest(customer_stats.last_purchase_at, excluded.last_purchase_at)`;

/** A card is used once: of two tills that scan it at the same time one writes, the other reads again. */
export const usedCardsPart: Part<{ usedCards: string[] }> = {
  parameterCount: 1,
  values: (extra) => [`{${extra.usedCards.join(',')}}`],
  lock: {
    cte: (first) => `free_card as materialized (
      select card_hash from card
      where brand_id = $1 and card_hash = any($${first}::text[]) and used_at is null
      order by card_hash for update)`,
    holds: (first) => `(select count(*) from free_card) = cardinality($${first}::text[])`,
  },
  write: (first, written) => `update_card as (
    update card set used_at = $2 where brand_id = $1 and card_hash = any($${first}::text[]) and ${written})`,
};

/** What a purchase writes, however it came about. */
export const purchaseParts: readonly Part<PurchaseExtra>[] = [
  insertPart('purchase', purchaseColumns, (extra) => extra.purchases),
  insertPart('purchase_line', lineColumns, (extra) => extra.lines),
  keysPart,
  insertPart('customer_stats', statsColumns, (extra) => sortedStats(extra), addToStats),
  ...earningWriteParts,
];

const writeWithoutCoupons = writeStatement<PurchaseExtra>('purchase-write', [
  usedCardsPart,
  ...purchaseParts,
]);
const writeWithCoupons = writeStatement<PurchaseExtra>('purchase-coupon-write', [
  usedCardsPart,
  ...couponParts,
  ...purchaseParts,
]);

/** Bills without coupons do not pay for them. */
export const writePurchases: Write<PurchaseExtra> = (run, draft, extra) =>
  (usesCoupons(extra) ? writeWithCoupons : writeWithoutCoupons)(run, draft, extra);

function sortedStats(extra: PurchaseExtra): StatsRow[] {
  return [...extra.stats.values()].sort((left, right) => (left.customerId < right.customerId ? -1 : 1));
}

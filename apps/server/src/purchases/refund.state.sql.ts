/**
 * Reads all that a group of refunds needs in one statement: earlier answers, the purchase with its lines, the
 * version that paid, the wallet, and the lots that the purchase earned and spent.
 */
import { type KeptCoupon, readKeptCoupons } from '../coupons/kept-coupon.ts';
import { readVerdicts } from '../earning/answers.ts';
import { type LocalMoment, localMoment, lowerCase } from '../earning/facts.ts';
import type { TierBenefit } from '../earning/evaluate.ts';
import type { BoughtLine } from '../earning/refund.rules.ts';
import {
  lotsOf,
  question,
  type Row,
  readWallet,
  rowsOf,
  sameLot,
  textOrNull,
  walletFields,
} from '../ledger/state.sql.ts';
import { type Column, type Run, type Statement, valuesOf } from '../ledger/statement.ts';
import type { LotState, WalletState } from '../ledger/wallet-state.ts';
import { brandField, type GroupBrand, readGroup } from './group.state.sql.ts';
import type { KeptFacts, KeptVerdict } from './judge.ts';
import { type KeptKey, keyFields, keyJoin, keyQuestion, readKey } from './kept-answers.ts';
import type { RefundRequest } from './refund.request.ts';

export interface RefundState {
  brand: GroupBrand;
  items: RefundItem[];
}

export interface RefundItem {
  request: RefundRequest;
  key: KeptKey | null;
  /** The refund that already has this externalId. */
  twin: { id: string; inputHash: string } | null;
  purchase: RefundedPurchase | null;
}

export interface RefundedPurchase {
  id: string;
  wallet: WalletState;
  ruleVersionId: string;
  /** What rules paid for it, in the brand's order of then. */
  awards: RefundedAward[];
  /** What the rules saw of the customer; null where none of them looked. */
  facts: KeptFacts | null;
  occurredAt: Date;
  moment: LocalMoment;
  shopId: string | null;
  channel: string | null;
  method: 'recompute' | 'proportional';
  pointValueMinor: number;
  /** Of the programme in force now: these are about today's balance, not about what was paid then. */
  shortPolicy: 'to_zero' | 'below_zero';
  graceDays: number;
  totalMinor: number;
  refundedMinor: number;
  baseMinor: number;
  redeemedPoints: number;
  returnedPoints: number;
  /** One without an id where the bill has no lines. */
  lines: RefundedLine[];
  /** Coupons that it used. */
  coupons: KeptCoupon[];
  /** What the lots gave for it and have not got back, in the order they were taken. */
  origins: { lot: LotState; points: number }[];
}

export interface RefundedLine extends BoughtLine {
  id: string | null;
}

export interface RefundedAward {
  ruleVersionId: string;
  points: number;
  /** The most that its limits allowed then; null when nothing limited it. */
  roomPoints: number | null;
  /** What refunds have taken back of it. */
  reversedPoints: number;
  /** Set where it is what a tier added. */
  tier: TierBenefit | null;
  /** The lot that it came in. */
  lot: LotState | null;
}

const columns: Column<RefundRequest>[] = [
  ...keyQuestion,
  { name: 'external_id', type: 'text', value: ({ externalId }) => externalId },
  { name: 'purchase_id', type: 'uuid', value: ({ purchaseId }) => purchaseId },
];

const lotFields = `t.id, t.purchase_id, t.rule_version_id, t.points, t.remaining, t.state, t.active_from, t.expires_at`;

const statement: Statement = {
  name: 'refund-state',
  text: `select
      ${brandField},
      ${keyFields},
      f.id as twin_id, f.input_hash as twin_hash,
      p.id as purchase_id, p.rule_version_id, p.total_minor, p.refunded_minor, p.base_minor,
      p.redeemed_points, p.returned_points, p.earned_points, p.verdicts, p.facts, p.coupons, p.occurred_at, p.shop_id, p.channel,
      v.point_value_minor, v.refund_method,
      (select json_build_object('shortPolicy', refund_short_policy, 'graceDays', refund_grace_days)
        from programme_version where brand_id = $1 and p.id is not null order by version desc limit 1) as in_force,
      ${walletFields},
      ${lotsOf('w.customer_id', 'p.id is not null', '$7')} as lots,
      (select json_agg(json_build_object('id', id, 'quantity', quantity, 'refundedQuantity', refunded_quantity,
          'netMinor', quantity * unit_price_minor - discount_minor - order_discount_minor, 'baseMinor', base_minor,
          'sku', sku, 'name', name, 'category', category, 'isDiscounted', discount_minor > 0) order by position)
        from purchase_line where brand_id = $1 and purchase_id = p.id) as lines,
      (select json_agg(t) from (select ${lotFields} from lot t
        where t.brand_id = $1 and t.id = any(p.entry_ids)) t) as own_lots,
      (select json_object_agg(rule_version_id, points) from (
        select rule_version_id, -sum(available_delta + pending_delta) as points from entry
        where brand_id = $1 and p.reversed_points > 0 and kind = 'reversal' and id in (
          select unnest(entry_ids) from refund where brand_id = $1 and purchase_id = p.id)
        group by rule_version_id) e) as reversed,
      (select json_agg(t order by t.expires_at nulls last, t.id) from (
        select ${lotFields}, -sum(el.points)::int8 as taken
        from entry e
        join entry_lot el on el.brand_id = $1 and el.entry_id = e.id
        join lot t on t.brand_id = $1 and t.id = el.lot_id
        where e.brand_id = $1 and p.redeemed_points > 0 and e.kind in ('redemption', 'redemption_return')
          and (e.id = any(p.entry_ids) or e.id in (
            select unnest(entry_ids) from refund where brand_id = $1 and purchase_id = p.id))
        group by t.brand_id, t.id) t) as origins
    from ${question(columns, 2)}
    ${keyJoin}
    left join lateral (select id, input_hash from refund
      where brand_id = $1 and external_id = q.external_id limit 1) f on true
    left join lateral (select * from purchase where brand_id = $1 and id = q.purchase_id limit 1) p on true
    left join lateral (select point_value_minor, refund_method from programme_version
      where brand_id = $1 and id = p.programme_version_id limit 1) v on true
    left join lateral (select * from wallet where brand_id = $1 and customer_id = p.customer_id limit 1) w on true
    order by q.n`,
};

export async function readRefundState(
  run: Run,
  brandId: string,
  requests: readonly RefundRequest[],
  lotLimit: number,
): Promise<RefundState> {
  const values = [brandId, ...valuesOf(columns, requests), lotLimit];
  const { brand, rows } = await readGroup(run, statement, values, requests);
  const known: Known = { wallets: new Map(), lots: new Map(), lotLimit, zone: brand.zone };
  return {
    brand,
    items: requests.map((request, index) => readItem(request, rows[index] ?? {}, known)),
  };
}

/** A wallet or lot is one object however many refunds meet it, or two changes of it would not see each other. */
interface Known {
  wallets: Map<string, WalletState>;
  lots: Map<string, LotState>;
  lotLimit: number;
  zone: string;
}

function readItem(request: RefundRequest, row: Row, known: Known): RefundItem {
  return {
    request,
    key: readKey(row),
    twin: row.twin_id === null ? null : { id: String(row.twin_id), inputHash: String(row.twin_hash) },
    purchase: readPurchase(row, known),
  };
}

function readPurchase(row: Row, { wallets, lots, lotLimit, zone }: Known): RefundedPurchase | null {
  const wallet = row.purchase_id === null ? null : readWallet(wallets, row, lotLimit);
  if (!wallet) return null;
  const inForce = row.in_force as { shortPolicy: string; graceDays: number };
  const lotOf = (raw: Row) => sameLot(lots, { raw, wallet, customerId: wallet.customerId });
  const occurredAt = new Date(String(row.occurred_at));
  const lines = rowsOf(row.lines).map(readLine);
  return {
    id: String(row.purchase_id),
    wallet,
    ruleVersionId: String(row.rule_version_id),
    awards: readAwards(row, rowsOf(row.own_lots).map(lotOf)),
    facts: row.facts as KeptFacts | null,
    occurredAt,
    moment: localMoment(occurredAt, zone),
    shopId: textOrNull(row.shop_id),
    channel: textOrNull(row.channel),
    method: row.refund_method === 'proportional' ? 'proportional' : 'recompute',
    pointValueMinor: Number(row.point_value_minor),
    shortPolicy: inForce.shortPolicy === 'below_zero' ? 'below_zero' : 'to_zero',
    graceDays: inForce.graceDays,
    totalMinor: Number(row.total_minor),
    refundedMinor: Number(row.refunded_minor),
    baseMinor: Number(row.base_minor),
    redeemedPoints: Number(row.redeemed_points),
    returnedPoints: Number(row.returned_points),
    lines: lines.length > 0 ? lines : [wholeLine(row)],
    coupons: readKeptCoupons(row.coupons),
    origins: rowsOf(row.origins).map((raw) => ({ lot: lotOf(raw), points: Number(raw.taken) })),
  };
}

/** Without verdicts of its own a purchase was paid by one rule alone, if at all. */
function readAwards(row: Row, lots: readonly LotState[]): RefundedAward[] {
  const reversed = (row.reversed ?? {}) as Record<string, number>;
  const kept: readonly KeptVerdict[] = readVerdicts(row.verdicts).map((verdict) => ({
    roomPoints: null,
    ...verdict,
  }));
  const alone = {
    ruleVersionId: String(row.rule_version_id),
    points: Number(row.earned_points),
    roomPoints: null,
    reason: { code: 'paid' } as const,
  };
  return (kept.length > 0 ? kept : [alone])
    .filter(({ points }) => points > 0)
    .map(({ ruleVersionId, points, roomPoints, reason }) => ({
      ruleVersionId,
      tier: reason.code === 'tier_multiplied' ? { id: ruleVersionId, ...reason } : null,
      points,
      roomPoints,
      reversedPoints: Number(reversed[ruleVersionId] ?? 0),
      lot: lots.find((lot) => lot.ruleVersionId === ruleVersionId) ?? null,
    }));
}

function wholeLine(row: Row): RefundedLine {
  return {
    id: null,
    sku: null,
    name: null,
    category: null,
    isDiscounted: false,
    quantity: 1,
    refundedQuantity: 0,
    netMinor: Number(row.total_minor),
    baseMinor: Number(row.base_minor),
  };
}

function readLine(row: Row): RefundedLine {
  return {
    id: String(row.id),
    sku: lowerCase(textOrNull(row.sku)),
    name: lowerCase(textOrNull(row.name)),
    category: lowerCase(textOrNull(row.category)),
    isDiscounted: row.isDiscounted === true,
    quantity: Number(row.quantity),
    refundedQuantity: Number(row.refundedQuantity),
    netMinor: Number(row.netMinor),
    baseMinor: Number(row.baseMinor),
  };
}

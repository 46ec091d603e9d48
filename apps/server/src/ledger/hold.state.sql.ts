/** How holds are read for a posting: expressions that read statements put together, and their parsing. */
import { type PurchaseLine, purchaseLine } from '@regulars/contracts';
import { z } from 'zod';
import { type KeptCoupon, readKeptCoupons } from '../coupons/kept-coupon.ts';
import { endAfterDays } from '../earning/lifetime.ts';
import { Refusal } from '../platform/refusal.ts';
import type { OpenHold } from './hold.moves.ts';
import { type Row, rowsOf, sameLot, textOrNull } from './state.sql.ts';
import type { LotState, WalletState } from './wallet-state.ts';

export interface HoldState extends OpenHold {
  externalId: string;
  customerId: string;
  shopId: string | null;
  programmeVersionId: string;
  totalMinor: number;
  lines: PurchaseLine[] | null;
  discountMinor: number;
  coupons: KeptCoupon[];
  channel: string | null;
  paidMinor: number;
  earnedPoints: number;
  maxRedeemPoints: number;
  state: string;
  purchaseId: string | null;
  expiresAt: Date;
}

/** Columns of `hold h` that `readHold` takes, with the lots that it took. */
export const holdFields = `h.id as hold_id, h.external_id, h.customer_id as hold_customer_id, h.shop_id,
  h.programme_version_id, h.points as hold_points, h.total_minor, h.lines as hold_lines, h.discount_minor, h.coupons as hold_coupons, h.channel,
  h.paid_minor,
  h.earned_points, h.max_redeem_points, h.state as hold_state, h.purchase_id, h.expires_at as hold_expires_at,
  (select json_agg(t order by t.expires_at nulls last, t.id) from (
    select l.id, l.purchase_id, l.rule_version_id, l.points, l.remaining, l.state, l.active_from, l.expires_at,
      hl.points as held
    from hold_lot hl join lot l on l.brand_id = $1 and l.id = hl.lot_id
    where hl.brand_id = $1 and hl.hold_id = h.id) t) as held_lots`;

/** What tells until when points live that come back after their lot has expired. */
export const returnTerms = `(select json_build_object('zone', b.zone, 'graceDays', v.refund_grace_days)
  from brand b cross join lateral (select refund_grace_days from programme_version
    where brand_id = b.id order by version desc limit 1) v
  where b.id = $1::uuid)`;

export function readGraceEnd(terms: unknown, now: Date): Date {
  const { zone, graceDays } = terms as { zone: string; graceDays: number };
  return endAfterDays(now, graceDays, zone);
}

/** `lots` holds those of the whole group: two holds of one lot must see each other's changes. */
export function readHold(
  row: Row,
  wallet: WalletState | null,
  lots: Map<string, LotState>,
): HoldState | null {
  if (row.hold_id === null) return null;
  const customerId = String(row.hold_customer_id);
  return {
    id: String(row.hold_id),
    externalId: String(row.external_id),
    customerId,
    shopId: textOrNull(row.shop_id),
    programmeVersionId: String(row.programme_version_id),
    points: Number(row.hold_points),
    totalMinor: Number(row.total_minor),
    lines: row.hold_lines === null ? null : z.array(purchaseLine).parse(row.hold_lines),
    discountMinor: Number(row.discount_minor),
    coupons: readKeptCoupons(row.hold_coupons),
    channel: textOrNull(row.channel),
    paidMinor: Number(row.paid_minor),
    earnedPoints: Number(row.earned_points),
    maxRedeemPoints: Number(row.max_redeem_points),
    state: String(row.hold_state),
    purchaseId: textOrNull(row.purchase_id),
    expiresAt: z.date().parse(row.hold_expires_at),
    parts: rowsOf(row.held_lots).map((raw) => ({
      lot: sameLot(lots, { raw, wallet, customerId }),
      points: Number(raw.held),
    })),
  };
}

/** Past its deadline a hold is over, whether or not its points have been brought back yet. */
export function refuseEnded(hold: Pick<HoldState, 'state' | 'expiresAt'>, now: Date): Refusal | null {
  if (isTimedOut(hold, now)) return new Refusal('hold_expired');
  return hold.state === 'held' ? null : new Refusal('hold_not_open', { values: { state: hold.state } });
}

export function isTimedOut({ state, expiresAt }: Pick<HoldState, 'state' | 'expiresAt'>, now: Date): boolean {
  return state === 'timed_out' || (state === 'held' && expiresAt <= now);
}

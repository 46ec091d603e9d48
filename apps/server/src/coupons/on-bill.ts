/** Coupons of a bill in a posting: priced over what was read, and taken by the purchase or the hold that uses them. */
import type { PurchaseLine } from '@regulars/contracts';
import type { Bill } from '../earning/bill.ts';
import { announce, type Draft } from '../ledger/wallet-state.ts';
import { Refusal } from '../platform/refusal.ts';
import { newCode } from './code.ts';
import { applyCoupons, refuseUse, type Use } from './coupon.rules.ts';
import type { CouponState } from './coupon.state.sql.ts';
import type { CouponExtra } from './coupon.write.sql.ts';
import type { KeptCoupon } from './kept-coupon.ts';
import { spanOf } from './validity.ts';

/** A code as it was sent, with what it leads to. */
export interface AskedCoupon {
  code: string;
  coupon: CouponState | null;
}

export interface CouponPricing {
  bill: Bill;
  /** False when a coupon that is applied goes with no points. */
  allowsPoints: boolean;
  coupons: PricedCoupon[];
}

interface PricedCoupon {
  coupon: CouponState | null;
  kept: KeptCoupon;
}

export interface CouponBill {
  bill: Bill;
  lines: readonly PurchaseLine[] | undefined;
  redeem: number | 'max';
  use: Use;
}

export function priceCoupons(
  asked: readonly AskedCoupon[],
  { bill, lines, redeem, use }: CouponBill,
): CouponPricing {
  if (asked.length === 0) return { bill, allowsPoints: true, coupons: [] };
  const seen = new Set<CouponState>();
  const onBill = asked.map(({ coupon }) => {
    if (!coupon) return { terms: noTerms, quantity: 1, reason: 'not_found' as const };
    const isTwice = seen.has(coupon);
    seen.add(coupon);
    const reason = isTwice ? ('twice' as const) : refuseCoupon(coupon, use);
    return { terms: coupon.promise.terms, quantity: coupon.quantity, reason };
  });
  const { outcomes, ...priced } = applyCoupons(bill, lines, onBill, redeem);
  return {
    ...priced,
    coupons: asked.map(({ code, coupon }, index) => ({
      coupon,
      kept: keptOf(
        code,
        coupon,
        outcomes[index] ?? { isApplied: false, discountMinor: 0, reason: 'not_found' },
      ),
    })),
  };
}

/** Why the coupon cannot be used, whatever the bill; null if it can. */
export function refuseCoupon(coupon: CouponState, use: Use) {
  const { promise, pool } = coupon;
  return refuseUse(
    {
      ...coupon,
      terms: promise.terms,
      shopIds: promise.shopIds,
      heldBy: coupon.isHoldOpen ? coupon.holdId : null,
      isSwitchedOff: pool?.isActive === false,
      room: roomOf(coupon, use.customerId),
    },
    use,
  );
}

/** What is somebody's already has its place in the limits. */
function roomOf({ id, customerId, pool }: CouponState, userId: string | null) {
  if (!pool || customerId !== null) return 'enough';
  if (id === null && pool.useLimit !== null && pool.useCount >= pool.useLimit) return 'used_up';
  const taken = userId === null ? 0 : (pool.taken.get(userId) ?? 0);
  return pool.perPersonLimit !== null && taken >= pool.perPersonLimit ? 'person_limit' : 'enough';
}

/** A purchase is booked as it was calculated or not at all: the customer was told a price. */
export function refuseUnapplied({ coupons }: CouponPricing, currency: string): Refusal | null {
  const failed = coupons.find(({ kept }) => !kept.isApplied)?.kept;
  return failed ? couponRefusal(failed, currency) : null;
}

export function couponRefusal(
  { code, reason, minTotalMinor }: Pick<KeptCoupon, 'code' | 'reason' | 'minTotalMinor'>,
  currency: string,
): Refusal {
  return new Refusal('coupon_not_applicable', {
    values: { code, reason: reason ?? 'not_found', minTotalMinor: minTotalMinor ?? 0, currency },
  });
}

export interface Taking {
  customerId: string;
  /** Exactly one of the two: a purchase uses them up, a hold reserves them. */
  purchaseId: string | null;
  holdId: string | null;
  actor: { kind: string; id: string | null };
  shopId: string | null;
  zone: string;
}

/** Takes those that were applied; answers what the purchase or the hold keeps of all. */
export function takeCoupons(
  draft: Draft,
  extra: CouponExtra,
  { coupons }: CouponPricing,
  taking: Taking,
): KeptCoupon[] {
  return coupons.map(({ coupon, kept }) => {
    if (!coupon || !kept.isApplied) return kept;
    return { ...kept, couponId: takeOne(draft, extra, { coupon, kept, taking }) };
  });
}

interface Taken {
  coupon: CouponState;
  kept: KeptCoupon;
  taking: Taking;
}

function takeOne(draft: Draft, extra: CouponExtra, { coupon, kept, taking }: Taken): string {
  const { customerId, purchaseId, holdId } = taking;
  const isFresh = coupon.customerId === null;
  if (isFresh && coupon.pool) countTaken(extra, coupon.pool, customerId);
  const use = {
    ...(purchaseId === null
      ? {
          state: 'issued' as const,
          redeemedAt: null,
          redeemedByKind: null,
          redeemedById: null,
          redeemedShopId: null,
        }
      : {
          state: 'redeemed' as const,
          redeemedAt: draft.now,
          redeemedByKind: taking.actor.kind,
          redeemedById: taking.actor.id,
          redeemedShopId: taking.shopId,
        }),
    customerId,
    holdId,
    purchaseId,
    discountMinor: purchaseId === null ? 0 : kept.discountMinor,
  };
  const id = coupon.id ?? becomeCoupon(draft, extra, { coupon, use, zone: taking.zone });
  if (coupon.id !== null) {
    extra.takenCoupons.push({ ...use, id, readHoldId: coupon.holdId, readCustomerId: coupon.customerId });
    // The next of the group sees it taken.
    coupon.state = use.state;
    coupon.customerId = customerId;
    coupon.holdId = holdId;
    coupon.isHoldOpen = holdId !== null;
  }
  if (purchaseId !== null) {
    announce(draft, 'coupon.redeemed', customerId, {
      couponId: id,
      poolId: coupon.pool?.id ?? null,
      rewardId: coupon.rewardId,
      purchaseId,
      discountMinor: kept.discountMinor,
    });
  }
  return id;
}

/** A shared code becomes a coupon of the customer's own. */
function becomeCoupon(
  draft: Draft,
  extra: CouponExtra,
  {
    coupon,
    use,
    zone,
  }: { coupon: CouponState; use: Omit<CouponExtra['newCoupons'][number], keyof Made>; zone: string },
): string {
  const { pool } = coupon;
  if (!pool) throw new Error('a code without coupon and pool');
  const made: Made = {
    id: draft.random.id(),
    code: newCode(draft.random),
    poolId: pool.id,
    issuedAt: draft.now,
    ...spanOf(pool.validity, draft.now, zone),
  };
  pool.useCount += 1;
  if (pool.useLimit !== null) extra.poolUses.set(pool.id, (extra.poolUses.get(pool.id) ?? 0) + 1);
  extra.newCoupons.push({ ...use, ...made });
  announce(draft, 'coupon.issued', use.customerId, {
    couponId: made.id,
    source: 'code',
    poolId: pool.id,
    rewardId: null,
    expiresAt: made.expiresAt?.toISOString() ?? null,
  });
  return made.id;
}

type Made = Pick<
  CouponExtra['newCoupons'][number],
  'id' | 'code' | 'poolId' | 'issuedAt' | 'validFrom' | 'expiresAt'
>;

function countTaken(extra: CouponExtra, pool: NonNullable<CouponState['pool']>, customerId: string): void {
  pool.taken.set(customerId, (pool.taken.get(customerId) ?? 0) + 1);
  const counted = extra.allowances.find((row) => row.sourceId === pool.id && row.customerId === customerId);
  if (counted) counted.taken += 1;
  else extra.allowances.push({ sourceId: pool.id, customerId, taken: 1 });
}

const noTerms = {
  discount: { kind: 'gift' },
  minTotalMinor: null,
  lines: null,
  withPoints: true,
  withCoupons: false,
  returnsOnRefund: false,
} as const;

function keptOf(
  code: string,
  coupon: CouponState | null,
  outcome: Pick<KeptCoupon, 'isApplied' | 'discountMinor' | 'reason'>,
): KeptCoupon {
  return {
    couponId: coupon?.id ?? null,
    code,
    title: coupon?.promise.title ?? null,
    quantity: coupon?.quantity ?? 1,
    ...outcome,
    minTotalMinor: coupon?.promise.terms.minTotalMinor ?? null,
    returnsOnRefund: coupon?.promise.terms.returnsOnRefund ?? false,
  };
}

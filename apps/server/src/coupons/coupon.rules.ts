/** What coupons do to a bill: who may use which, which go together, and what each takes off which line. */
import type { CouponReason, CouponTerms, PurchaseLine } from '@regulars/contracts';
import { type Bill, lowerLines } from '../earning/bill.ts';
import { goodsOf } from '../earning/facts.ts';
import { compileLineFilter } from '../earning/line-filter.ts';
import { multiplyDivide, spread } from '../earning/whole.ts';

/** A coupon as rules look at it. */
export interface UsableCoupon {
  state: 'issued' | 'redeemed' | 'cancelled' | 'expired';
  /** Null while whoever brings the code may use it. */
  customerId: string | null;
  quantity: number;
  terms: CouponTerms;
  shopIds: readonly string[];
  validFrom: Date | null;
  expiresAt: Date | null;
  /** The open hold that has it. */
  heldBy: string | null;
  isSwitchedOff: boolean;
  /** Of a shared code that this customer has not taken: whether there is room for one more. */
  room: 'enough' | 'used_up' | 'person_limit';
}

/** Where and when it is to be used. */
export interface Use {
  now: Date;
  customerId: string | null;
  shopId: string | null;
  /** The hold that is being confirmed: what it reserved stays good. */
  holdId: string | null;
}

/** Why the coupon cannot be used, whatever the bill; null if it can. */
export function refuseUse(coupon: UsableCoupon, use: Use): CouponReason | null {
  if (coupon.state !== 'issued') return coupon.state;
  const isOwnHold = use.holdId !== null && coupon.heldBy === use.holdId;
  if (isOwnHold) return null;
  if (coupon.expiresAt !== null && coupon.expiresAt <= use.now) return 'expired';
  if (coupon.isSwitchedOff) return 'switched_off';
  if (coupon.customerId !== null && coupon.customerId !== use.customerId) return 'not_yours';
  if (coupon.validFrom !== null && coupon.validFrom > use.now) return 'not_started';
  if (coupon.heldBy !== null) return 'reserved';
  if (coupon.room !== 'enough') return coupon.room;
  if (coupon.shopIds.length > 0 && (use.shopId === null || !coupon.shopIds.includes(use.shopId))) {
    return 'other_shop';
  }
  return null;
}

/** A coupon on a bill; `reason` is why it cannot be used whatever the bill, or null. */
export interface OnBill {
  terms: CouponTerms;
  quantity: number;
  reason: CouponReason | null;
}

export interface CouponOutcome {
  isApplied: boolean;
  discountMinor: number;
  reason: CouponReason | null;
}

export interface DiscountedBill {
  bill: Bill;
  /** In the order of the coupons. */
  outcomes: CouponOutcome[];
  /** False when a coupon that is applied goes with no points. */
  allowsPoints: boolean;
}

/**
 * Coupons that name goods come first, each on what the ones before it have left; those on the whole bill after them.
 * A discount is spread over its lines by their share, and the last of them takes the rounding.
 */
export function applyCoupons(
  bill: Bill,
  lines: readonly PurchaseLine[] | undefined,
  coupons: readonly OnBill[],
  redeem: number | 'max',
): DiscountedBill {
  const outcomes: CouponOutcome[] = coupons.map((coupon) =>
    refused(reasonOnBill(bill, lines, coupon, redeem)),
  );
  const usable = coupons
    .map((coupon, index) => ({ coupon, index }))
    .filter(({ index }) => outcomes[index]?.reason === null);
  const together: typeof usable = [];
  for (const one of usable) {
    if (
      goesWith(
        one.coupon,
        together.map(({ coupon }) => coupon),
      )
    )
      together.push(one);
    else outcomes[one.index] = refused('not_with_coupons');
  }
  let left = bill;
  for (const { coupon, index } of together.sort(goodsFirst)) {
    const parts = discountParts(left, lines, coupon);
    const discountMinor = sum(parts);
    const isGift = coupon.terms.discount.kind === 'gift';
    if (!isGift && discountMinor === 0) {
      outcomes[index] = refused('nothing_left');
      continue;
    }
    outcomes[index] = { isApplied: true, discountMinor, reason: null };
    left = { totalMinor: left.totalMinor - discountMinor, lines: lowerLines(left.lines, parts) };
  }
  return {
    bill: left,
    outcomes,
    allowsPoints: together.every(
      ({ coupon, index }) => outcomes[index]?.isApplied !== true || isFree(coupon) || coupon.terms.withPoints,
    ),
  };
}

function refused(reason: CouponReason | null): CouponOutcome {
  return { isApplied: false, discountMinor: 0, reason };
}

/** Why it does nothing to this bill, if it stood there alone. */
function reasonOnBill(
  bill: Bill,
  lines: readonly PurchaseLine[] | undefined,
  coupon: OnBill,
  redeem: number | 'max',
): CouponReason | null {
  const { terms, reason } = coupon;
  if (reason !== null) return reason;
  if (terms.minTotalMinor !== null && bill.totalMinor < terms.minTotalMinor) return 'minimum_not_met';
  if (isFree(coupon)) return null;
  if (!terms.withPoints && redeem !== 'max' && redeem > 0) return 'not_with_points';
  if (!lines && namesGoods(terms)) return 'needs_lines';
  const matching = matchingLines(bill, lines, terms);
  if (matching.length === 0) return 'no_matching_lines';
  return sum(discountParts(bill, lines, coupon)) === 0 ? 'nothing_left' : null;
}

/** A gift lies beside the bill: it stands in nobody's way. */
function isFree({ terms }: OnBill): boolean {
  return terms.discount.kind === 'gift';
}

function goesWith(coupon: OnBill, others: readonly OnBill[]): boolean {
  const rivals = others.filter((other) => !isFree(other));
  if (isFree(coupon) || rivals.length === 0) return true;
  return coupon.terms.withCoupons && rivals.every((other) => other.terms.withCoupons);
}

function namesGoods({ lines, discount }: CouponTerms): boolean {
  return lines !== null || discount.kind === 'freeItem' || discount.kind === 'freeDelivery';
}

/** Within both groups in the order in which they were given. */
function goodsFirst(
  left: { coupon: OnBill; index: number },
  right: { coupon: OnBill; index: number },
): number {
  const rank = ({ coupon }: { coupon: OnBill }) => (namesGoods(coupon.terms) ? 0 : 1);
  return rank(left) - rank(right) || left.index - right.index;
}

/** Indexes of the lines that it takes from. Delivery is paid in full unless the coupon is for delivery. */
function matchingLines(bill: Bill, lines: readonly PurchaseLine[] | undefined, terms: CouponTerms): number[] {
  const isDelivery = (index: number) => lines?.[index]?.isDelivery === true;
  const all = bill.lines.map((_line, index) => index);
  if (terms.discount.kind === 'freeDelivery') return all.filter(isDelivery);
  const matches = compileLineFilter(terms.lines ?? undefined);
  return all.filter((index) => !isDelivery(index) && matches(goodsOf(lines?.[index])));
}

/** What it takes off each line of the bill. */
function discountParts(bill: Bill, lines: readonly PurchaseLine[] | undefined, coupon: OnBill): number[] {
  const { terms, quantity } = coupon;
  const { discount } = terms;
  const matching = new Set(matchingLines(bill, lines, terms));
  const prices = bill.lines.map((line, index) => (matching.has(index) ? line.netMinor : 0));
  const wholeMinor = sum(prices);
  switch (discount.kind) {
    case 'gift':
      return prices.map(() => 0);
    case 'percent': {
      const percent = multiplyDivide(wholeMinor, discount.basisPoints, 10_000);
      return spread(atMost(percent, discount.maxDiscountMinor), prices);
    }
    case 'amount':
      return spread(Math.min(wholeMinor, discount.amountMinor * quantity), prices);
    case 'freeItem': {
      const free = freePieces(prices, lines ?? [], discount.quantity * quantity);
      return spread(atMost(sum(free), discount.maxDiscountMinor), free);
    }
    case 'freeDelivery':
      return spread(atMost(wholeMinor, discount.maxDiscountMinor), prices);
  }
}

/** The dearest pieces first, whole ones, at the price that is left of them. */
function freePieces(prices: readonly number[], lines: readonly PurchaseLine[], pieces: number): number[] {
  const free = prices.map(() => 0);
  const piecesOf = (index: number) => lines[index]?.quantity ?? 1;
  const dearest = prices
    .map((price, index) => ({ price, index }))
    .filter(({ price }) => price > 0)
    .sort(
      (left, right) =>
        right.price / piecesOf(right.index) - left.price / piecesOf(left.index) || left.index - right.index,
    );
  let wanted = pieces;
  for (const { price, index } of dearest) {
    const taken = Math.min(wanted, piecesOf(index));
    free[index] = multiplyDivide(price, taken, piecesOf(index));
    wanted -= taken;
    if (wanted === 0) break;
  }
  return free;
}

function atMost(amount: number, most: number | null): number {
  return most === null ? amount : Math.min(amount, most);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

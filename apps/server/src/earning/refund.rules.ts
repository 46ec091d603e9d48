/** What a refund takes back and gives back: the paying version's own rule on what is left of the purchase. */
import type { PurchaseEffect } from '@regulars/contracts';
import { earnedPoints } from './purchase.rules.ts';
import { multiplyDivide } from './whole.ts';

export interface PaidPurchase {
  totalMinor: number;
  refundedMinor: number;
  baseMinor: number;
  refundedBaseMinor: number;
  redeemedPoints: number;
  returnedPoints: number;
  /** Of the version that paid. */
  effect: PurchaseEffect;
  pointValueMinor: number;
}

export interface RefundShare {
  baseMinor: number;
  /** Spent points to give back. */
  returnedPoints: number;
  /** Earned points to take back, before the policy for a short balance. */
  duePoints: number;
  /** Money to hand back. */
  moneyMinor: number;
}

/**
 * `amountMinor` is at most what is left. `lineBaseMinor` is what the refunded lines had earned on; null spreads
 * the amount evenly over all that is left.
 */
export function shareOfRefund(
  purchase: PaidPurchase,
  amountMinor: number,
  lineBaseMinor: number | null,
): RefundShare {
  const leftMinor = purchase.totalMinor - purchase.refundedMinor;
  const isLast = amountMinor === leftMinor;
  const baseLeftMinor = purchase.baseMinor - purchase.refundedBaseMinor;
  const even = lineBaseMinor ?? multiplyDivide(baseLeftMinor, amountMinor, leftMinor);
  const baseMinor = isLast ? baseLeftMinor : Math.min(even, baseLeftMinor);
  const returnedPoints = returnedShare(purchase, amountMinor, isLast);
  const earn = (base: number) => earnedPoints(purchase.effect, base, purchase.pointValueMinor);
  return {
    baseMinor,
    returnedPoints,
    duePoints: earn(baseLeftMinor) - earn(baseLeftMinor - baseMinor),
    moneyMinor: Math.max(0, amountMinor - returnedPoints * purchase.pointValueMinor),
  };
}

/**
 * Spent points come back by the refunded share, rounded down over all refunds together; the last refund brings
 * the rest. Never worth more than the refund itself, nor so few that more money than was paid would go back.
 */
function returnedShare(purchase: PaidPurchase, amountMinor: number, isLast: boolean): number {
  const { redeemedPoints, returnedPoints, pointValueMinor, totalMinor } = purchase;
  if (isLast) return redeemedPoints - returnedPoints;
  const refundedMinor = purchase.refundedMinor + amountMinor;
  const paidMinor = totalMinor - redeemedPoints * pointValueMinor;
  const proportional = multiplyDivide(redeemedPoints, refundedMinor, totalMinor) - returnedPoints;
  const least = Math.ceil((refundedMinor - paidMinor) / pointValueMinor) - returnedPoints;
  const most = Math.floor(amountMinor / pointValueMinor);
  return Math.max(0, Math.min(most, Math.max(proportional, least), redeemedPoints - returnedPoints));
}

/** Net price and base of `quantity` more of a line; parts of a line add up to the whole, whatever the steps. */
export function shareOfLine(
  line: { quantity: number; refundedQuantity: number; netMinor: number; baseMinor: number },
  quantity: number,
): { netMinor: number; baseMinor: number } {
  const upTo = (whole: number, count: number) => multiplyDivide(whole, count, line.quantity);
  const after = line.refundedQuantity + quantity;
  return {
    netMinor: upTo(line.netMinor, after) - upTo(line.netMinor, line.refundedQuantity),
    baseMinor: upTo(line.baseMinor, after) - upTo(line.baseMinor, line.refundedQuantity),
  };
}

/** What of a purchase is left after refunds, and how much money and spent points a refund gives back. */
import type { LineFacts } from './facts.ts';
import { multiplyDivide, spread } from './whole.ts';

export interface PaidPurchase {
  totalMinor: number;
  refundedMinor: number;
  redeemedPoints: number;
  returnedPoints: number;
  pointValueMinor: number;
}

export interface RefundShare {
  /** Spent points to give back. */
  returnedPoints: number;
  /** Money to hand back. */
  moneyMinor: number;
}

/** `amountMinor` is at most what is left. */
export function shareOfRefund(purchase: PaidPurchase, amountMinor: number): RefundShare {
  const returnedPoints = returnedShare(purchase, amountMinor);
  const after = {
    ...purchase,
    refundedMinor: purchase.refundedMinor + amountMinor,
    returnedPoints: purchase.returnedPoints + returnedPoints,
  };
  return { returnedPoints, moneyMinor: handedBackMinor(after) - handedBackMinor(purchase) };
}

/**
 * Money that all refunds so far have handed back: what was refunded less the points that came back for it. Never
 * more than was paid: a refund smaller than one point brings none back, and its rest waits for the next.
 */
function handedBackMinor(purchase: PaidPurchase): number {
  const { refundedMinor, returnedPoints, pointValueMinor } = purchase;
  return Math.min(refundedMinor - returnedPoints * pointValueMinor, paidMinorOf(purchase));
}

/**
 * Spent points come back by the refunded share, rounded down over all refunds together; the last refund brings
 * the rest. Never worth more than the refund itself, nor so few that more money than was paid would go back.
 */
function returnedShare(purchase: PaidPurchase, amountMinor: number): number {
  const { redeemedPoints, returnedPoints, pointValueMinor, totalMinor } = purchase;
  const refundedMinor = purchase.refundedMinor + amountMinor;
  if (refundedMinor === totalMinor) return redeemedPoints - returnedPoints;
  const proportional = multiplyDivide(redeemedPoints, refundedMinor, totalMinor) - returnedPoints;
  const least = Math.ceil((refundedMinor - paidMinorOf(purchase)) / pointValueMinor) - returnedPoints;
  const most = Math.floor(amountMinor / pointValueMinor);
  return Math.max(0, Math.min(most, Math.max(proportional, least), redeemedPoints - returnedPoints));
}

function paidMinorOf({ totalMinor, redeemedPoints, pointValueMinor }: PaidPurchase): number {
  return totalMinor - redeemedPoints * pointValueMinor;
}

/** A line as it was bought, with how many pieces of it have come back. */
export interface BoughtLine extends LineFacts {
  refundedQuantity: number;
}

/** Price of `quantity` more pieces of a line; parts of a line add up to the whole, whatever the steps. */
export function netOfPieces(line: BoughtLine, quantity: number): number {
  return (
    upTo(line.netMinor, line, line.refundedQuantity + quantity) -
    upTo(line.netMinor, line, line.refundedQuantity)
  );
}

/**
 * The lines as they are left. Pieces that came back take their part of a line; what was refunded by amount is
 * spread over what is left of all lines by their share, and lowers their bases as much.
 */
export function leftLines(lines: readonly BoughtLine[], refundedMinor: number): LineFacts[] {
  const left = lines.map((line) => ({
    ...line,
    quantity: line.quantity - line.refundedQuantity,
    netMinor: line.netMinor - upTo(line.netMinor, line, line.refundedQuantity),
    baseMinor: line.baseMinor - upTo(line.baseMinor, line, line.refundedQuantity),
  }));
  const byPieces = sumOf(lines) - sumOf(left);
  const shares = spread(
    refundedMinor - byPieces,
    left.map((line) => line.netMinor),
  );
  return left.map((line, index) => {
    const share = shares[index] ?? 0;
    const baseShare = line.netMinor === 0 ? 0 : multiplyDivide(line.baseMinor, share, line.netMinor);
    return { ...line, netMinor: line.netMinor - share, baseMinor: line.baseMinor - baseShare };
  });
}

function upTo(whole: number, { quantity }: BoughtLine, count: number): number {
  return multiplyDivide(whole, count, quantity);
}

function sumOf(lines: readonly LineFacts[]): number {
  return lines.reduce((sum, line) => sum + line.netMinor, 0);
}

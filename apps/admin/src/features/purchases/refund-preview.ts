/** What a refund will do, told before it is done. The server reckons by the rule that paid and has the last word. */
import type { PurchaseView } from '@regulars/contracts';

export interface RefundPreview {
  amountMinor: number;
  moneyMinor: number;
  returnedPoints: number;
  reversedPoints: number;
  /** Taken-back points of a part are about so many: rounding is the paying rule's own. */
  isExact: boolean;
}

type Purchase = Pick<
  PurchaseView,
  'totalMinor' | 'paidMinor' | 'redeemedPoints' | 'earnedPoints' | 'refundedMinor' | 'refunds'
>;

export function leftToRefundMinor(purchase: Purchase): number {
  return purchase.totalMinor - purchase.refundedMinor;
}

export function previewRefund(purchase: Purchase, amountMinor: number): RefundPreview {
  const left = leftToRefundMinor(purchase);
  const isAll = amountMinor === left;
  const sum = (key: 'returnedPoints' | 'reversedPoints') =>
    purchase.refunds.reduce((total, refund) => total + refund[key], 0);
  const returnable = purchase.redeemedPoints - sum('returnedPoints');
  const reversible = purchase.earnedPoints - sum('reversedPoints');
  const returnedPoints = isAll ? returnable : returnedShare(purchase, amountMinor, sum('returnedPoints'));
  return {
    amountMinor,
    moneyMinor: Math.max(0, amountMinor - returnedPoints * pointValueMinor(purchase)),
    returnedPoints,
    reversedPoints: isAll ? reversible : Math.round((reversible * amountMinor) / left),
    isExact: isAll,
  };
}

/** What a point was worth when it was spent on this purchase. */
function pointValueMinor({ totalMinor, paidMinor, redeemedPoints }: Purchase): number {
  return redeemedPoints === 0 ? 0 : (totalMinor - paidMinor) / redeemedPoints;
}

/** Spent points come back by the refunded share, never worth more than the refund nor less than unpaid money asks. */
function returnedShare(purchase: Purchase, amountMinor: number, returned: number): number {
  const value = pointValueMinor(purchase);
  if (value === 0) return 0;
  const refunded = purchase.refundedMinor + amountMinor;
  const proportional = Math.floor((purchase.redeemedPoints * refunded) / purchase.totalMinor) - returned;
  const least = Math.ceil((refunded - purchase.paidMinor) / value) - returned;
  const most = Math.floor(amountMinor / value);
  return Math.max(0, Math.min(most, Math.max(proportional, least), purchase.redeemedPoints - returned));
}

interface RefundableLine {
  id: string;
  quantity: number;
  unitPriceMinor: number;
  discountMinor: number;
  refundedQuantity: number;
}

/** What the chosen quantities cost after their share of the line's discount. */
export function linesAmountMinor(
  lines: readonly RefundableLine[],
  quantities: Readonly<Record<string, number>>,
): number {
  return lines.reduce((total, line) => {
    const net = line.quantity * line.unitPriceMinor - line.discountMinor;
    const upTo = (count: number) => Math.floor((net * count) / line.quantity);
    return total + upTo(line.refundedQuantity + (quantities[line.id] ?? 0)) - upTo(line.refundedQuantity);
  }, 0);
}

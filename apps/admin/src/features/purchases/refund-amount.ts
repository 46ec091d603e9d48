/** How much of a purchase a refund asks for; what follows from that the server reckons by the rule that paid. */
import type { PurchaseView } from '@regulars/contracts';

export function leftToRefundMinor(purchase: Pick<PurchaseView, 'totalMinor' | 'refundedMinor'>): number {
  return purchase.totalMinor - purchase.refundedMinor;
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

/** The bill of a purchase in whole minor units: what it comes to, what of it earns, what points may pay. */
import type { PurchaseLine } from '@regulars/contracts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { spread } from './whole.ts';

const maxTotalMinor = 1_000_000_000_000;

export interface BillLine {
  /** Price after the line's own discount and its share of the order's. */
  netMinor: number;
  /** Its share of the discount on the order. */
  orderDiscountMinor: number;
  earns: boolean;
  payableWithPoints: boolean;
}

export interface Bill {
  /** Before points, after discounts. */
  totalMinor: number;
  /** One line for each given one; a bill without lines is a single line that earns and may be paid with points. */
  lines: readonly BillLine[];
}

/**
 * Refuses lines whose discount is larger than they are, sums out of range, and a total that disagrees. A discount
 * on the order is spread over its lines by their share; without lines the total is already less by it.
 */
export function readBill(given: {
  totalMinor?: number | undefined;
  lines?: readonly PurchaseLine[] | undefined;
  discountMinor?: number | undefined;
}): Bill {
  if (!given.lines) return wholeBill(given.totalMinor ?? 0);
  const lines = discounted(given.lines.map(readLine), given.discountMinor ?? 0);
  const sum = lines.reduce((total, line) => total + line.netMinor, 0);
  if (given.totalMinor !== undefined && given.totalMinor !== sum) {
    throw new Refusal('total_mismatch', { values: { total: given.totalMinor, lines: sum } });
  }
  if (sum < 1 || sum > maxTotalMinor) throw refuseField('lines', 'must come to 1 to 10^12 minor units');
  return { totalMinor: sum, lines };
}

export function wholeBill(totalMinor: number): Bill {
  return {
    totalMinor,
    lines: [{ netMinor: totalMinor, orderDiscountMinor: 0, earns: true, payableWithPoints: true }],
  };
}

function discounted(lines: BillLine[], discountMinor: number): BillLine[] {
  if (discountMinor === 0) return lines;
  const prices = lines.map((line) => line.netMinor);
  if (discountMinor > prices.reduce((sum, price) => sum + price, 0)) {
    throw refuseField('discountMinor', 'is larger than the order');
  }
  return lowerLines(lines, spread(discountMinor, prices));
}

/** Takes its part of a discount on the order off each line. */
export function lowerLines(lines: readonly BillLine[], parts: readonly number[]): BillLine[] {
  return lines.map((line, index) => {
    const part = parts[index] ?? 0;
    return {
      ...line,
      netMinor: line.netMinor - part,
      orderDiscountMinor: line.orderDiscountMinor + part,
    };
  });
}

/** Delivery never does. */
export function lineEarns({ earns, isDelivery }: Pick<PurchaseLine, 'earns' | 'isDelivery'>): boolean {
  return (earns ?? true) && isDelivery !== true;
}

function readLine(line: PurchaseLine, index: number): BillLine {
  const grossMinor = line.quantity * line.unitPriceMinor;
  if (grossMinor > maxTotalMinor) throw refuseField(`lines.${index}.quantity`, 'makes the line too large');
  const netMinor = grossMinor - (line.discountMinor ?? 0);
  if (netMinor < 0) throw refuseField(`lines.${index}.discountMinor`, 'is larger than the line');
  return {
    netMinor,
    orderDiscountMinor: 0,
    earns: lineEarns(line),
    payableWithPoints: line.payableWithPoints ?? true,
  };
}

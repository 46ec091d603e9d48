/** Parts that are refunded add up to the purchase. */
import { describe, expect, it } from 'vitest';
import { leftToRefundMinor, linesAmountMinor } from './refund-amount.ts';

describe('leftToRefundMinor', () => {
  it('is what earlier refunds have left', () => {
    expect(leftToRefundMinor({ totalMinor: 45000, refundedMinor: 22500 })).toBe(22500);
  });
});

describe('linesAmountMinor', () => {
  const line = { id: '1', quantity: 3, unitPriceMinor: 10000, discountMinor: 1000, refundedQuantity: 0 };
  it('takes the share of the discount, and parts add up to the whole', () => {
    const first = linesAmountMinor([line], { 1: 1 });
    const rest = linesAmountMinor([{ ...line, refundedQuantity: 1 }], { 1: 2 });
    expect(first).toBe(9666);
    expect(first + rest).toBe(29000);
  });
  it('is nothing while nothing is chosen', () => {
    expect(linesAmountMinor([line], {})).toBe(0);
  });
});

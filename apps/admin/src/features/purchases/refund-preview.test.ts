/** What is promised before a refund adds up to the purchase. */
import { describe, expect, it } from 'vitest';
import { leftToRefundMinor, linesAmountMinor, previewRefund } from './refund-preview.ts';

const purchase = {
  totalMinor: 45000,
  paidMinor: 35000,
  redeemedPoints: 100,
  earnedPoints: 17,
  refundedMinor: 0,
  refunds: [],
};
const earlier = {
  id: '01981f30-11d2-7a44-8a4f-6f2f1d0f3c55',
  purchaseId: '01981f30-11d2-7a44-8a4f-6f2f1d0f3c56',
  externalId: 'R-1',
  amountMinor: 22500,
  moneyMinor: 17500,
  reversedPoints: 8,
  returnedPoints: 50,
  createdAt: '2026-03-12T09:30:00.000Z',
};

describe('previewRefund', () => {
  it('gives everything back when all is refunded', () => {
    expect(previewRefund(purchase, 45000)).toEqual({
      amountMinor: 45000,
      moneyMinor: 35000,
      returnedPoints: 100,
      reversedPoints: 17,
      isExact: true,
    });
  });
  it('gives back the rest after an earlier part', () => {
    const partly = { ...purchase, refundedMinor: 22500, refunds: [earlier] };
    expect(leftToRefundMinor(partly)).toBe(22500);
    expect(previewRefund(partly, 22500)).toMatchObject({
      moneyMinor: 17500,
      returnedPoints: 50,
      reversedPoints: 9,
    });
  });
  it('shares a part between money and points', () => {
    expect(previewRefund(purchase, 22500)).toMatchObject({
      moneyMinor: 17500,
      returnedPoints: 50,
      isExact: false,
    });
  });
  it('has no points to give back where none were spent', () => {
    const plain = { ...purchase, paidMinor: 45000, redeemedPoints: 0 };
    expect(previewRefund(plain, 10000)).toMatchObject({ moneyMinor: 10000, returnedPoints: 0 });
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

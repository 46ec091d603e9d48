import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earnedPoints } from './purchase.rules.ts';
import { type PaidPurchase, shareOfLine, shareOfRefund } from './refund.rules.ts';

const paid: PaidPurchase = {
  totalMinor: 10_000,
  refundedMinor: 0,
  baseMinor: 10_000,
  refundedBaseMinor: 0,
  redeemedPoints: 0,
  returnedPoints: 0,
  effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
  pointValueMinor: 100,
};

describe('a refund', () => {
  it('of 75 from 100 takes 75 points back and leaves 25', () => {
    expect(shareOfRefund(paid, 7_500, null)).toEqual({
      baseMinor: 7_500,
      returnedPoints: 0,
      duePoints: 75,
      moneyMinor: 7_500,
    });
  });

  it('of all parts, whatever they are, takes back all that was earned and gives back all that was spent', () => {
    const purchase = fc
      .record({
        totalMinor: fc.integer({ min: 1, max: 1e6 }),
        value: fc.integer({ min: 1, max: 500 }),
        share: fc.nat(100),
        basisPoints: fc.nat(10_000),
      })
      .map(({ totalMinor, value, share, basisPoints }): PaidPurchase => {
        const redeemedPoints = Math.floor((totalMinor * share) / 100 / value);
        const effect = { kind: 'percent', basisPoints } as const;
        const baseMinor = totalMinor - redeemedPoints * value;
        return { ...paid, totalMinor, baseMinor, redeemedPoints, effect, pointValueMinor: value };
      });
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(purchase, cuts, (bought, shares) => {
        let left = bought;
        let due = 0;
        for (const share of [...shares, 1]) {
          const leftMinor = left.totalMinor - left.refundedMinor;
          const amount = share === 1 ? leftMinor : Math.max(1, Math.floor(leftMinor * share));
          if (leftMinor === 0) break;
          const part = shareOfRefund(left, amount, null);
          expect(part.moneyMinor).toBeGreaterThanOrEqual(0);
          expect(part.returnedPoints).toBeGreaterThanOrEqual(0);
          expect(part.duePoints).toBeGreaterThanOrEqual(0);
          due += part.duePoints;
          left = {
            ...left,
            refundedMinor: left.refundedMinor + amount,
            refundedBaseMinor: left.refundedBaseMinor + part.baseMinor,
            returnedPoints: left.returnedPoints + part.returnedPoints,
          };
        }
        expect(left).toMatchObject({
          refundedMinor: bought.totalMinor,
          refundedBaseMinor: bought.baseMinor,
          returnedPoints: bought.redeemedPoints,
        });
        expect(due).toBe(earnedPoints(bought.effect, bought.baseMinor, bought.pointValueMinor));
      }),
    );
  });

  it('by lines adds up to the line, whatever the steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(1e6), fc.nat(50), (quantity, netMinor, first) => {
        const line = { quantity, refundedQuantity: 0, netMinor, baseMinor: Math.floor(netMinor / 2) };
        const step = Math.min(first, quantity);
        const one = shareOfLine(line, step);
        const other = shareOfLine({ ...line, refundedQuantity: step }, quantity - step);
        expect(one.netMinor + other.netMinor).toBe(netMinor);
        expect(one.baseMinor + other.baseMinor).toBe(line.baseMinor);
      }),
    );
  });
});

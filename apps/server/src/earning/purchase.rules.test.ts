import type { PurchaseLine } from '@regulars/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBill, wholeBill } from './bill.ts';
import { earnedPoints, earnForPurchase, maxRedeemByBill } from './purchase.rules.ts';
import { multiplyDivide, spread } from './whole.ts';

const onePerRouble = {
  effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
  pointValueMinor: 100,
} as const;
const fivePercent = { effect: { kind: 'percent', basisPoints: 500 }, pointValueMinor: 100 } as const;

function line(id: string, unitPriceMinor: number, more: Partial<PurchaseLine> = {}): PurchaseLine {
  return { id, quantity: 1, unitPriceMinor, ...more };
}

describe('earning', () => {
  it('gives 10 points for 105 at 1 per 10', () => {
    expect(earnedPoints({ kind: 'perAmount', points: 1, amountMinor: 1_000 }, 10_500, 100)).toBe(10);
  });

  it('gives 5% of the money paid, fractions dropped', () => {
    expect(earnForPurchase(fivePercent, wholeBill(90_000), 0).earnedPoints).toBe(45);
    expect(earnForPurchase(fivePercent, wholeBill(99_999), 0).earnedPoints).toBe(49);
  });

  it('is lowered by a discount on a line and by the part that points pay', () => {
    const bill = readBill({ lines: [line('coffee', 10_000, { discountMinor: 1_000 })] });
    expect(earnForPurchase(onePerRouble, bill, 0)).toMatchObject({ baseMinor: 9_000, earnedPoints: 90 });
    expect(earnForPurchase(onePerRouble, bill, 40)).toMatchObject({
      earningMinor: 9_000,
      baseMinor: 5_000,
      earnedPoints: 50,
    });
  });

  it('leaves out lines that do not earn, and lets points lower only the lines they pay for', () => {
    const bill = readBill({
      lines: [
        line('cake', 10_000),
        line('delivery', 5_000, { earns: false }),
        line('card', 5_000, { payableWithPoints: false }),
      ],
    });
    // 60 points over cake and delivery, 2 to 1: 40 of them pay for the cake.
    expect(earnForPurchase(onePerRouble, bill, 60).lineBasesMinor).toEqual([6_000, 0, 5_000]);
  });

  it('never takes more off a line than it costs, and splits the points whole', () => {
    const lines = fc.array(
      fc.record({ netMinor: fc.integer({ min: 0, max: 1e10 }), earns: fc.boolean(), pays: fc.boolean() }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 1_000 }), fc.nat(100), (drafts, value, percent) => {
        const bill = {
          totalMinor: drafts.reduce((sum, { netMinor }) => sum + netMinor, 0),
          lines: drafts.map(({ netMinor, earns, pays }) => ({
            netMinor,
            orderDiscountMinor: 0,
            earns,
            payableWithPoints: pays,
          })),
        };
        const settings = { ...fivePercent, pointValueMinor: value };
        const most = maxRedeemByBill({ ...settings, redeemCapPercent: percent, minPaidMinor: 0 }, bill);
        const earning = earnForPurchase(settings, bill, most);
        for (const [index, base] of earning.lineBasesMinor.entries()) {
          expect(base).toBeGreaterThanOrEqual(0);
          expect(base).toBeLessThanOrEqual(bill.lines[index]?.netMinor ?? 0);
        }
        expect(earning.baseMinor).toBeGreaterThanOrEqual(earning.earningMinor - most * value);
        expect(most * value * 100).toBeLessThanOrEqual(bill.totalMinor * percent);
      }),
    );
  });
});

describe('spending', () => {
  it('covers at most the cap, of the lines that points may pay, and leaves the least money', () => {
    const settings = { pointValueMinor: 100, redeemCapPercent: 30, minPaidMinor: 0 };
    expect(maxRedeemByBill(settings, wholeBill(25_000))).toBe(75);
    expect(maxRedeemByBill({ ...settings, minPaidMinor: 20_000 }, wholeBill(25_000))).toBe(50);
    expect(maxRedeemByBill({ ...settings, minPaidMinor: 30_000 }, wholeBill(25_000))).toBe(0);
    const bill = readBill({
      lines: [line('tea', 10_000), line('beer', 15_000, { payableWithPoints: false })],
    });
    expect(maxRedeemByBill(settings, bill)).toBe(30);
  });
});

describe('spreading', () => {
  it('goes by share: 10 over 20, 45 and 60 is 1.60, 3.60 and 4.80', () => {
    expect(spread(1_000, [2_000, 4_500, 6_000])).toEqual([160, 360, 480]);
  });

  it('leaves the rounding to the last: 100 over three alike', () => {
    expect(spread(100, [1, 1, 1])).toEqual([33, 33, 34]);
  });

  it('takes 10% off an order of 100 and 50 as 10 and 5, so that the base is 90', () => {
    expect(spread(1_500, [10_000, 5_000])).toEqual([1_000, 500]);
  });

  it('adds up, and gives no part more than its weight while there is enough weight', () => {
    const weights = fc.array(fc.nat(1e12), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (parts, share) => {
        const sum = parts.reduce((total, part) => total + part, 0);
        fc.pre(sum > 0 && Number.isSafeInteger(sum));
        const amount = Math.floor(sum * share);
        const shares = spread(amount, parts);
        expect(shares.reduce((total, part) => total + part, 0)).toBe(amount);
        expect(shares.every((part, index) => part >= 0 && part <= (parts[index] ?? 0))).toBe(true);
      }),
    );
  });

  it('multiplies exactly past 2^53', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.integer({ min: 1, max: 1e12 }), (a, b, c) => {
        const exact = (BigInt(a) * BigInt(b)) / BigInt(c);
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(BigInt(multiplyDivide(a, b, c))).toBe(exact);
      }),
    );
  });
});

describe('a bill', () => {
  it('must agree with its lines', () => {
    expect(() => readBill({ totalMinor: 99, lines: [line('a', 100)] })).toThrow('total_mismatch');
    expect(readBill({ totalMinor: 100, lines: [line('a', 100)] }).totalMinor).toBe(100);
  });

  it('refuses a discount larger than its line, and a line or a sum out of range', () => {
    expect(() => readBill({ lines: [line('a', 100, { discountMinor: 101 })] })).toThrow('validation_failed');
    expect(() => readBill({ lines: [line('gift', 0)] })).toThrow('validation_failed');
    expect(() => readBill({ lines: [line('a', 1e12, { quantity: 1_000_000 })] })).toThrow(
      'validation_failed',
    );
  });
});

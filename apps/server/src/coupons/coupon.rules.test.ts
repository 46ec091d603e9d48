/** What coupons take off which line: the published examples, and what must hold of every bill. */
import type { CouponTerms, PurchaseLine } from '@regulars/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBill, wholeBill } from '../earning/bill.ts';
import { earningBases } from '../earning/purchase.rules.ts';
import { applyCoupons, type OnBill, refuseUse, type UsableCoupon } from './coupon.rules.ts';

const plain: CouponTerms = {
  discount: { kind: 'gift' },
  minTotalMinor: null,
  lines: null,
  withPoints: true,
  withCoupons: false,
  returnsOnRefund: true,
};

function coupon(terms: Partial<CouponTerms>, quantity = 1): OnBill {
  return { terms: { ...plain, ...terms }, quantity, reason: null };
}

const percent = (basisPoints: number, maxDiscountMinor: number | null = null) =>
  ({ kind: 'percent', basisPoints, maxDiscountMinor }) as const;
const amount = (amountMinor: number) => ({ kind: 'amount', amountMinor }) as const;
const free = (quantity = 1) => ({ kind: 'freeItem', quantity, maxDiscountMinor: null }) as const;

function line(id: string, unitPriceMinor: number, more: Partial<PurchaseLine> = {}): PurchaseLine {
  return { id, category: id, quantity: 1, unitPriceMinor, ...more };
}

function apply(lines: PurchaseLine[], coupons: OnBill[], redeem: number | 'max' = 0) {
  const bill = readBill({ lines });
  const result = applyCoupons(bill, lines, coupons, redeem);
  return {
    ...result,
    parts: result.bill.lines.map(({ orderDiscountMinor }) => orderDiscountMinor),
    reasons: result.outcomes.map(({ reason }) => reason),
  };
}

describe('the published examples', () => {
  it('10% off 100: the base is 90', () => {
    const { bill } = applyCoupons(wholeBill(100), undefined, [coupon({ discount: percent(1_000) })], 0);
    expect([bill.totalMinor, earningBases(bill, 0)]).toEqual([90, [90]]);
  });

  it('100 that earns and 50 that does not, 10% off all: pay 135, base 90', () => {
    const lines = [line('a', 100), line('b', 50, { earns: false })];
    const { bill } = apply(lines, [coupon({ discount: percent(1_000) })]);
    expect([bill.totalMinor, earningBases(bill, 0)]).toEqual([135, [90, 0]]);
  });

  it('a discount that names a line lowers only that line', () => {
    const lines = [line('a', 100), line('b', 50)];
    const { parts } = apply(lines, [coupon({ discount: percent(1_000), lines: { categories: ['b'] } })]);
    expect(parts).toEqual([0, 5]);
  });

  it('10 over lines of 20, 45 and 60: 1.60, 3.60, 4.80, and the last takes the rounding', () => {
    const lines = [line('a', 2_000), line('b', 4_500), line('c', 6_000)];
    expect(apply(lines, [coupon({ discount: amount(1_000) })]).parts).toEqual([160, 360, 480]);
    expect(
      apply([line('a', 1), line('b', 1), line('c', 1)], [coupon({ discount: amount(2) })]).parts,
    ).toEqual([0, 1, 1]);
  });
});

describe('kinds of discounts', () => {
  it('a percent stops at its most, and an amount at the price', () => {
    const lines = [line('a', 10_000)];
    expect(apply(lines, [coupon({ discount: percent(5_000, 700) })]).parts).toEqual([700]);
    expect(apply(lines, [coupon({ discount: amount(99_999) })]).bill.totalMinor).toBe(0);
  });

  it('a free item is the dearest piece of what it is for, at the price that is paid for it', () => {
    const lines = [
      line('tea', 300, { quantity: 2, category: 'drinks' }),
      line('cocoa', 500, { quantity: 2, discountMinor: 200, category: 'drinks' }),
      line('cake', 900),
    ];
    const drinks = { categories: ['Drinks'] };
    expect(apply(lines, [coupon({ discount: free(), lines: drinks })]).parts).toEqual([0, 400, 0]);
    expect(apply(lines, [coupon({ discount: free(), lines: drinks }, 3)]).parts).toEqual([300, 800, 0]);
  });

  it('free delivery takes the marked line, and nothing else touches it', () => {
    const lines = [line('a', 1_000), line('way', 300, { isDelivery: true })];
    expect(
      apply(lines, [coupon({ discount: { kind: 'freeDelivery', maxDiscountMinor: null } })]).parts,
    ).toEqual([0, 300]);
    expect(apply(lines, [coupon({ discount: percent(1_000) })]).parts).toEqual([100, 0]);
    expect(earningBases(readBill({ lines }), 0)).toEqual([1_000, 0]);
  });
});

describe('why a coupon does nothing', () => {
  const lines = [line('a', 1_000)];

  it.each([
    ['minimum_not_met', coupon({ discount: amount(1), minTotalMinor: 1_001 })],
    ['no_matching_lines', coupon({ discount: amount(1), lines: { categories: ['b'] } })],
    ['no_matching_lines', coupon({ discount: { kind: 'freeDelivery', maxDiscountMinor: null } })],
    ['nothing_left', coupon({ discount: percent(1) })],
    ['expired', { ...coupon({ discount: amount(1) }), reason: 'expired' as const }],
  ])('%s', (reason, one) => {
    expect(apply(lines, [one])).toMatchObject({ reasons: [reason], parts: [0] });
  });

  it('needs_lines, for what names goods on a bill without them', () => {
    const named = coupon({ discount: free(), lines: { categories: ['a'] } });
    expect(applyCoupons(wholeBill(100), undefined, [named], 0).outcomes[0]?.reason).toBe('needs_lines');
  });

  it('not_with_points when points are named, and no points when it is left to the bill', () => {
    const one = coupon({ discount: amount(100), withPoints: false });
    expect(apply(lines, [one], 5).reasons).toEqual(['not_with_points']);
    expect(apply(lines, [one], 'max')).toMatchObject({ reasons: [null], allowsPoints: false });
    expect(apply(lines, [coupon({ discount: { kind: 'gift' }, withPoints: false })], 5)).toMatchObject({
      reasons: [null],
      allowsPoints: true,
    });
  });

  it('not_with_coupons unless both allow it; a gift stands in nobody’s way', () => {
    const alone = coupon({ discount: amount(100) });
    const social = coupon({ discount: amount(50), withCoupons: true });
    const gift = coupon({});
    expect(apply(lines, [alone, social]).reasons).toEqual([null, 'not_with_coupons']);
    expect(apply(lines, [social, alone]).reasons).toEqual([null, 'not_with_coupons']);
    expect(apply(lines, [social, gift, social, gift]).reasons).toEqual([null, null, null, null]);
  });

  it('one that does nothing keeps no other from it', () => {
    const useless = coupon({ discount: amount(1), minTotalMinor: 9_999 });
    expect(apply(lines, [useless, coupon({ discount: amount(100) })]).parts).toEqual([100]);
  });
});

it('goods come first, then the whole bill on what is left', () => {
  const lines = [line('a', 1_000), line('b', 1_000)];
  const whole = coupon({ discount: percent(1_000), withCoupons: true });
  const named = coupon({ discount: free(), lines: { categories: ['b'] }, withCoupons: true });
  const { outcomes, bill } = apply(lines, [whole, named]);
  expect(outcomes.map(({ discountMinor }) => discountMinor)).toEqual([100, 1_000]);
  expect(bill.totalMinor).toBe(900);
});

describe('whose, when and where', () => {
  const usable: UsableCoupon = {
    state: 'issued',
    customerId: null,
    quantity: 1,
    terms: plain,
    shopIds: [],
    validFrom: null,
    expiresAt: null,
    heldBy: null,
    isSwitchedOff: false,
    room: 'enough',
  };
  const now = new Date('2026-03-12T09:30:00.000Z');
  const later = new Date(now.getTime() + 1);
  const use = { now, customerId: 'me', shopId: 'here', holdId: null };

  it.each<[string | null, Partial<UsableCoupon>]>([
    [null, {}],
    [null, { customerId: 'me', shopIds: ['here'], expiresAt: later, validFrom: now }],
    ['redeemed', { state: 'redeemed', customerId: 'other' }],
    ['expired', { expiresAt: now }],
    ['not_started', { validFrom: later }],
    ['not_yours', { customerId: 'other' }],
    ['reserved', { heldBy: 'a hold' }],
    ['switched_off', { isSwitchedOff: true }],
    ['used_up', { room: 'used_up' }],
    ['other_shop', { shopIds: ['there'] }],
  ])('%s', (reason, fields) => {
    expect(refuseUse({ ...usable, ...fields }, use)).toBe(reason);
  });

  it('what a hold has reserved stays good for that hold', () => {
    const held = { ...usable, heldBy: 'a hold', expiresAt: now };
    expect(refuseUse(held, { ...use, holdId: 'a hold' })).toBeNull();
  });
});

describe('properties', () => {
  const money = fc.integer({ min: 0, max: 1_000_000 });
  const lineOf = fc.record({
    unitPriceMinor: money,
    quantity: fc.integer({ min: 1, max: 20 }),
    category: fc.constantFrom('a', 'b'),
    isDelivery: fc.boolean(),
  });
  const most = fc.option(fc.integer({ min: 1, max: 500_000 }), { nil: null });
  const discount = fc.oneof(
    fc.record({
      kind: fc.constant('percent' as const),
      basisPoints: fc.integer({ min: 1, max: 10_000 }),
      maxDiscountMinor: most,
    }),
    fc.record({ kind: fc.constant('amount' as const), amountMinor: fc.integer({ min: 1, max: 2_000_000 }) }),
    fc.record({ kind: fc.constant('freeDelivery' as const), maxDiscountMinor: most }),
    fc.record({
      kind: fc.constant('freeItem' as const),
      quantity: fc.integer({ min: 1, max: 9 }),
      maxDiscountMinor: most,
    }),
  );
  const onBill = fc.record({ discount, isNamed: fc.boolean(), withCoupons: fc.boolean() });

  it('parts add up to the discount, no line falls below nothing, and no other line moves', () => {
    fc.assert(
      fc.property(
        fc.array(lineOf, { minLength: 1, maxLength: 12 }),
        fc.array(onBill, { maxLength: 4 }),
        (raw, asked) => {
          const lines = raw.map((one, index) => ({ ...one, id: String(index) }));
          fc.pre(lines.some((one) => one.unitPriceMinor > 0));
          const bill = readBill({ lines });
          const coupons = asked.map(({ discount: what, isNamed, withCoupons }) => {
            const lines = isNamed || what.kind === 'freeItem' ? { categories: ['a'] } : null;
            return coupon({
              discount: what,
              lines: what.kind === 'freeDelivery' ? null : lines,
              withCoupons,
            });
          });
          const { bill: left, outcomes } = applyCoupons(bill, lines, coupons, 0);
          const taken = outcomes.reduce((sum, { discountMinor }) => sum + discountMinor, 0);
          const parts = left.lines.map(({ orderDiscountMinor }) => orderDiscountMinor);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(taken);
          expect(left.totalMinor).toBe(bill.totalMinor - taken);
          for (const [index, { netMinor }] of left.lines.entries()) {
            expect(netMinor).toBeGreaterThanOrEqual(0);
            expect(netMinor + (parts[index] ?? 0)).toBe(bill.lines[index]?.netMinor);
          }
          for (const { isApplied, discountMinor, reason } of outcomes) {
            expect([isApplied, discountMinor > 0]).toEqual([reason === null, reason === null]);
          }
        },
      ),
    );
  });
});

/** What is typed of a coupon is what the contract gets, and reads back the same. */
import { couponTerms, couponValidity } from '@regulars/contracts/coupon-shapes';
import { describe, expect, it } from 'vitest';
import {
  freshTerms,
  type TermsDraft,
  termsBody,
  termsDraft,
  validityBody,
  validityDraft,
} from './terms-draft.ts';

const unitMinor = 100;
const coffee = { categories: ['Кофе'] };

describe('terms of a coupon', () => {
  it.each<[string, Partial<TermsDraft>]>([
    ['a gift', {}],
    ['a percent with a roof', { kind: 'percent', percent: 12.5, most: 500, minTotal: 300.5, goods: coffee }],
    ['an amount', { kind: 'amount', amount: 150, withPoints: false }],
    ['a free thing', { kind: 'freeItem', quantity: 2, goods: coffee, withCoupons: true }],
    ['free delivery', { kind: 'freeDelivery', most: 199 }],
  ])('%s is kept', (_name, change) => {
    const draft = { ...freshTerms, ...change };
    const body = couponTerms.parse(termsBody(draft, unitMinor));
    const back = couponTerms.parse(termsBody(termsDraft(body, unitMinor), unitMinor));
    expect(back).toEqual(body);
    expect(body.discount.kind).toBe(draft.kind);
  });

  it('goods of another kind of discount are left behind', () => {
    expect(termsBody({ ...freshTerms, goods: coffee }, unitMinor).lines).toBeNull();
  });

  it('an empty percent is not taken', () => {
    expect(
      couponTerms.safeParse(termsBody({ ...freshTerms, kind: 'percent', percent: '' }, unitMinor)).success,
    ).toBe(false);
  });
});

it('a life is kept, and none is none', () => {
  const life = couponValidity.parse(validityBody({ from: '2026-03-01', until: null, days: 0 }));
  expect(life).toEqual({ from: '2026-03-01', until: null, days: 0 });
  expect(validityBody(validityDraft(life))).toEqual(life);
  expect(validityBody({ from: null, until: null, days: '' }).days).toBeNull();
});

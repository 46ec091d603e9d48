/** What a coupon promises, as one types it, and as the contract takes it. Money is typed whole, not in minor units. */
import type { CallInput } from '@regulars/client';
import type { CouponTerms, CouponValidity, LineFilter } from '@regulars/contracts';

export type TermsBody = CallInput<'createReward'>['body']['terms'];
export type ValidityBody = NonNullable<CallInput<'createReward'>['body']['couponValidity']>;

/** A number field may stand empty. */
export type Typed = number | '';

export const discountKinds = ['gift', 'percent', 'amount', 'freeItem', 'freeDelivery'] as const;
export type DiscountKind = (typeof discountKinds)[number];

export interface TermsDraft {
  kind: DiscountKind;
  percent: Typed;
  amount: Typed;
  /** The most that a percent or a free thing takes off. */
  most: Typed;
  quantity: Typed;
  minTotal: Typed;
  /** Null for the whole bill. */
  goods: LineFilter | null;
  withPoints: boolean;
  withCoupons: boolean;
  returnsOnRefund: boolean;
}

export interface ValidityDraft {
  from: string | null;
  until: string | null;
  days: Typed;
}

export const freshTerms: TermsDraft = {
  kind: 'gift',
  percent: 10,
  amount: '',
  most: '',
  quantity: 1,
  minTotal: '',
  goods: null,
  withPoints: true,
  withCoupons: false,
  returnsOnRefund: true,
};

export function termsDraft(terms: CouponTerms, unitMinor: number): TermsDraft {
  const { discount } = terms;
  const whole = (minor: number | null): Typed => (minor === null ? '' : minor / unitMinor);
  return {
    kind: discount.kind,
    percent: discount.kind === 'percent' ? discount.basisPoints / 100 : freshTerms.percent,
    amount: discount.kind === 'amount' ? whole(discount.amountMinor) : '',
    most: 'maxDiscountMinor' in discount ? whole(discount.maxDiscountMinor) : '',
    quantity: discount.kind === 'freeItem' ? discount.quantity : 1,
    minTotal: whole(terms.minTotalMinor),
    goods: terms.lines,
    withPoints: terms.withPoints,
    withCoupons: terms.withCoupons,
    returnsOnRefund: terms.returnsOnRefund,
  };
}

export function termsBody(draft: TermsDraft, unitMinor: number): TermsBody {
  const hasGoods = draft.kind === 'percent' || draft.kind === 'amount' || draft.kind === 'freeItem';
  return {
    discount: discountBody(draft, unitMinor),
    minTotalMinor: minorOf(draft.minTotal, unitMinor),
    lines: hasGoods ? draft.goods : null,
    withPoints: draft.withPoints,
    withCoupons: draft.withCoupons,
    returnsOnRefund: draft.returnsOnRefund,
  };
}

function discountBody({ kind, percent, amount, most, quantity }: TermsDraft, unitMinor: number) {
  const maxDiscountMinor = minorOf(most, unitMinor);
  switch (kind) {
    case 'gift':
      return { kind };
    case 'percent':
      return { kind, basisPoints: Math.round(Number(percent) * 100), maxDiscountMinor };
    case 'amount':
      return { kind, amountMinor: minorOf(amount, unitMinor) ?? 0 };
    case 'freeItem':
      return { kind, quantity: Number(quantity), maxDiscountMinor };
    case 'freeDelivery':
      return { kind, maxDiscountMinor };
  }
}

export function validityDraft({ from, until, days }: CouponValidity): ValidityDraft {
  return { from, until, days: days ?? '' };
}

export function validityBody({ from, until, days }: ValidityDraft): ValidityBody {
  return { from, until, days: days === '' ? null : days };
}

export function minorOf(typed: Typed, unitMinor: number): number | null {
  return typed === '' ? null : Math.round(typed * unitMinor);
}

/** What a number field hands over: a number, or text while it is none. */
export function typedNumber(value: number | string): Typed {
  return typeof value === 'number' ? value : '';
}

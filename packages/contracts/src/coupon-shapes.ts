/** What coupons are made of: the terms they promise, the coupon as people see it, its effect on a bill; no routes here. */
import { z } from 'zod';
import { lineFilter } from './earning-conditions.ts';
import { amountMinor, calendarDate, id, instant } from './primitives.ts';

/** As people type it; letter case, spaces and dashes do not matter. */
export const couponCode = z.string().trim().min(1).max(64);

/** More would be a mistake at the till. */
export const couponsPerPurchase = 10;

/** Words for customers: in one language at least; the other one falls back to it. */
export function shownText(longest: number) {
  return z.strictObject({
    ru: z.string().trim().max(longest).default(''),
    en: z.string().trim().max(longest).default(''),
  });
}
export type ShownText = z.infer<ReturnType<typeof shownText>>;

export function isShown({ ru, en }: ShownText): boolean {
  return ru !== '' || en !== '';
}

export const couponTitle = shownText(120).refine(isShown, 'give the words in one language at least');
export const couponDescription = shownText(2_000);

const mostOff = amountMinor.nullable().default(null);

/** What it does to a bill. A gift does nothing to it: staff hand it over. */
export const couponDiscount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gift') }),
  /** 1,000 basis points are 10%; `maxDiscountMinor` is the most it takes off. */
  z.strictObject({
    kind: z.literal('percent'),
    basisPoints: z.int().min(1).max(10_000),
    maxDiscountMinor: mostOff,
  }),
  z.strictObject({ kind: z.literal('amount'), amountMinor }),
  /** So many pieces of the lines it applies to, the dearest first. */
  z.strictObject({
    kind: z.literal('freeItem'),
    quantity: z.int().min(1).max(100).default(1),
    maxDiscountMinor: mostOff,
  }),
  /** Lines that the till marks with `isDelivery`. */
  z.strictObject({ kind: z.literal('freeDelivery'), maxDiscountMinor: mostOff }),
]);
export type CouponDiscount = z.infer<typeof couponDiscount>;

export const couponTerms = z
  .strictObject({
    discount: couponDiscount,
    /** The least the bill must come to, after discounts and before coupons and points. */
    minTotalMinor: amountMinor.nullable().default(null),
    /** The lines it applies to; null for the whole bill without delivery. */
    lines: lineFilter.nullable().default(null),
    /** Whether points may pay a part of the same bill. */
    withPoints: z.boolean().default(true),
    /** Whether other coupons may stand on the same bill. */
    withCoupons: z.boolean().default(false),
    /** Whether it comes back when the whole purchase is refunded. */
    returnsOnRefund: z.boolean().default(true),
  })
  .refine(({ discount, lines }) => discount.kind !== 'freeItem' || lines !== null, {
    message: 'name the goods that are free',
    path: ['lines'],
  })
  .refine(
    ({ discount, lines }) => lines === null || (discount.kind !== 'gift' && discount.kind !== 'freeDelivery'),
    {
      message: 'only a discount on goods has lines',
      path: ['lines'],
    },
  );
export type CouponTerms = z.infer<typeof couponTerms>;

/** Until when it can be used: the last day, or so many days after it was given; the earlier of the two. In the brand's zone. */
export const couponValidity = z
  .strictObject({
    from: calendarDate.nullable().default(null),
    /** The last day. */
    until: calendarDate.nullable().default(null),
    /** 0 is the day on which it is given. */
    days: z.int().min(0).max(3_650).nullable().default(null),
  })
  .refine(({ from, until }) => from === null || until === null || from <= until, {
    message: 'is before the first day',
    path: ['until'],
  });
export type CouponValidity = z.infer<typeof couponValidity>;

export const couponStates = ['issued', 'redeemed', 'cancelled', 'expired'] as const;
export const couponState = z.enum(couponStates);
export type CouponState = z.infer<typeof couponState>;

/** Why a coupon cannot be used, here and now. */
export const couponReasons = [
  'not_found',
  'redeemed',
  'cancelled',
  'expired',
  'not_started',
  /** An open hold has it. */
  'reserved',
  'not_yours',
  'switched_off',
  /** A shared code whose limit is reached. */
  'used_up',
  'person_limit',
  'other_shop',
  'minimum_not_met',
  'no_matching_lines',
  /** It names goods, and the bill was sent without lines. */
  'needs_lines',
  'not_with_points',
  'not_with_coupons',
  /** The same coupon twice on one bill. */
  'twice',
  /** Nothing is left to take off. */
  'nothing_left',
] as const;
export const couponReason = z.enum(couponReasons);
export type CouponReason = z.infer<typeof couponReason>;

/** What one code did to a bill, or why nothing. */
export const couponEffect = z.object({
  /** As it was sent. */
  code: z.string(),
  couponId: id
    .nullable()
    .meta({ description: 'Null where there is no such coupon, or it is made on booking.' }),
  title: z.string().nullable(),
  isApplied: z.boolean(),
  discountMinor: z.number().int(),
  reason: couponReason.nullable(),
  /** The effect or the reason in words, for the cashier. */
  explanation: z.string(),
});
export type CouponEffect = z.infer<typeof couponEffect>;

/** A coupon as staff and programs see it. */
export const coupon = z.object({
  id,
  /** As people read it, in groups. */
  code: z.string(),
  /** What its QR holds. */
  qrText: z.string(),
  /** By the clock: one whose time is over is expired, whether or not anything has noticed yet. */
  state: couponState,
  title: z.string(),
  description: z.string(),
  pictureUrl: z.string().nullable(),
  terms: couponTerms,
  /** The terms in words. */
  summary: z.string(),
  /** How many pieces; 1 as a rule. */
  quantity: z.number().int(),
  rewardId: id.nullable(),
  poolId: id.nullable(),
  poolName: z.string().nullable(),
  /** Null while whoever brings the code may use it. */
  customer: z.object({ id, firstName: z.string().nullable(), lastName: z.string().nullable() }).nullable(),
  /** Points that it was bought with. */
  pricePoints: z.number().int(),
  shopIds: z.array(id).meta({ description: 'Where it can be used; empty for everywhere.' }),
  validFrom: instant.nullable(),
  /** The first instant at which it is over; null for never. */
  expiresAt: instant.nullable(),
  issuedAt: instant,
  redeemedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  /** The purchase it was used in. */
  purchaseId: id.nullable(),
  /** What it took off that bill. */
  discountMinor: z.number().int(),
});
export type Coupon = z.infer<typeof coupon>;

/** The same for its owner. */
export const ownCoupon = coupon
  .pick({
    id: true,
    code: true,
    qrText: true,
    state: true,
    title: true,
    description: true,
    pictureUrl: true,
    summary: true,
    quantity: true,
    pricePoints: true,
    validFrom: true,
    expiresAt: true,
    issuedAt: true,
    redeemedAt: true,
    cancelledAt: true,
    discountMinor: true,
  })
  .extend({
    /** Where it can be used; empty for everywhere. */
    shops: z.array(z.object({ id, name: z.string(), address: z.string().nullable() })),
    partner: z.string().nullable(),
  });
export type OwnCoupon = z.infer<typeof ownCoupon>;

export const exampleCouponTerms: CouponTerms = {
  discount: { kind: 'percent', basisPoints: 1_000, maxDiscountMinor: null },
  minTotalMinor: 30_000,
  lines: null,
  withPoints: true,
  withCoupons: false,
  returnsOnRefund: true,
};

export const exampleCoupon: Coupon = {
  id: '01981f2f-a410-7b0e-8c21-5d7e9f1a2b3c',
  code: '7KMP-4XWR-9T3HQ',
  qrText: '7KMP4XWR9T3HQ',
  state: 'issued',
  title: '10% off',
  description: '',
  pictureUrl: null,
  terms: exampleCouponTerms,
  summary: '10% off the bill, from 300 ₽',
  quantity: 1,
  rewardId: null,
  poolId: '01981f2e-0c7a-7d11-9b52-1f2e3d4c5b6a',
  poolName: 'Spring letter',
  customer: { id: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10', firstName: 'Anna', lastName: 'K.' },
  pricePoints: 0,
  shopIds: [],
  validFrom: null,
  expiresAt: '2026-04-11T21:00:00.000Z',
  issuedAt: '2026-03-12T09:30:00.000Z',
  redeemedAt: null,
  cancelledAt: null,
  cancelReason: null,
  purchaseId: null,
  discountMinor: 0,
};

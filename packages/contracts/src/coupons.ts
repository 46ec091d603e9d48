/** Coupons: pools that staff keep, single coupons at tills and in shops, and a customer's own. */
import { z } from 'zod';
import {
  coupon,
  couponCode,
  couponDescription,
  couponReason,
  couponState,
  couponTerms,
  couponTitle,
  couponValidity,
  exampleCoupon,
  ownCoupon,
  shownText,
} from './coupon-shapes.ts';
import { defineRoute } from './define-route.ts';
import { id, instant, pageOf, pageQuery, slug } from './primitives.ts';

const bySlug = z.object({ slug });
const bySlugAndId = z.object({ slug, id });
const byCode = z.object({ code: couponCode });

export const couponPoolLimit = 500;
/** A pool holds no more codes than this. */
export const codesPerPool = 1_000_000;
/** One order of codes; a larger pool takes several. */
export const codesAtOnce = 200_000;

/** Where its codes come from: made beforehand, brought as a file, one for everybody, or made for each person. */
export const couponPoolKinds = ['generated', 'imported', 'shared', 'personal'] as const;
export type CouponPoolKind = (typeof couponPoolKinds)[number];

const poolFields = {
  /** For staff. */
  name: z.string().trim().min(1).max(100),
  /** For customers. */
  title: couponTitle,
  description: couponDescription.default({ ru: '', en: '' }),
  terms: couponTerms,
  validity: couponValidity.default({ from: null, until: null, days: null }),
  /** Shops where it can be used; empty for all. */
  shopIds: z.array(id).max(200).default([]),
  /** Coupons of this pool that one person may have; null for any number. */
  perPersonLimit: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Of a shared code: how often it may be used in all. */
  useLimit: z.int().min(1).max(1_000_000_000).nullable().default(null),
};

export const couponPoolBody = z
  .strictObject({
    kind: z.enum(couponPoolKinds),
    ...poolFields,
    /** Of a shared code: what people type. */
    sharedCode: couponCode.nullable().default(null),
  })
  .refine(({ kind, sharedCode }) => (kind === 'shared') === (sharedCode !== null), {
    message: 'a shared code has it, and nothing else has',
    path: ['sharedCode'],
  })
  .refine(({ kind, useLimit }) => kind === 'shared' || useLimit === null, {
    message: 'only a shared code has a limit of uses',
    path: ['useLimit'],
  });
export type CouponPoolBody = z.infer<typeof couponPoolBody>;

/** Kind and shared code stay as they were made. */
export const couponPoolChange = z.strictObject(poolFields);
export type CouponPoolChange = z.infer<typeof couponPoolChange>;

const couponPool = z.object({
  id,
  kind: z.enum(couponPoolKinds),
  ...poolFields,
  title: shownText(120),
  sharedCode: z.string().nullable(),
  isActive: z.boolean(),
  /** The terms in words. */
  summary: z.string(),
  /** False once a code was given to anybody: the terms are a promise then. */
  canChangeTerms: z.boolean(),
  counts: z.object({
    /** Codes in all. */
    codes: z.number().int(),
    /** Nobody’s yet. */
    free: z.number().int(),
    /** Given to a person and not used. */
    issued: z.number().int(),
    redeemed: z.number().int(),
    cancelled: z.number().int(),
    expired: z.number().int(),
  }),
  /** Codes that are being made; null when none are. */
  generation: z.object({ wanted: z.number().int(), made: z.number().int() }).nullable(),
  createdAt: instant,
});
export type CouponPool = z.infer<typeof couponPool>;

export const listCouponPools = defineRoute('listCouponPools', {
  access: { kind: 'staff', permission: 'coupons.read' },
  summary: 'Pools with their counts, newest first.',
  params: bySlug,
  query: pageQuery.extend({
    q: z.string().trim().max(100).optional(),
    kind: z.enum(couponPoolKinds).optional(),
    isActive: z.enum(['true', 'false']).optional(),
  }),
  response: pageOf(couponPool),
  success: 200,
  errors: ['validation_failed'],
});

export const createCouponPool = defineRoute('createCouponPool', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Makes a pool; generated and imported ones are filled afterwards.',
  params: bySlug,
  body: couponPoolBody,
  response: couponPool,
  success: 201,
  errors: ['validation_failed', 'too_many_coupon_pools', 'coupon_code_taken'],
});

export const getCouponPool = defineRoute('getCouponPool', {
  access: { kind: 'staff', permission: 'coupons.read' },
  summary: 'One pool with its counts and how far its codes are made.',
  params: bySlugAndId,
  response: couponPool,
  success: 200,
  errors: ['coupon_pool_not_found'],
});

export const saveCouponPool = defineRoute('saveCouponPool', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Changes a pool; its terms only until a code was given to anybody.',
  params: bySlugAndId,
  body: couponPoolChange,
  response: couponPool,
  success: 200,
  errors: ['validation_failed', 'coupon_pool_not_found', 'coupon_pool_in_use'],
});

export const setCouponPoolState = defineRoute('setCouponPoolState', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Switches a pool on or off: while off none of its codes can be taken or used.',
  params: bySlugAndId,
  body: z.strictObject({ isActive: z.boolean() }),
  response: couponPool,
  success: 200,
  errors: ['validation_failed', 'coupon_pool_not_found'],
});

export const generateCoupons = defineRoute('generateCoupons', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Orders more codes; they are made in the background, and the pool tells how far it is.',
  params: bySlugAndId,
  body: z.strictObject({ quantity: z.int().min(1).max(codesAtOnce) }),
  response: couponPool,
  success: 200,
  idempotent: true,
  errors: ['validation_failed', 'coupon_pool_not_found', 'coupon_pool_kind', 'coupon_pool_full'],
});

/** What is wrong with a row of a file. */
export const couponImportProblems = ['empty', 'too_long', 'repeated', 'taken'] as const;

const couponImport = z.object({
  /** Rows with a code. */
  rowCount: z.number().int(),
  /** Codes that are now in the pool for the first time. */
  addedCount: z.number().int(),
  /** Codes that the pool had already: the same file twice changes nothing. */
  knownCount: z.number().int(),
  errorCount: z.number().int(),
  /** The first ones, by row; the header is row 1. */
  errors: z.array(
    z.object({
      row: z.number().int(),
      code: z.string(),
      problem: z.enum(couponImportProblems),
      message: z.string(),
    }),
  ),
});
export type CouponImport = z.infer<typeof couponImport>;

export const importCoupons = defineRoute('importCoupons', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary:
    'Codes as multipart field `file`: CSV in UTF-8 of at most 5 MB, codes in the column `code` or else in the first. Good rows go in, bad ones are listed; with `dryRun=true` nothing goes in.',
  params: bySlugAndId,
  query: z.strictObject({ dryRun: z.enum(['true', 'false']).optional() }),
  takesFile: true,
  response: couponImport,
  success: 200,
  errors: [
    'validation_failed',
    'coupon_pool_not_found',
    'coupon_pool_kind',
    'coupon_pool_full',
    'file_invalid',
    'file_too_large',
  ],
});

export const exportCoupons = defineRoute('exportCoupons', {
  access: { kind: 'staff', permission: 'coupons.write' },
  summary: 'All codes of a pool with their states as CSV, streamed; stands in the audit log.',
  params: bySlugAndId,
  success: 200,
  errors: ['coupon_pool_not_found'],
});

export const issueCouponByStaff = defineRoute('issueCouponByStaff', {
  access: { kind: 'staff', permission: 'coupons.write' },
  summary: 'Gives a customer a coupon of the pool and tells them.',
  params: bySlugAndId,
  body: z.strictObject({ customerId: id }),
  response: coupon,
  success: 201,
  idempotent: true,
  errors: [
    'validation_failed',
    'coupon_pool_not_found',
    'customer_not_found',
    'coupon_pool_empty',
    'coupon_limit_reached',
  ],
});

// --- Single coupons, for staff

export const listCoupons = defineRoute('listCoupons', {
  access: { kind: 'staff', permission: 'coupons.read' },
  summary: 'Coupons, newest first; by code, pool, reward, customer or state.',
  params: bySlug,
  query: pageQuery.extend({
    /** A whole code, or its beginning. */
    q: z.string().trim().max(64).optional(),
    poolId: id.optional(),
    rewardId: id.optional(),
    customerId: id.optional(),
    state: couponState.optional(),
    /** `true`: only those that belong to somebody. */
    isGiven: z.enum(['true', 'false']).optional(),
  }),
  response: pageOf(coupon),
  success: 200,
  errors: ['validation_failed'],
});

export const getCouponDetails = defineRoute('getCouponDetails', {
  access: { kind: 'staff', permission: 'coupons.read' },
  summary: 'One coupon.',
  params: bySlugAndId,
  response: coupon,
  success: 200,
  errors: ['coupon_not_found'],
});

const cancelBody = z.strictObject({ reason: z.string().trim().min(3).max(300) });
const cancelled = z.object({
  coupon,
  /** Points that went back to their lots. */
  returnedPoints: z.number().int(),
});

export const cancelCouponByStaff = defineRoute('cancelCouponByStaff', {
  access: { kind: 'staff', permission: 'coupons.write' },
  summary: 'Cancels a coupon that was not used: its points go back to their lots, its pieces to the stock.',
  params: bySlugAndId,
  body: cancelBody,
  response: cancelled,
  success: 200,
  idempotent: true,
  errors: ['validation_failed', 'coupon_not_found', 'coupon_not_open'],
});

/** A coupon as the till sees it before it is used. */
const couponCheck = z.object({
  coupon: coupon
    .nullable()
    .meta({ description: 'Null for a shared code that this customer has not taken yet.' }),
  title: z.string(),
  summary: z.string(),
  /** Why it cannot be used now; null if it can. */
  problem: couponReason.nullable(),
  /** The same in words. */
  problemText: z.string().nullable(),
});
export type CouponCheck = z.infer<typeof couponCheck>;

export const tillLookupCoupon = defineRoute('tillLookupCoupon', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'What a code is good for, and whether it can be used now; writes nothing.',
  params: bySlug,
  body: z.strictObject({ code: couponCode, customerId: id.optional(), shopId: id.optional() }),
  response: couponCheck,
  success: 200,
  errors: ['validation_failed', 'coupon_not_found', 'rate_limited'],
});

const redeemFields = {
  /** Whose it is to be: needed for a shared code; otherwise another person’s coupon is refused. */
  customerId: id.optional(),
  shopId: id.optional(),
};

const redeemErrors = [
  'validation_failed',
  'coupon_not_found',
  'coupon_not_applicable',
  'customer_not_found',
  'shop_not_found',
  'rate_limited',
] as const;

export const tillRedeemCoupon = defineRoute('tillRedeemCoupon', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'Uses a coupon up without a purchase: what it promises is handed over.',
  params: bySlug,
  body: z.strictObject({ code: couponCode, ...redeemFields }),
  response: coupon,
  success: 200,
  idempotent: true,
  errors: redeemErrors,
});

// --- Tills and shops

export const getCoupon = defineRoute('getCoupon', {
  access: { kind: 'apiKey', scope: 'coupons:read' },
  summary: 'A coupon by its code: what it is good for and whether it is still open.',
  params: byCode,
  response: coupon,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', 'coupon_not_found', 'rate_limited'],
  example: { response: exampleCoupon },
});

export const redeemCoupon = defineRoute('redeemCoupon', {
  access: { kind: 'apiKey', scope: 'coupons:write' },
  summary:
    'Uses a coupon up without a purchase, once. With a purchase send it in `coupons` of that purchase instead.',
  params: byCode,
  body: z.strictObject(redeemFields),
  response: coupon,
  success: 200,
  idempotent: true,
  errors: ['api_key_invalid', 'scope_missing', ...redeemErrors],
  example: {
    body: {},
    response: { ...exampleCoupon, state: 'redeemed', redeemedAt: '2026-03-12T09:40:00.000Z' },
  },
});

export const cancelCoupon = defineRoute('cancelCoupon', {
  access: { kind: 'apiKey', scope: 'coupons:write' },
  summary: 'Cancels a coupon that was not used: its points go back to their lots, its pieces to the stock.',
  params: byCode,
  body: cancelBody,
  response: cancelled,
  success: 200,
  idempotent: true,
  errors: [
    'api_key_invalid',
    'scope_missing',
    'validation_failed',
    'coupon_not_found',
    'coupon_not_open',
    'rate_limited',
  ],
  example: {
    body: { reason: 'Ordered by mistake' },
    response: {
      coupon: {
        ...exampleCoupon,
        state: 'cancelled',
        cancelledAt: '2026-03-12T09:40:00.000Z',
        cancelReason: 'Ordered by mistake',
      },
      returnedPoints: 0,
    },
  },
});

// --- Mini App

export const listMyCoupons = defineRoute('listMyCoupons', {
  access: { kind: 'customer', member: true },
  summary:
    'Own coupons: those that can be used, what ends first in front, or those of the past, newest first.',
  params: bySlug,
  query: pageQuery.extend({ of: z.enum(['open', 'past']).default('open') }),
  response: pageOf(ownCoupon),
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'validation_failed'],
});

export const getMyCoupon = defineRoute('getMyCoupon', {
  access: { kind: 'customer', member: true },
  summary: 'One own coupon.',
  params: bySlugAndId,
  response: ownCoupon,
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'coupon_not_found'],
});

export const claimCoupon = defineRoute('claimCoupon', {
  access: { kind: 'customer', member: true },
  summary:
    'Takes the coupon of a code that the person typed. A wrong, expired, used or somebody else’s code gets one and the same answer.',
  params: bySlug,
  body: z.strictObject({ code: couponCode }),
  response: ownCoupon,
  success: 'createdOrFound',
  errors: ['session_invalid', 'not_a_member', 'validation_failed', 'coupon_code_not_valid', 'rate_limited'],
});

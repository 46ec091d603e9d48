/** Rewards: the catalogue that staff keep, and buying from it with points. */
import { z } from 'zod';
import {
  couponDescription,
  couponTerms,
  couponTitle,
  couponValidity,
  ownCoupon,
  shownText,
} from './coupon-shapes.ts';
import { defineRoute } from './define-route.ts';
import { customerWallet } from './ledger.ts';
import { calendarDate, id, instant, maxAmount, pageQuery, slug } from './primitives.ts';

const bySlug = z.object({ slug });
const bySlugAndId = z.object({ slug, id });

/** More on one shelf nobody would look through. */
export const rewardLimit = 1_000;
export const mostPieces = 1_000;

const pieces = z.int().min(1).max(mostPieces);

/** What staff decide of a reward. */
export const rewardBody = z
  .strictObject({
    title: couponTitle,
    description: couponDescription.default({ ru: '', en: '' }),
    /** For one piece. */
    pricePoints: z.int().min(1).max(maxAmount),
    /** Sold in so many pieces at once: 3 for what is sold in threes. */
    quantityStep: pieces.default(1),
    /** The most pieces that one purchase takes. */
    maxQuantity: pieces.default(1),
    /** Pieces on offer in all, sold ones included; null for as many as people want. */
    stock: z.int().min(0).max(1_000_000_000).nullable().default(null),
    /** Pieces that one person may have in all. */
    perPersonLimit: z.int().min(1).max(1_000_000).nullable().default(null),
    /** Tiers that may buy; empty for all. */
    tierIds: z.array(id).max(50).default([]),
    /** Shops where the coupon can be used; empty for all. */
    shopIds: z.array(id).max(200).default([]),
    category: z.string().trim().min(1).max(60).nullable().default(null),
    /** Whose goods it is, where they are not the brand's own. */
    partner: z.string().trim().min(1).max(100).nullable().default(null),
    /** First and last day on sale, in the brand's zone. */
    from: calendarDate.nullable().default(null),
    until: calendarDate.nullable().default(null),
    /** What the coupon does that is bought. */
    terms: couponTerms,
    /** How long that coupon lives. */
    couponValidity: couponValidity.default({ from: null, until: null, days: null }),
  })
  .refine(({ from, until }) => from === null || until === null || from <= until, {
    message: 'is before the first day',
    path: ['until'],
  })
  .refine(({ quantityStep, maxQuantity }) => maxQuantity % quantityStep === 0, {
    message: 'must be a multiple of the pieces sold at once',
    path: ['maxQuantity'],
  })
  .refine(({ perPersonLimit, quantityStep }) => perPersonLimit === null || perPersonLimit >= quantityStep, {
    message: 'is less than the pieces sold at once',
    path: ['perPersonLimit'],
  });
export type RewardBody = z.infer<typeof rewardBody>;

export const rewardStates = ['draft', 'active', 'archived'] as const;
const rewardState = z.enum(rewardStates);
export type RewardState = z.infer<typeof rewardState>;

const reward = z.object({
  id,
  ...rewardBody.shape,
  title: shownText(120),
  pictureUrl: z.string().nullable(),
  state: rewardState,
  /** Active, and today is one of its days. */
  isOnSale: z.boolean(),
  /** Pieces sold and not cancelled. */
  soldCount: z.number().int(),
  /** Null for as many as people want. */
  leftCount: z.number().int().nullable(),
  /** The coupon's terms in words. */
  summary: z.string(),
  createdAt: instant,
  updatedAt: instant,
});
export type Reward = z.infer<typeof reward>;

const rewardDetails = reward.extend({
  /** Its coupons by state. */
  couponCounts: z.object({
    issued: z.number().int(),
    redeemed: z.number().int(),
    cancelled: z.number().int(),
    expired: z.number().int(),
  }),
});
export type RewardDetails = z.infer<typeof rewardDetails>;

export const listRewards = defineRoute('listRewards', {
  access: { kind: 'staff', permission: 'rewards.read' },
  summary: 'The catalogue in its order; by words, state or category.',
  params: bySlug,
  query: pageQuery.extend({
    q: z.string().trim().max(100).optional(),
    state: rewardState.optional(),
    category: z.string().trim().max(60).optional(),
  }),
  response: z.object({
    items: z.array(reward),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
    /** Of all rewards that are not archived. */
    categories: z.array(z.string()),
  }),
  success: 200,
  errors: ['validation_failed'],
});

export const createReward = defineRoute('createReward', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Puts a draft at the end of the catalogue.',
  params: bySlug,
  body: rewardBody,
  response: rewardDetails,
  success: 201,
  errors: ['validation_failed', 'too_many_rewards'],
});

export const getReward = defineRoute('getReward', {
  access: { kind: 'staff', permission: 'rewards.read' },
  summary: 'One reward with what became of its coupons.',
  params: bySlugAndId,
  response: rewardDetails,
  success: 200,
  errors: ['reward_not_found'],
});

export const saveReward = defineRoute('saveReward', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Changes a reward; coupons that were bought keep what they promised.',
  params: bySlugAndId,
  body: rewardBody,
  response: rewardDetails,
  success: 200,
  errors: ['validation_failed', 'reward_not_found'],
});

export const setRewardState = defineRoute('setRewardState', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Puts a reward on sale, takes it back to a draft, or archives it; its coupons stay good.',
  params: bySlugAndId,
  body: z.strictObject({ state: rewardState }),
  response: rewardDetails,
  success: 200,
  errors: ['validation_failed', 'reward_not_found'],
});

export const orderRewards = defineRoute('orderRewards', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Sets the order of the catalogue; those that are not named keep their order after them.',
  params: bySlug,
  body: z.strictObject({ ids: z.array(id).min(1).max(rewardLimit) }),
  success: 204,
  errors: ['validation_failed', 'reward_not_found'],
});

export const uploadRewardPicture = defineRoute('uploadRewardPicture', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'The picture as multipart field `file`: JPEG, PNG or WebP, at most 5 MB; kept as a square WebP.',
  params: bySlugAndId,
  takesFile: true,
  response: z.object({ pictureUrl: z.string() }),
  success: 200,
  errors: ['reward_not_found', 'file_invalid', 'file_too_large'],
});

export const removeRewardPicture = defineRoute('removeRewardPicture', {
  access: { kind: 'staff', permission: 'rewards.write' },
  summary: 'Takes the picture away.',
  params: bySlugAndId,
  success: 204,
  errors: ['reward_not_found'],
});

// --- Mini App

/** Whether this person can buy it now, or what is in the way. */
export const rewardAvailabilities = [
  'available',
  'not_enough_points',
  'sold_out',
  'limit_reached',
  'other_tier',
] as const;

const offeredReward = z.object({
  id,
  title: z.string(),
  description: z.string(),
  pictureUrl: z.string().nullable(),
  pricePoints: z.number().int(),
  quantityStep: z.number().int(),
  maxQuantity: z.number().int(),
  /** The most pieces this person can buy now: by balance, stock and limits; 0 when none. */
  affordableQuantity: z.number().int(),
  availability: z.enum(rewardAvailabilities),
  /** Points that are missing for the smallest purchase. */
  missingPoints: z.number().int(),
  /** Null for as many as people want. */
  leftCount: z.number().int().nullable(),
  perPersonLimit: z.number().int().nullable(),
  /** Pieces this person has had. */
  ownCount: z.number().int(),
  category: z.string().nullable(),
  partner: z.string().nullable(),
  /** Last day on sale. */
  until: calendarDate.nullable(),
  /** What the coupon does. */
  summary: z.string(),
  /** How long it lives, in words. */
  validity: z.string(),
  tierIds: z.array(id),
  shops: z.array(z.object({ id, name: z.string(), address: z.string().nullable() })),
});
export type OfferedReward = z.infer<typeof offeredReward>;

export const listOfferedRewards = defineRoute('listOfferedRewards', {
  access: { kind: 'customer', member: true },
  summary: 'Rewards on sale in the brand’s order; by words or category, or only those in reach.',
  params: bySlug,
  query: pageQuery.extend({
    q: z.string().trim().max(100).optional(),
    category: z.string().trim().max(60).optional(),
    /** `true`: only what the person can buy now. */
    inReach: z.enum(['true', 'false']).optional(),
  }),
  response: z.object({
    items: z.array(offeredReward),
    nextCursor: z.string().nullable(),
    categories: z.array(z.string()),
    /** Points that can be spent now. */
    availablePoints: z.number().int(),
  }),
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'validation_failed'],
});

export const getOfferedReward = defineRoute('getOfferedReward', {
  access: { kind: 'customer', member: true },
  summary: 'One reward on sale.',
  params: bySlugAndId,
  response: offeredReward,
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'reward_not_found'],
});

export const buyReward = defineRoute('buyReward', {
  access: { kind: 'customer', member: true },
  summary: 'Spends points on a reward and answers the coupon.',
  params: bySlugAndId,
  body: z.strictObject({
    /** Pieces, or "max" for as many as balance, stock and limits allow; the smallest purchase if absent. */
    quantity: z.union([pieces, z.literal('max')]).optional(),
    /** The price the person saw, in points for one piece: another one now is refused. */
    pricePoints: z.int().min(1).max(maxAmount).optional(),
  }),
  response: z.object({ coupon: ownCoupon, spentPoints: z.number().int(), wallet: customerWallet }),
  success: 201,
  idempotent: true,
  errors: [
    'session_invalid',
    'not_a_member',
    'validation_failed',
    'reward_not_found',
    'reward_sold_out',
    'reward_limit_reached',
    'reward_price_changed',
    'reward_for_other_tiers',
    'insufficient_points',
  ],
});

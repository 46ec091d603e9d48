/** What webhooks tell of: the closed list of event types, what each carries, and an example of each. */
import { z } from 'zod';
import { id, instant } from './primitives.ts';
import { tierChangeReasons } from './tiers.ts';
import { receiptRefusals } from './receipts.ts';

const count = z.number().int();
const availableAfter = count.meta({ description: 'Points that can be spent, after it.' });
const pendingAfter = count.meta({ description: 'Points that are earned and not yet active, after it.' });
const moved = count.meta({ description: 'Points with a sign: plus came, minus went.' });

/** Ids instead of people: who needs a phone or a name asks for it with a key that has the right. */
const customerId = id;

const bookedPurchase = z.object({
  customerId,
  purchaseId: id,
  externalId: z.string().nullable().meta({ description: 'The number that the till gave it.' }),
  totalMinor: count.meta({ description: 'The bill in minor units.' }),
  paidMinor: count.meta({ description: 'What was paid in money.' }),
  redeemedPoints: count,
  earnedPoints: count,
  activeFrom: instant.nullable().meta({ description: 'When earned points can be spent; null for at once.' }),
  expiresAt: instant.nullable().meta({ description: 'When earned points end; null for never.' }),
  availableAfter,
  pendingAfter,
});

const refund = z.object({
  customerId,
  purchaseId: id,
  externalId: z.string().nullable().meta({ description: 'The number of the purchase.' }),
  refundId: id,
  amountMinor: count.meta({ description: 'What was refunded, in minor units.' }),
  moneyMinor: count.meta({ description: 'The part of it that is given back in money.' }),
  reversedPoints: count.meta({ description: 'Earned points that were taken back.' }),
  returnedPoints: count.meta({ description: 'Spent points that came back.' }),
  availableAfter,
  pendingAfter,
});

const pointsByHand = z.object({
  customerId,
  entryId: id,
  points: moved,
  reason: z.string().nullable(),
  availableAfter,
});
const tierOfEvent = z.object({ id, name: z.object({ ru: z.string(), en: z.string() }) });
const reward = z.object({ customerId, points: moved, reason: z.string().nullable(), availableAfter });
const pointsOfLot = z.object({ customerId, entryId: id, points: count, availableAfter });
const merge = z.object({
  customerId: customerId.meta({ description: 'The record that goes on.' }),
  mergedCustomerId: id.meta({ description: 'The record that is no more; its id leads to the other one.' }),
  points: moved,
  pendingPoints: count,
  availableAfter,
});
const endedHold = z.object({
  customerId,
  holdId: id,
  externalId: z.string(),
  points: count.meta({ description: 'Points that came back.' }),
  availableAfter,
});

/** A coupon of a file or a poster may be used by somebody whom nobody knows. */
const couponOfEvent = z.object({
  customerId: customerId.nullable(),
  couponId: id,
  poolId: id.nullable().meta({ description: 'The pool it is of; null for a reward’s.' }),
  rewardId: id.nullable(),
});

const exampleCustomerId = '01981f2f-8d3a-7d0e-9a55-0c6f3f1f9a01';
const examplePurchaseId = '01981f2f-9c11-7a44-8e0b-6d2b7c1a0e55';
const exampleCouponId = '01981f2f-a410-7b0e-8c21-5d7e9f1a2b3c';
const exampleRewardId = '01981f2e-1b8c-7e22-8a63-2f3e4d5c6b7b';
const exampleEntryId = '01981f2f-9c12-7e10-a3c4-1f0d6b8e2a70';
const examplePoints = { customerId: exampleCustomerId, entryId: exampleEntryId, points: 45 };
const exampleCoupon = {
  customerId: exampleCustomerId,
  couponId: exampleCouponId,
  poolId: '01981f2e-0c7a-7d11-9b52-1f2e3d4c5b6a',
  rewardId: null,
};
const exampleEndedHold = {
  customerId: exampleCustomerId,
  holdId: '01981f2f-90aa-7c21-b1c7-52c5a8f0d7e4',
  externalId: 'receipt-20260312-0041',
  points: 100,
  availableAfter: 245,
};

export const webhookEvents = {
  'member.joined': {
    summary: 'A person has joined the programme.',
    data: z.object({ customerId, welcomePoints: count }),
    example: { customerId: exampleCustomerId, welcomePoints: 100 },
  },
  'purchase.posted': {
    summary: 'A purchase was booked, by a till, a shop or staff; also when a hold was confirmed.',
    data: bookedPurchase,
    example: {
      customerId: exampleCustomerId,
      purchaseId: examplePurchaseId,
      externalId: 'receipt-20260312-0041',
      totalMinor: 45_000,
      paidMinor: 35_000,
      redeemedPoints: 100,
      earnedPoints: 17,
      activeFrom: null,
      expiresAt: '2027-03-11T21:00:00.000Z',
      availableAfter: 162,
      pendingAfter: 0,
    },
  },
  'purchase.refunded': {
    summary: 'A purchase was refunded, whole or in part.',
    data: refund,
    example: {
      customerId: exampleCustomerId,
      purchaseId: examplePurchaseId,
      externalId: 'receipt-20260312-0041',
      refundId: '01981f30-0b7e-7c3d-9d41-3a5f7e9b1c22',
      amountMinor: 45_000,
      moneyMinor: 35_000,
      reversedPoints: 17,
      returnedPoints: 100,
      availableAfter: 245,
      pendingAfter: 0,
    },
  },
  'hold.released': {
    summary: 'A hold was given up; its points came back.',
    data: endedHold,
    example: exampleEndedHold,
  },
  'hold.timed_out': {
    summary: 'Nobody confirmed a hold in time; its points came back.',
    data: endedHold,
    example: exampleEndedHold,
  },
  'points.adjusted': {
    summary: 'Points were given or taken by hand, or by a program.',
    data: pointsByHand,
    example: { ...examplePoints, points: -20, reason: 'Entered twice', availableAfter: 142 },
  },
  'points.rewarded': {
    summary: 'A rule gave points for something that is no purchase.',
    data: reward,
    example: { customerId: exampleCustomerId, points: 50, reason: 'Birthday', availableAfter: 212 },
  },
  'receipt.approved': {
    summary: 'A receipt that a customer sent was accepted and paid.',
    data: z.object({
      customerId,
      receiptId: id,
      totalMinor: count.meta({ description: 'Sum of the receipt in minor units.' }),
      purchasedAt: instant
        .nullable()
        .meta({ description: 'As printed; null where staff read a plain photo.' }),
      points: count,
      availableAfter,
    }),
    example: {
      customerId: exampleCustomerId,
      receiptId: '01981f30-1c7a-7f02-8a11-94d1c3b7e6f8',
      totalMinor: 45_000,
      purchasedAt: '2026-03-12T08:15:00.000Z',
      points: 22,
      availableAfter: 184,
    },
  },
  'receipt.refused': {
    summary: 'A receipt that a customer sent was refused.',
    data: z.object({
      customerId,
      receiptId: id,
      refusal: z.enum(receiptRefusals),
      note: z.string().nullable().meta({ description: 'Words of staff to the customer.' }),
    }),
    example: {
      customerId: exampleCustomerId,
      receiptId: '01981f30-1c7a-7f02-8a11-94d1c3b7e6f8',
      refusal: 'other_shop',
      note: null,
    },
  },
  'points.activated': {
    summary: 'Points that were pending can be spent from now on.',
    data: pointsOfLot,
    example: { ...examplePoints, availableAfter: 207 },
  },
  'points.expired': {
    summary: 'Points were not spent in time.',
    data: pointsOfLot,
    example: { ...examplePoints, availableAfter: 117 },
  },
  'tier.changed': {
    summary: 'A customer is in another level than before.',
    data: z.object({
      customerId,
      from: tierOfEvent.nullable().meta({ description: 'Null from below the lowest level.' }),
      to: tierOfEvent.nullable(),
      reason: z.enum(tierChangeReasons),
      giftPoints: count.meta({ description: 'Points given for reaching it.' }),
    }),
    example: {
      customerId: exampleCustomerId,
      from: { id: '01981f2d-11aa-7f00-8c11-2d3e4f5a6b7b', name: { ru: 'Серебро', en: 'Silver' } },
      to: { id: '01981f2d-11aa-7f00-8c11-2d3e4f5a6b7c', name: { ru: 'Золото', en: 'Gold' } },
      reason: 'earned',
      giftPoints: 200,
    },
  },
  'reward.bought': {
    summary: 'A customer has bought a reward with points; its coupon is open.',
    data: z.object({
      customerId,
      rewardId: id,
      couponId: id,
      quantity: count.meta({ description: 'Pieces.' }),
      spentPoints: count,
      availableAfter,
    }),
    example: {
      customerId: exampleCustomerId,
      rewardId: exampleRewardId,
      couponId: exampleCouponId,
      quantity: 1,
      spentPoints: 120,
      availableAfter: 42,
    },
  },
  'coupon.issued': {
    summary: 'A customer was given a coupon of a pool, or has taken it with a code.',
    data: couponOfEvent.extend({
      source: z.enum(['code', 'staff', 'rule', 'automation']),
      expiresAt: instant.nullable(),
    }),
    example: { ...exampleCoupon, source: 'code', expiresAt: '2026-04-11T21:00:00.000Z' },
  },
  'coupon.redeemed': {
    summary: 'A coupon was used, with a purchase or without one.',
    data: couponOfEvent.extend({
      purchaseId: id.nullable(),
      discountMinor: count.meta({ description: 'What it took off the bill, in minor units.' }),
    }),
    example: { ...exampleCoupon, purchaseId: examplePurchaseId, discountMinor: 4_500 },
  },
  'coupon.returned': {
    summary: 'A purchase was refunded whole, and its coupon is open again.',
    data: z.object({ customerId, couponId: id, purchaseId: id }),
    example: {
      customerId: exampleCustomerId,
      couponId: exampleCouponId,
      purchaseId: examplePurchaseId,
    },
  },
  'coupon.cancelled': {
    summary: 'A coupon was cancelled; points that it was bought with are back in their lots.',
    data: couponOfEvent.extend({ reason: z.string(), returnedPoints: count }),
    example: { ...exampleCoupon, reason: 'Ordered by mistake', returnedPoints: 0 },
  },
  'coupon.expired': {
    summary: 'The time of a customer’s coupon is over.',
    data: couponOfEvent,
    example: exampleCoupon,
  },
  'customer.merged': {
    summary: 'Two records of one person became one.',
    data: merge,
    example: {
      customerId: exampleCustomerId,
      mergedCustomerId: '01981f2f-7a01-7b5c-8f3e-9d0c1b2a3f44',
      points: 45,
      pendingPoints: 0,
      availableAfter: 207,
    },
  },
  'customer.erased': {
    summary: 'The personal data of a customer was erased: erase your copy too.',
    data: z.object({ customerId }),
    example: { customerId: exampleCustomerId },
  },
} as const satisfies Record<string, { summary: string; data: z.ZodObject; example: object }>;

export type WebhookEventType = keyof typeof webhookEvents;
export const webhookEventTypes = Object.keys(
  webhookEvents,
) as readonly string[] as readonly WebhookEventType[];

/** The body of every webhook: Standard Webhooks' type, timestamp and data. */
export function webhookBody<D extends z.ZodObject>(type: string, data: D) {
  return z.object({
    type: z.literal(type),
    timestamp: instant.meta({ description: 'When it happened.' }),
    data,
  });
}

export const exampleWebhookTimestamp = '2026-03-12T09:30:00.000Z';

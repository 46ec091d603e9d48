/** Holds: a purchase in two steps, for tills that ask for money between reserving points and printing the receipt. */
import { z } from 'zod';
import { couponEffect } from './coupon-shapes.ts';
import { defineRoute } from './define-route.ts';
import { customerWallet } from './ledger.ts';
import { id, instant } from './primitives.ts';
import {
  billFields,
  checkLineIds,
  checkPurchase,
  examplePurchase,
  examplePurchaseResult,
  purchaseErrors,
  purchaseFields,
  purchaseResult,
} from './purchase-shapes.ts';

const longestHoldSeconds = 86_400;

const holdBody = z
  .strictObject({
    ...purchaseFields,
    /** How long the points wait for confirm or release; then they come back by themselves. */
    expiresInSeconds: z.int().min(1).max(longestHoldSeconds).default(600),
  })
  .superRefine(checkPurchase);
export type HoldBody = z.infer<typeof holdBody>;

const holdStates = ['held', 'confirmed', 'released', 'timed_out'] as const;

const hold = z.object({
  id,
  /** The purchase takes it over. */
  externalId: z.string(),
  state: z.enum(holdStates),
  expiresAt: instant,
  customerId: id,
  /** The bill before points, after discounts and coupons. */
  totalMinor: z.number().int(),
  /** What the reserved coupons take off. */
  couponDiscountMinor: z.number().int(),
  coupons: z.array(couponEffect),
  /** Reserved points. */
  redeemedPoints: z.number().int(),
  /** Money to pay: total less the value of the reserved points. */
  paidMinor: z.number().int(),
  /** What the purchase will earn if its bill stays as it is. */
  earnedPoints: z.number().int(),
  /** The most points the bill could be paid with when the hold was made. */
  maxRedeemPoints: z.number().int(),
  /** The purchase that it became; null until it is confirmed. */
  purchaseId: id.nullable(),
  wallet: customerWallet,
});
export type Hold = z.infer<typeof hold>;

const confirmBody = z
  .strictObject({
    /** The final bill, smaller or larger than the held one; the held one if neither is given. */
    ...billFields,
    /** Number of the fiscal receipt, kept with the purchase. */
    receiptNumber: z.string().trim().min(1).max(128).optional(),
  })
  .superRefine(checkLineIds);
export type ConfirmBody = z.infer<typeof confirmBody>;

const externalIdOfExample = 'receipt-20260312-0042';

const exampleHold: Hold = {
  id: '01981f2f-90aa-7c21-b1c7-52c5a8f0d7e4',
  externalId: externalIdOfExample,
  state: 'held',
  expiresAt: '2026-03-12T09:40:00.000Z',
  customerId: examplePurchase.customerId,
  totalMinor: 45000,
  couponDiscountMinor: 0,
  coupons: [],
  redeemedPoints: 100,
  paidMinor: 35000,
  earnedPoints: 17,
  maxRedeemPoints: 135,
  purchaseId: null,
  wallet: { available: 145, pending: 0, held: 100 },
};

const endErrors = ['validation_failed', 'hold_not_found', 'hold_not_open', 'hold_expired'] as const;

export const createHold = defineRoute('createHold', {
  access: { kind: 'apiKey', scope: 'purchases:write' },
  summary:
    'Calculates a purchase and reserves its points until confirm, release or the deadline. A card or code is used up. The same externalId is one hold (201, then 200).',
  body: holdBody,
  response: hold,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['api_key_invalid', 'scope_missing', 'external_id_conflict', ...purchaseErrors],
  example: {
    body: { ...examplePurchase, externalId: externalIdOfExample, expiresInSeconds: 600 },
    response: exampleHold,
  },
});

export const getHold = defineRoute('getHold', {
  access: { kind: 'apiKey', scope: 'purchases:read' },
  summary: 'One hold: whether it is still open, and the purchase that it became.',
  params: z.object({ id }),
  response: hold,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', 'hold_not_found'],
  example: { response: exampleHold },
});

export const confirmHold = defineRoute('confirmHold', {
  access: { kind: 'apiKey', scope: 'purchases:write' },
  summary:
    'Books the purchase of a hold, with the final bill: held points pay up to what that bill allows, never more than were held, and the rest comes back.',
  params: z.object({ id }),
  body: confirmBody,
  response: purchaseResult,
  success: 201,
  idempotent: true,
  errors: [
    'api_key_invalid',
    'scope_missing',
    'customer_not_found',
    'total_mismatch',
    'points_over_limit',
    'external_id_conflict',
    ...endErrors,
  ],
  example: {
    body: { totalMinor: 45000, receiptNumber: '0000123' },
    response: { ...examplePurchaseResult, externalId: externalIdOfExample },
  },
});

export const releaseHold = defineRoute('releaseHold', {
  access: { kind: 'apiKey', scope: 'purchases:write' },
  summary: 'Gives up a hold: its points return to their lots, with the dates they had.',
  params: z.object({ id }),
  response: hold,
  success: 200,
  idempotent: true,
  errors: ['api_key_invalid', 'scope_missing', ...endErrors],
  example: {
    response: { ...exampleHold, state: 'released', wallet: { available: 245, pending: 0, held: 0 } },
  },
});

/** Purchases and refunds, from a till's API or the till in the admin. */
import { z } from 'zod';
import { customer, customerRow } from './customers.ts';
import { defineRoute } from './define-route.ts';
import { entry, wallet } from './ledger.ts';
import {
  amountMinor,
  amountMinorOrZero,
  externalId,
  id,
  instant,
  maxAmount,
  pageQuery,
  slug,
} from './primitives.ts';

export const purchaseLine = z.strictObject({
  /** The till's own id of the line, unique within the purchase. */
  id: z.string().trim().min(1).max(64),
  sku: z.string().trim().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  category: z.string().trim().min(1).max(100).optional(),
  quantity: z.int().min(1).max(1_000_000),
  /** 0 for a gift line. */
  unitPriceMinor: amountMinorOrZero,
  /** Discount on the whole line, already taken off the total. */
  discountMinor: amountMinorOrZero.optional(),
  /** False for delivery and goods outside the programme. */
  earns: z.boolean().optional(),
  payableWithPoints: z.boolean().optional(),
});
export type PurchaseLine = z.infer<typeof purchaseLine>;

/** What both calculate and create take; exactly one of customerId, card, code; totalMinor or lines. */
const purchaseFields = {
  /** Receipt or order number in the till's system, unique in the brand. */
  externalId,
  customerId: id.optional(),
  card: z.string().min(1).max(256).optional(),
  code: z
    .string()
    .regex(/^\d{6}$/, 'six digits')
    .optional(),
  /** When it happened; now if absent; at most 5 minutes ahead. */
  occurredAt: instant.optional(),
  shopId: id.optional(),
  /** The bill before points, after discounts. With lines it must agree with them. */
  totalMinor: amountMinor.optional(),
  lines: z.array(purchaseLine).min(1).max(500).optional(),
  /** Points to spend, or "max" for as many as the programme allows. */
  redeemPoints: z.union([z.int().min(0).max(maxAmount), z.literal('max')]).optional(),
};

const purchaseBody = z.strictObject(purchaseFields).superRefine((value, context) => {
  const given = [value.customerId, value.card, value.code].filter((part) => part !== undefined).length;
  if (given !== 1)
    context.addIssue({
      code: 'custom',
      message: 'give exactly one of customerId, card, code',
      path: ['customerId'],
    });
  if (value.totalMinor === undefined && value.lines === undefined)
    context.addIssue({
      code: 'custom',
      message: 'give totalMinor or lines',
      path: ['totalMinor'],
    });
  const ids = new Set(value.lines?.map((line) => line.id));
  if (value.lines && ids.size !== value.lines.length)
    context.addIssue({
      code: 'custom',
      message: 'line ids must be unique',
      path: ['lines'],
    });
});
export type PurchaseBody = z.infer<typeof purchaseBody>;

/** `id` is null for calculate, which writes nothing. */
export const purchaseResult = z.object({
  id: id.nullable(),
  externalId: z.string(),
  totalMinor: z.number().int(),
  redeemedPoints: z.number().int(),
  /** Money to pay: total less the value of spent points. */
  paidMinor: z.number().int(),
  earnedPoints: z.number().int(),
  /** The most points this purchase could be paid with. */
  maxRedeemPoints: z.number().int(),
  wallet,
  entries: z.array(entry),
});
export type PurchaseResult = z.infer<typeof purchaseResult>;

export const refundBody = z
  .strictObject({
    externalId,
    /** Part of the bill (before points) that is returned. */
    amountMinor: amountMinor.optional(),
    lines: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(64),
          quantity: z.int().min(1).max(1_000_000),
        }),
      )
      .min(1)
      .max(500)
      .optional(),
  })
  .refine((value) => !(value.amountMinor !== undefined && value.lines), {
    message: 'give amountMinor or lines, not both; neither means all that is left',
    path: ['amountMinor'],
  });
export type RefundBody = z.infer<typeof refundBody>;

export const refundResult = z.object({
  id,
  purchaseId: id,
  externalId: z.string(),
  /** Part of the bill that is returned. */
  amountMinor: z.number().int(),
  /** Money to hand back: amountMinor less the value of returned points. */
  moneyMinor: z.number().int(),
  /** Earned points taken back. */
  reversedPoints: z.number().int(),
  /** Spent points given back. */
  returnedPoints: z.number().int(),
  /** What is left of the purchase to refund. */
  refundableMinor: z.number().int(),
  wallet,
  entries: z.array(entry),
});
export type RefundResult = z.infer<typeof refundResult>;

/** One purchase with what has been refunded of it. */
export const purchaseView = z.object({
  id,
  externalId: z.string(),
  customerId: id,
  shopId: id.nullable(),
  occurredAt: instant,
  totalMinor: z.number().int(),
  redeemedPoints: z.number().int(),
  paidMinor: z.number().int(),
  earnedPoints: z.number().int(),
  refundedMinor: z.number().int(),
  lines: z.array(
    z.object({
      id: z.string(),
      sku: z.string().nullable(),
      name: z.string().nullable(),
      category: z.string().nullable(),
      quantity: z.number().int(),
      unitPriceMinor: z.number().int(),
      discountMinor: z.number().int(),
      earns: z.boolean(),
      payableWithPoints: z.boolean(),
      refundedQuantity: z.number().int(),
    }),
  ),
  refunds: z.array(
    refundResult.omit({ wallet: true, entries: true, refundableMinor: true }).extend({ createdAt: instant }),
  ),
  entries: z.array(entry),
});
export type PurchaseView = z.infer<typeof purchaseView>;

const exampleBody = {
  externalId: 'receipt-20260312-0041',
  customerId: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10',
  totalMinor: 45000,
  redeemPoints: 100,
};
const exampleResult = {
  id: '01981f30-11d2-7a44-8a4f-6f2f1d0f3c55',
  externalId: 'receipt-20260312-0041',
  totalMinor: 45000,
  redeemedPoints: 100,
  paidMinor: 35000,
  earnedPoints: 17,
  maxRedeemPoints: 135,
  wallet: { available: 162, pending: 0 },
  entries: [],
};

const purchaseErrors = [
  'validation_failed',
  'customer_not_found',
  'card_not_valid',
  'shop_not_found',
  'total_mismatch',
  'redeem_over_limit',
  'insufficient_points',
  'points_over_limit',
] as const;

export const calculatePurchase = defineRoute('calculatePurchase', {
  access: { kind: 'apiKey', scope: 'purchases:read' },
  summary: 'What a purchase would earn and how many points it could be paid with; writes nothing.',
  body: purchaseBody,
  response: purchaseResult,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', ...purchaseErrors],
  example: { body: exampleBody, response: { ...exampleResult, id: null } },
});

export const createPurchase = defineRoute('createPurchase', {
  access: { kind: 'apiKey', scope: 'purchases:write' },
  summary:
    'Books a purchase: spends points, earns points. The same externalId is one purchase (201, then 200).',
  body: purchaseBody,
  response: purchaseResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['api_key_invalid', 'scope_missing', 'external_id_conflict', ...purchaseErrors],
  example: { body: exampleBody, response: exampleResult },
});

export const getPurchase = defineRoute('getPurchase', {
  access: { kind: 'apiKey', scope: 'purchases:read' },
  summary: 'One purchase with its lines, refunds and entries.',
  params: z.object({ id }),
  response: purchaseView,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', 'purchase_not_found'],
});

const refundErrors = [
  'validation_failed',
  'purchase_not_found',
  'refund_exceeds_original',
  'already_refunded',
  'external_id_conflict',
] as const;

export const refundPurchase = defineRoute('refundPurchase', {
  access: { kind: 'apiKey', scope: 'purchases:write' },
  summary:
    'Refunds all, an amount or lines: takes back what the paying rule version would no longer pay, returns spent points to their lots.',
  params: z.object({ id }),
  body: refundBody,
  response: refundResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['api_key_invalid', 'scope_missing', ...refundErrors],
  example: { body: { externalId: 'return-20260313-0007', amountMinor: 15000 } },
});

// --- Till in the admin

/** Who stands at the till: the same finder for QR, code, phone or a chosen customer. */
const tillCustomer = z.object({
  ...customerRow.shape,
  maxRedeemPoints: z.number().int().nullable(),
});

export const tillLookup = defineRoute('tillLookup', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'Finds the customer by card, code or phone. A card or code is used up by this.',
  params: z.object({ slug }),
  body: z
    .strictObject({
      card: z.string().min(1).max(256).optional(),
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
      phone: z.string().trim().min(5).max(32).optional(),
    })
    .refine((value) => Object.values(value).filter((part) => part !== undefined).length === 1, {
      message: 'give exactly one of card, code, phone',
      path: ['card'],
    }),
  response: tillCustomer.omit({ maxRedeemPoints: true }),
  success: 200,
  errors: ['card_not_valid', 'customer_not_found', 'validation_failed', 'rate_limited'],
});

export const tillCalculate = defineRoute('tillCalculate', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'The same as calculate for tills, for the signed-in cashier.',
  params: z.object({ slug }),
  body: purchaseBody,
  response: purchaseResult,
  success: 200,
  errors: purchaseErrors,
});

export const tillPurchase = defineRoute('tillPurchase', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'Books a purchase rung up in the admin.',
  params: z.object({ slug }),
  body: purchaseBody,
  response: purchaseResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['external_id_conflict', ...purchaseErrors],
});

export const purchaseRow = z.object({
  id,
  externalId: z.string(),
  occurredAt: instant,
  totalMinor: z.number().int(),
  redeemedPoints: z.number().int(),
  paidMinor: z.number().int(),
  earnedPoints: z.number().int(),
  refundedMinor: z.number().int(),
  source: z.enum(['api', 'till', 'demo']),
  customer: z.object({
    id,
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
  }),
});
export type PurchaseRow = z.infer<typeof purchaseRow>;

export const listPurchases = defineRoute('listPurchases', {
  access: { kind: 'staff', permission: 'purchases.read' },
  summary: 'Purchases, newest first; by customer, receipt number, state or day.',
  params: z.object({ slug }),
  query: pageQuery.extend({
    customerId: id.optional(),
    q: z.string().trim().max(128).optional(),
    refunded: z.enum(['none', 'partly', 'fully']).optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  response: z.object({
    items: z.array(purchaseRow),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
  }),
  success: 200,
  errors: ['validation_failed'],
});

export const getPurchaseDetails = defineRoute('getPurchaseDetails', {
  access: { kind: 'staff', permission: 'purchases.read' },
  summary: 'One purchase with its customer, lines, refunds and entries.',
  params: z.object({ slug, id }),
  response: purchaseView.extend({
    customer: customer.pick({
      id: true,
      firstName: true,
      lastName: true,
      wallet: true,
    }),
  }),
  success: 200,
  errors: ['purchase_not_found'],
});

export const refundPurchaseByStaff = defineRoute('refundPurchaseByStaff', {
  access: { kind: 'staff', permission: 'purchases.refund' },
  summary: 'Refunds all, an amount or lines of a purchase.',
  params: z.object({ slug, id }),
  body: refundBody,
  response: refundResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: refundErrors,
});

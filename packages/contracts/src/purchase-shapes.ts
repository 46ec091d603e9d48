/** What purchases, holds and refunds are made of: the bill as it is sent, and the answers; no routes here. */
import { z } from 'zod';
import { couponCode, couponEffect, couponsPerPurchase } from './coupon-shapes.ts';
import { ruleAnswer } from './earning-rules.ts';
import { entry, exampleEntry, wallet } from './ledger.ts';
import { shopName } from './shops.ts';
import {
  amountMinor,
  amountMinorOrZero,
  cardCode,
  cardText,
  externalId,
  id,
  instant,
  isOneGiven,
  maxAmount,
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
  /** False for goods outside the programme. */
  earns: z.boolean().optional(),
  /** True for the price of delivery: it never earns, and discounts on the order leave it alone. */
  isDelivery: z.boolean().optional(),
  payableWithPoints: z.boolean().optional(),
});
export type PurchaseLine = z.infer<typeof purchaseLine>;

/** The bill: a total, or lines that come to it. */
export const billFields = {
  /** The bill before points, after discounts. With lines it must agree with them. */
  totalMinor: amountMinor.optional(),
  lines: z.array(purchaseLine).min(1).max(500).optional(),
  /** Discount on the whole order, not yet taken off the lines; it is spread over them by their share. */
  discountMinor: amountMinorOrZero.optional(),
};

/** What calculate, create and hold take; exactly one of customerId, card, code; totalMinor or lines. */
export const purchaseFields = {
  /** Receipt or order number in the till's system, unique in the brand. */
  externalId,
  customerId: id.optional(),
  card: cardText.optional(),
  code: cardCode.optional(),
  /**
   * When it happened; now if absent; at most 5 minutes ahead. It earns by the programme of that time; points are
   * spent only within 5 minutes of it.
   */
  occurredAt: instant.optional(),
  shopId: id.optional(),
  /** How the order came, in words of your own that rules may ask about, as in `delivery`. */
  channel: z.string().trim().min(1).max(100).optional(),
  ...billFields,
  /** Points to spend, or "max" for as many as the programme allows. */
  redeemPoints: z
    .union([z.int().min(0).max(maxAmount), z.literal('max')], 'a whole number of points or "max"')
    .optional(),
  /** Codes of coupons to use. Send the bill as it is without them: they lower it before points pay. */
  coupons: z.array(couponCode).max(couponsPerPurchase).optional(),
};

type PurchaseInput = z.infer<z.ZodObject<typeof purchaseFields>>;

/** What no single field can tell: one customer, a bill, lines that can be told apart. */
export function checkPurchase(value: PurchaseInput, context: z.RefinementCtx): void {
  if (!isOneGiven([value.customerId, value.card, value.code]))
    context.addIssue({
      code: 'custom',
      message: 'give exactly one of customerId, card, code',
      path: ['customerId'],
    });
  if (value.totalMinor === undefined && value.lines === undefined)
    context.addIssue({ code: 'custom', message: 'give totalMinor or lines', path: ['totalMinor'] });
  checkLineIds(value, context);
}

export function checkLineIds(
  { lines, discountMinor }: Pick<PurchaseInput, 'lines' | 'discountMinor'>,
  context: z.RefinementCtx,
): void {
  if (discountMinor !== undefined && !lines)
    context.addIssue({ code: 'custom', message: 'needs lines to be spread over', path: ['discountMinor'] });
  if (lines && new Set(lines.map((line) => line.id)).size !== lines.length)
    context.addIssue({ code: 'custom', message: 'line ids must be unique', path: ['lines'] });
}

export const purchaseBody = z.strictObject(purchaseFields).superRefine(checkPurchase);
export type PurchaseBody = z.infer<typeof purchaseBody>;

/** A purchase that is only asked about. */
export const purchaseQuestion = z
  .strictObject({
    ...purchaseFields,
    /** True: the answer says of each earning rule what it would pay and why. */
    explain: z.boolean().optional(),
  })
  .superRefine(checkPurchase);
export type PurchaseQuestion = z.infer<typeof purchaseQuestion>;

/** `id` is null for calculate, which writes nothing. */
export const purchaseResult = z.object({
  id: id.nullable(),
  externalId: z.string(),
  /** The bill before points, after discounts and coupons. */
  totalMinor: z.number().int(),
  /** What coupons took off. */
  couponDiscountMinor: z.number().int(),
  /** One for each code that was sent: its effect, or why it has none. */
  coupons: z.array(couponEffect),
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

export const purchaseQuote = purchaseResult.extend({
  /** One for each rule about purchases, in the brand's order; only with `explain`. */
  rules: z.array(ruleAnswer).optional(),
});
export type PurchaseQuote = z.infer<typeof purchaseQuote>;

const refundFields = {
  externalId,
  /** Part of the bill (before points) that is returned. */
  amountMinor: amountMinor.optional(),
  lines: z
    .array(z.strictObject({ id: z.string().min(1).max(64), quantity: z.int().min(1).max(1_000_000) }))
    .min(1)
    .max(500)
    .optional(),
};

const amountOrLines = {
  message: 'give amountMinor or lines, not both; neither means all that is left',
  path: ['amountMinor'],
};

function isOneOfAmountAndLines(value: { amountMinor?: unknown; lines?: unknown }): boolean {
  return value.amountMinor === undefined || value.lines === undefined;
}

export const refundBody = z.strictObject(refundFields).refine(isOneOfAmountAndLines, amountOrLines);
export type RefundBody = z.infer<typeof refundBody>;

/** A refund that is only asked about needs no number of its own. */
export const refundQuestion = z
  .strictObject({ ...refundFields, externalId: externalId.optional() })
  .refine(isOneOfAmountAndLines, amountOrLines);
export type RefundQuestion = z.infer<typeof refundQuestion>;

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

/** What a refund would do: as its answer, without ids that nothing has got, and without entries. */
export const refundQuote = refundResult.extend({ id: id.nullable(), externalId: z.string().nullable() });
export type RefundQuote = z.infer<typeof refundQuote>;

/** One purchase with what has been refunded of it. */
export const purchaseView = z.object({
  id,
  externalId: z.string(),
  customerId: id,
  shop: shopName.nullable(),
  shopId: id.nullable(),
  /** Of the fiscal receipt, where a hold was confirmed with one. */
  receiptNumber: z.string().nullable(),
  channel: z.string().nullable(),
  /** Discount on the whole order. */
  discountMinor: z.number().int(),
  /** What coupons took off. */
  couponDiscountMinor: z.number().int(),
  coupons: z.array(couponEffect),
  /** Rules that paid, and those that a limit kept from paying, or from paying all. */
  rules: z.array(ruleAnswer),
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

/** How a purchase can be refused, whether it is calculated, booked or held. */
export const purchaseErrors = [
  'validation_failed',
  'customer_not_found',
  'card_not_valid',
  'shop_not_found',
  'total_mismatch',
  'redeem_over_limit',
  'redemptions_over_limit',
  'redeem_offline',
  'insufficient_points',
  'points_over_limit',
  'coupon_not_applicable',
] as const;

/** How a refund can be refused before it is written. */
export const refundErrors = [
  'validation_failed',
  'purchase_not_found',
  'refund_exceeds_original',
  'already_refunded',
] as const;

export const examplePurchase = {
  externalId: 'receipt-20260312-0041',
  customerId: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10',
  totalMinor: 45000,
  redeemPoints: 100,
};
export const examplePurchaseResult = {
  id: '01981f30-11d2-7a44-8a4f-6f2f1d0f3c55',
  externalId: 'receipt-20260312-0041',
  totalMinor: 45000,
  couponDiscountMinor: 0,
  coupons: [],
  redeemedPoints: 100,
  paidMinor: 35000,
  earnedPoints: 17,
  maxRedeemPoints: 135,
  wallet: { available: 162, pending: 0 },
  entries: [],
};

export const exampleRefundResult = {
  id: '01981f35-88c1-7f02-9d7b-0a4f3c2b1e66',
  purchaseId: '01981f30-11d2-7a44-8a4f-6f2f1d0f3c55',
  externalId: 'return-20260313-0007',
  amountMinor: 15000,
  moneyMinor: 11700,
  reversedPoints: 6,
  returnedPoints: 33,
  refundableMinor: 30000,
  wallet: { available: 189, pending: 0 },
  entries: [],
};

export const examplePurchaseView: PurchaseView = {
  id: examplePurchaseResult.id,
  externalId: examplePurchase.externalId,
  customerId: examplePurchase.customerId,
  shop: null,
  shopId: null,
  receiptNumber: null,
  channel: null,
  discountMinor: 0,
  couponDiscountMinor: 0,
  coupons: [],
  rules: [],
  occurredAt: '2026-03-12T09:30:00.000Z',
  totalMinor: 45000,
  redeemedPoints: 100,
  paidMinor: 35000,
  earnedPoints: 17,
  refundedMinor: 0,
  lines: [],
  refunds: [],
  entries: [exampleEntry],
};

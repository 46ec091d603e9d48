/** Purchases and refunds, from a till's API or the till in the admin. */
import { z } from 'zod';
import { customer, customerRow } from './customers.ts';
import { defineRoute } from './define-route.ts';
import { cardCode, cardText, id, instant, isOneGiven, pageQuery, phone, slug } from './primitives.ts';
import {
  examplePurchase,
  examplePurchaseResult,
  examplePurchaseView,
  exampleRefundResult,
  purchaseBody,
  purchaseErrors,
  purchaseQuestion,
  purchaseQuote,
  purchaseResult,
  purchaseView,
  refundBody,
  refundErrors,
  refundQuestion,
  refundQuote,
  refundResult,
} from './purchase-shapes.ts';
import { shopName } from './shops.ts';

export const calculatePurchase = defineRoute('calculatePurchase', {
  access: { kind: 'apiKey', scope: 'purchases:read' },
  summary: 'What a purchase would earn and how many points it could be paid with; writes nothing.',
  body: purchaseQuestion,
  response: purchaseQuote,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', ...purchaseErrors],
  example: { body: examplePurchase, response: { ...examplePurchaseResult, id: null } },
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
  example: { body: examplePurchase, response: examplePurchaseResult },
});

export const getPurchase = defineRoute('getPurchase', {
  access: { kind: 'apiKey', scope: 'purchases:read' },
  summary: 'One purchase with its lines, refunds and entries.',
  params: z.object({ id }),
  response: purchaseView,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', 'purchase_not_found'],
  example: { response: examplePurchaseView },
});

export const refundPurchase = defineRoute('refundPurchase', {
  access: { kind: 'apiKey', scope: 'purchases:write' },
  summary:
    'Refunds all, an amount or lines: takes back what the paying rule version would no longer pay, returns spent points to their lots.',
  params: z.object({ id }),
  body: refundBody,
  response: refundResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['api_key_invalid', 'scope_missing', 'external_id_conflict', ...refundErrors],
  example: {
    body: { externalId: 'return-20260313-0007', amountMinor: 15000 },
    response: exampleRefundResult,
  },
});

export const calculateRefund = defineRoute('calculateRefund', {
  access: { kind: 'apiKey', scope: 'purchases:read' },
  summary: 'What a refund would take back, give back and hand out in money; writes nothing.',
  params: z.object({ id }),
  body: refundQuestion,
  response: refundQuote,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', ...refundErrors],
  example: {
    body: { amountMinor: 15000 },
    response: { ...exampleRefundResult, id: null, externalId: null },
  },
});

// --- Till in the admin

/** Those who work in some shops only: nothing without a shop, and nothing in the others. */
const tillErrors = ['shop_required', 'shop_not_yours'] as const;

export const tillLookup = defineRoute('tillLookup', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'Finds the customer by card, code or phone. A card or code is used up by this.',
  params: z.object({ slug }),
  body: z
    .strictObject({
      card: cardText.optional(),
      code: cardCode.optional(),
      phone: phone.optional(),
    })
    .refine((value) => isOneGiven(Object.values(value)), {
      message: 'give exactly one of card, code, phone',
      path: ['card'],
    }),
  response: customerRow,
  success: 200,
  errors: ['card_not_valid', 'customer_not_found', 'validation_failed', 'rate_limited'],
});

export const tillCalculate = defineRoute('tillCalculate', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'The same as calculate for tills, for the signed-in cashier.',
  params: z.object({ slug }),
  body: purchaseQuestion,
  response: purchaseQuote,
  success: 200,
  errors: [...purchaseErrors, ...tillErrors],
});

export const tillPurchase = defineRoute('tillPurchase', {
  access: { kind: 'staff', permission: 'purchases.write' },
  summary: 'Books a purchase rung up in the admin.',
  params: z.object({ slug }),
  body: purchaseBody,
  response: purchaseResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['external_id_conflict', ...purchaseErrors, ...tillErrors],
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
  shop: shopName.nullable(),
  customer: z.object({
    id,
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
  }),
});
export type PurchaseRow = z.infer<typeof purchaseRow>;

export const listPurchases = defineRoute('listPurchases', {
  access: { kind: 'staff', permission: 'purchases.read' },
  summary: 'Purchases, newest first; by customer, shop, receipt number, state or day.',
  params: z.object({ slug }),
  query: pageQuery.extend({
    customerId: id.optional(),
    shopId: id.optional(),
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
  errors: ['validation_failed', 'shop_not_yours'],
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
  errors: ['purchase_not_found', 'shop_not_yours'],
});

export const refundPurchaseByStaff = defineRoute('refundPurchaseByStaff', {
  access: { kind: 'staff', permission: 'purchases.refund' },
  summary: 'Refunds all, an amount or lines of a purchase.',
  params: z.object({ slug, id }),
  body: refundBody,
  response: refundResult,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['external_id_conflict', 'shop_not_yours', ...refundErrors],
});

export const calculateRefundByStaff = defineRoute('calculateRefundByStaff', {
  access: { kind: 'staff', permission: 'purchases.refund' },
  summary: 'What a refund would take back, give back and hand out in money; writes nothing.',
  params: z.object({ slug, id }),
  body: refundQuestion,
  response: refundQuote,
  success: 200,
  errors: ['shop_not_yours', ...refundErrors],
});

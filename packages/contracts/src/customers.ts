/** Customers of a brand as tills, shops, CRMs and staff see them. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import {
  adjustmentBody,
  adjustmentResult,
  customerWallet,
  entryPage,
  exampleEntry,
  nextActivation,
  nextExpiry,
  wallet,
} from './ledger.ts';
import {
  calendarDate,
  cardCode,
  cardText,
  email,
  externalId,
  id,
  instant,
  isOneGiven,
  language,
  pageQuery,
  phone,
  slug,
} from './primitives.ts';
import { tierBadge } from './tiers.ts';

const bySlug = z.object({ slug });

/** Topics of marketing messages a person may switch off one by one. */
export const topic = z.enum(['offers', 'news', 'games']);
export type Topic = z.infer<typeof topic>;
export const consentKind = z.enum(['rules', 'marketing']);

// --- /v1

export const customer = z.object({
  id,
  telegramId: z.number().int().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  /** E.164. */
  phone: z.string().nullable(),
  externalId: z.string().nullable(),
  joinedAt: instant.nullable(),
  wallet: customerWallet,
  /** The level they are in now, named in the language asked for; null without one. */
  tier: z.object({ id, name: z.string() }).nullable(),
});
export type Customer = z.infer<typeof customer>;

const exampleCustomer = {
  id: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10',
  telegramId: 5000001,
  firstName: 'Анна',
  lastName: 'Лебедева',
  phone: '+79161234567',
  externalId: 'crm-1042',
  joinedAt: '2026-03-12T09:30:00.000Z',
  wallet: { available: 245, pending: 0, held: 0 },
  tier: { id: '01981f2d-11aa-7f00-8c11-2d3e4f5a6b7c', name: 'Gold' },
};

export const upsertCustomer = defineRoute('upsertCustomer', {
  access: { kind: 'apiKey', scope: 'customers:write' },
  summary: 'Creates a customer, or finds the one with this phone, e-mail or externalId (201 or 200).',
  body: z
    .strictObject({
      phone: phone.optional(),
      email: email.optional(),
      externalId: externalId.optional(),
      firstName: z.string().trim().min(1).max(64).optional(),
      lastName: z.string().trim().min(1).max(64).optional(),
      language: language.optional(),
    })
    .refine((value) => value.phone ?? value.email ?? value.externalId, {
      message: 'give a phone, an email or an externalId',
      path: ['phone'],
    }),
  response: customer,
  success: 'createdOrFound',
  errors: ['api_key_invalid', 'scope_missing', 'validation_failed', 'contact_taken'],
  example: {
    body: { phone: '+79161234567', externalId: 'crm-1042', firstName: 'Анна' },
    response: exampleCustomer,
  },
});

export const findCustomers = defineRoute('findCustomers', {
  access: { kind: 'apiKey', scope: 'customers:read' },
  summary: 'Finds one customer by exactly one of card, code, phone, externalId or telegramId.',
  query: z
    .strictObject({
      card: cardText.optional(),
      code: cardCode.optional(),
      phone: phone.optional(),
      externalId: externalId.optional(),
      telegramId: z
        .string()
        .regex(/^\d{1,16}$/, 'digits')
        .optional(),
    })
    .refine((value) => isOneGiven(Object.values(value)), {
      message: 'give exactly one of card, code, phone, externalId, telegramId',
      path: ['card'],
    }),
  response: customer,
  success: 200,
  errors: [
    'api_key_invalid',
    'scope_missing',
    'validation_failed',
    'customer_not_found',
    'card_not_valid',
    'rate_limited',
  ],
  example: { response: exampleCustomer },
});

export const getCustomer = defineRoute('getCustomer', {
  access: { kind: 'apiKey', scope: 'customers:read' },
  summary: 'One customer by id; the id of a record that was merged answers the one it became a part of.',
  params: z.object({ id }),
  response: customer,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', 'customer_not_found'],
  example: { response: exampleCustomer },
});

export const listCustomerEntries = defineRoute('listCustomerEntries', {
  access: { kind: 'apiKey', scope: 'customers:read' },
  summary: "A customer's movements, newest first.",
  params: z.object({ id }),
  query: pageQuery,
  response: entryPage,
  success: 200,
  errors: ['api_key_invalid', 'scope_missing', 'customer_not_found', 'validation_failed'],
  example: { response: { items: [{ ...exampleEntry, shop: null }], nextCursor: null } },
});

export const adjustCustomer = defineRoute('adjustCustomer', {
  access: { kind: 'apiKey', scope: 'adjustments:write' },
  summary: 'Gives (plus) or takes (minus) points with a reason.',
  params: z.object({ id }),
  body: adjustmentBody,
  response: adjustmentResult,
  success: 201,
  idempotent: true,
  errors: [
    'api_key_invalid',
    'scope_missing',
    'customer_not_found',
    'insufficient_points',
    'points_over_limit',
    'validation_failed',
  ],
  example: {
    body: { points: 100, reason: 'Sorry for the wait' },
    response: {
      entry: {
        ...exampleEntry,
        kind: 'adjustment',
        points: 100,
        availableAfter: 262,
        purchaseId: null,
        reason: 'Sorry for the wait',
        explanation: 'Given by the shop: Sorry for the wait',
      },
      wallet: { available: 262, pending: 0 },
    },
  },
});

// --- Admin

export const customerRow = z.object({
  id,
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  username: z.string().nullable(),
  photoUrl: z.string().nullable(),
  /** Masked without the right to see contacts. */
  phone: z.string().nullable(),
  joinedAt: instant.nullable(),
  reachability: z.enum(['reachable', 'blocked', 'not_started', 'unknown']),
  marketingConsent: z.boolean(),
  wallet: customerWallet,
  purchasesCount: z.number().int(),
  spentMinor: z.number().int(),
  lastPurchaseAt: instant.nullable(),
  tier: tierBadge.nullable(),
});
export type CustomerRow = z.infer<typeof customerRow>;

export const searchCustomers = defineRoute('searchCustomers', {
  access: { kind: 'staff', permission: 'customers.read' },
  summary:
    'Customers by name, username, phone, external id or six-digit code, with filters; newest or best first.',
  params: bySlug,
  query: pageQuery.extend({
    q: z.string().trim().max(100).optional(),
    joined: z.enum(['yes', 'no']).optional(),
    reachability: customerRow.shape.reachability.optional(),
    marketing: z.enum(['yes', 'no']).optional(),
    bought: z.enum(['never', 'last30', 'before30']).optional(),
    tier: id.optional(),
    sort: z.enum(['newest', 'lastPurchase', 'spent', 'points']).default('newest'),
  }),
  response: z.object({
    items: z.array(customerRow),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
  }),
  success: 200,
  errors: ['validation_failed'],
});

export const consentRecord = z.object({
  kind: consentKind,
  granted: z.boolean(),
  version: z.number().int(),
  source: z.enum(['miniapp', 'bot', 'staff', 'api']),
  at: instant,
});

export const customerProfile = z.object({
  ...customerRow.shape,
  telegramId: z.number().int().nullable(),
  externalId: z.string().nullable(),
  email: z.string().nullable(),
  birthday: calendarDate.nullable(),
  language,
  topics: z.array(topic),
  source: z.string().nullable(),
  debtPoints: z.number().int(),
  earnedPoints: z.number().int(),
  redeemedPoints: z.number().int(),
  nextExpiry: nextExpiry.nullable(),
  nextActivation: nextActivation.nullable(),
  consents: z.array(consentRecord),
  messages: z.array(
    z.object({
      id,
      kind: z.string(),
      state: z.string(),
      text: z.string(),
      at: instant,
    }),
  ),
});
export type CustomerProfile = z.infer<typeof customerProfile>;

const byCustomer = z.object({ slug, id });

export const getCustomerProfile = defineRoute('getCustomerProfile', {
  access: { kind: 'staff', permission: 'customers.read' },
  summary: 'One customer, whole.',
  params: byCustomer,
  response: customerProfile,
  success: 200,
  errors: ['customer_not_found'],
});

export const listProfileEntries = defineRoute('listProfileEntries', {
  access: { kind: 'staff', permission: 'customers.read' },
  summary: "A customer's movements, newest first.",
  params: byCustomer,
  query: pageQuery,
  response: entryPage,
  success: 200,
  errors: ['customer_not_found', 'validation_failed'],
});

export const adjustProfile = defineRoute('adjustProfile', {
  access: { kind: 'staff', permission: 'points.adjust' },
  summary: 'Gives or takes points with a reason; large ones need the wider right; always in the audit log.',
  params: byCustomer,
  body: adjustmentBody,
  response: adjustmentResult,
  success: 201,
  idempotent: true,
  errors: [
    'customer_not_found',
    'insufficient_points',
    'points_over_limit',
    'adjustment_over_limit',
    'validation_failed',
  ],
});

export const updateProfile = defineRoute('updateProfile', {
  access: { kind: 'staff', permission: 'customers.write' },
  summary: 'Corrects what staff may correct.',
  params: byCustomer,
  body: z.strictObject({
    firstName: z.string().trim().min(1).max(64).optional(),
    lastName: z.string().trim().max(64).nullable().optional(),
    phone: phone.nullable().optional(),
    email: email.nullable().optional(),
    externalId: externalId.nullable().optional(),
    birthday: calendarDate.nullable().optional(),
    language: language.optional(),
  }),
  response: customerProfile,
  success: 200,
  errors: ['customer_not_found', 'contact_taken', 'validation_failed'],
});

export const deleteProfile = defineRoute('deleteProfile', {
  access: { kind: 'staff', permission: 'customers.delete' },
  summary: "Erases a person's data on their request; sums stay.",
  params: byCustomer,
  success: 204,
  errors: ['customer_not_found'],
});

const mergeBody = z.strictObject({
  /** The other record of the same person. */
  customerId: id,
});

/** One of two records, with what tells a person apart. */
export const mergeSide = z.object({
  ...customerRow.shape,
  telegramId: z.number().int().nullable(),
  externalId: z.string().nullable(),
  email: z.string().nullable(),
});
export type MergeSide = z.infer<typeof mergeSide>;

export const mergePreview = z.object({
  /** The record that goes on: the one with a Telegram account, otherwise the one in the path. */
  survivor: mergeSide,
  /** The record that ends; its id, phone, e-mail and externalId lead to the survivor afterwards. */
  merged: mergeSide,
  /** The survivor as it will be. */
  result: mergeSide,
});
export type MergePreview = z.infer<typeof mergePreview>;

export const previewMerge = defineRoute('previewMerge', {
  access: { kind: 'staff', permission: 'customers.merge' },
  summary: 'Shows what two records of one person would be as one; changes nothing.',
  params: byCustomer,
  body: mergeBody,
  response: mergePreview,
  success: 200,
  errors: ['customer_not_found', 'both_in_telegram', 'hold_open', 'points_over_limit', 'validation_failed'],
});

export const mergeProfiles = defineRoute('mergeProfiles', {
  access: { kind: 'staff', permission: 'customers.merge' },
  summary: 'Makes two records of one person one, without losing a point; cannot be taken back.',
  params: byCustomer,
  body: mergeBody,
  response: z.object({
    /** The record that goes on. */
    customerId: id,
    wallet,
  }),
  success: 200,
  idempotent: true,
  errors: ['customer_not_found', 'both_in_telegram', 'hold_open', 'points_over_limit', 'validation_failed'],
});

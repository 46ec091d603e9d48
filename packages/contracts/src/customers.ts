/** A customer of a brand: signing in from Telegram, joining, own data, card; and how tills find people. */
import { z } from 'zod';
import { publicBrand } from './brands.ts';
import { defineRoute } from './define-route.ts';
import { adjustmentBody, adjustmentResult, entry, entryPage, nextExpiry, wallet } from './ledger.ts';
import {
  calendarDate,
  email,
  externalId,
  id,
  instant,
  language,
  pageQuery,
  phone,
  slug,
} from './primitives.ts';

const bySlug = z.object({ slug });

/** Topics of marketing messages a person may switch off one by one. */
export const topic = z.enum(['offers', 'news', 'games']);
export type Topic = z.infer<typeof topic>;
export const consentKind = z.enum(['rules', 'marketing']);

/** The member with all that the home screen shows, so that one call paints it. */
export const member = z.object({
  id,
  firstName: z.string(),
  lastName: z.string().nullable(),
  photoUrl: z.string().nullable(),
  language,
  phone: z.string().nullable(),
  email: z.string().nullable(),
  birthday: calendarDate.nullable(),
  topics: z.array(topic),
  marketingConsent: z.boolean(),
  joinedAt: instant,
  wallet,
  /** Points the person owes after a refund; 0 as a rule. */
  debtPoints: z.number().int(),
  nextExpiry: nextExpiry.nullable(),
  /** Nearest activation of pending points. */
  nextActivation: nextExpiry.nullable(),
  recentEntries: z.array(entry),
});
export type Member = z.infer<typeof member>;

export const openSession = defineRoute('openSession', {
  access: { kind: 'telegram' },
  summary: 'Exchanges initData for a session token; member is null before joining.',
  params: bySlug,
  response: z.object({
    token: z.string(),
    expiresAt: instant,
    brand: publicBrand,
    member: member.nullable(),
  }),
  success: 200,
  errors: ['brand_not_found', 'init_data_invalid', 'init_data_expired', 'rate_limited'],
});

export const join = defineRoute('join', {
  access: { kind: 'customer', member: false },
  summary: 'Joins the programme; a second join answers the member who is there already.',
  params: bySlug,
  body: z.strictObject({
    /** Must be granted, with the version the person saw. */
    rules: z.strictObject({
      granted: z.boolean(),
      version: z.int().min(1),
    }),
    marketing: z.strictObject({
      granted: z.boolean(),
      version: z.int().min(1),
    }),
    language: language.optional(),
    /** IANA zone of the phone, for messages at a decent hour. */
    zone: z.string().max(64).optional(),
  }),
  response: member,
  success: 'createdOrFound',
  idempotent: true,
  errors: ['session_invalid', 'consent_required', 'validation_failed', 'version_conflict'],
});

export const getMe = defineRoute('getMe', {
  access: { kind: 'customer', member: true },
  summary: 'The member and what the home screen shows.',
  params: bySlug,
  response: member,
  success: 200,
  errors: ['session_invalid', 'not_a_member'],
});

export const updateMe = defineRoute('updateMe', {
  access: { kind: 'customer', member: true },
  summary: 'Changes own profile; only what is given changes.',
  params: bySlug,
  body: z.strictObject({
    firstName: z.string().trim().min(1).max(64).optional(),
    lastName: z.string().trim().max(64).nullable().optional(),
    language: language.optional(),
    birthday: calendarDate.nullable().optional(),
    email: email.nullable().optional(),
    topics: z.array(topic).max(8).optional(),
  }),
  response: member,
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'validation_failed', 'contact_taken'],
});

export const deleteMe = defineRoute('deleteMe', {
  access: { kind: 'customer', member: true },
  summary: 'Erases personal data and ends the session; the ledger keeps its sums under a nameless id.',
  params: bySlug,
  success: 204,
  errors: ['session_invalid', 'not_a_member'],
});

export const exportMe = defineRoute('exportMe', {
  access: { kind: 'customer', member: true },
  summary: 'All that is stored of the person, as one JSON file.',
  params: bySlug,
  response: z.object({
    exportedAt: instant,
    brand: z.string(),
    profile: z.record(z.string(), z.unknown()),
    consents: z.array(z.record(z.string(), z.unknown())),
    wallet,
    entries: z.array(z.record(z.string(), z.unknown())),
    lots: z.array(z.record(z.string(), z.unknown())),
    purchases: z.array(z.record(z.string(), z.unknown())),
    messages: z.array(z.record(z.string(), z.unknown())),
  }),
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'rate_limited'],
});

export const issueCard = defineRoute('issueCard', {
  access: { kind: 'customer', member: true },
  summary: 'A fresh member card: QR text and six-digit code, good for 60 seconds and for one use at a till.',
  params: bySlug,
  response: z.object({
    /** Text of the QR; opaque. */
    card: z.string(),
    /** Six digits. */
    code: z.string(),
    expiresAt: instant,
    /** Server time, so that a wrong phone clock does not matter. */
    now: instant,
  }),
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'rate_limited'],
});

export const listMyEntries = defineRoute('listMyEntries', {
  access: { kind: 'customer', member: true },
  summary: 'Own movements, newest first.',
  params: bySlug,
  query: pageQuery,
  response: entryPage,
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'validation_failed'],
});

export const setMyConsent = defineRoute('setMyConsent', {
  access: { kind: 'customer', member: true },
  summary: 'Gives or withdraws the marketing consent; logged with version, time and source.',
  params: z.object({ slug, kind: z.literal('marketing') }),
  body: z.strictObject({ granted: z.boolean(), version: z.int().min(1) }),
  response: member,
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'validation_failed', 'version_conflict'],
});

export const shareContact = defineRoute('shareContact', {
  access: { kind: 'customer', member: true },
  summary:
    "Takes the signed string of Telegram's contact sharing; the phone counts only if the signature and the person match.",
  params: bySlug,
  body: z.strictObject({ contact: z.string().min(1).max(4096) }),
  response: member,
  success: 200,
  errors: ['session_invalid', 'not_a_member', 'contact_invalid', 'contact_taken'],
});

export const liveMe = defineRoute('liveMe', {
  access: { kind: 'customer', member: true },
  summary: 'Server-sent events: `wallet` whenever points moved, `ping` every 25 seconds.',
  params: bySlug,
  success: 200,
  errors: ['session_invalid', 'not_a_member'],
});

// --- /v1: the same people, as tills, shops and CRMs see them

export const customer = z.object({
  id,
  telegramId: z.number().int().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  /** E.164. */
  phone: z.string().nullable(),
  externalId: z.string().nullable(),
  joinedAt: instant.nullable(),
  wallet,
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
  wallet: { available: 245, pending: 0 },
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
      card: z.string().min(1).max(256).optional(),
      code: z
        .string()
        .regex(/^\d{6}$/, 'six digits')
        .optional(),
      phone: phone.optional(),
      externalId: externalId.optional(),
      telegramId: z
        .string()
        .regex(/^\d{1,16}$/, 'digits')
        .optional(),
    })
    .refine((value) => Object.values(value).filter((part) => part !== undefined).length === 1, {
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
  summary: 'One customer by id.',
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
  example: { body: { points: 100, reason: 'Sorry for the wait' } },
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
  wallet,
  purchasesCount: z.number().int(),
  spentMinor: z.number().int(),
  lastPurchaseAt: instant.nullable(),
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
  nextActivation: nextExpiry.nullable(),
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

/** What a customer does in the Mini App: signing in from Telegram, joining, own data, card, live stream. */
import { z } from 'zod';
import { publicBrand } from './brands.ts';
import { topic } from './customers.ts';
import { defineRoute } from './define-route.ts';
import { customerWallet, entry, entryPage, nextActivation, nextExpiry } from './ledger.ts';
import { calendarDate, email, id, instant, language, pageQuery, slug } from './primitives.ts';
import { tierStanding } from './tiers.ts';

const bySlug = z.object({ slug });

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
  wallet: customerWallet,
  /** Points the person owes after a refund; 0 as a rule. */
  debtPoints: z.number().int(),
  nextExpiry: nextExpiry.nullable(),
  /** Nearest activation of pending points. */
  nextActivation: nextActivation.nullable(),
  recentEntries: z.array(entry),
  /** Null while the brand has no tiers. */
  tier: tierStanding.nullable(),
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
  errors: ['session_invalid', 'not_a_member', 'validation_failed'],
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
    wallet: customerWallet,
    entries: z.array(z.record(z.string(), z.unknown())),
    lots: z.array(z.record(z.string(), z.unknown())),
    purchases: z.array(z.record(z.string(), z.unknown())),
    tiers: z.array(z.record(z.string(), z.unknown())),
    coupons: z.array(z.record(z.string(), z.unknown())),
    messages: z.array(z.record(z.string(), z.unknown())),
    receipts: z.array(z.record(z.string(), z.unknown())),
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
  errors: [
    'session_invalid',
    'not_a_member',
    'contact_invalid',
    'phone_taken',
    'hold_open',
    'points_over_limit',
  ],
});

export const liveMe = defineRoute('liveMe', {
  access: { kind: 'customer', member: true },
  summary: 'Server-sent events: `wallet` whenever points moved, `ping` every 25 seconds.',
  params: bySlug,
  success: 200,
  errors: ['session_invalid', 'not_a_member'],
});

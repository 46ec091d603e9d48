/** Receipts: a customer sends the code or a photo of a fiscal receipt, and it pays once, at once or after a look. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { amountMinor, id, instant, pageOf, pageQuery, slug, zone } from './primitives.ts';

/** Checking: a service is asked. Waiting: staff will look. */
export const receiptStates = ['checking', 'waiting', 'approved', 'refused'] as const;
export type ReceiptState = (typeof receiptStates)[number];

/** How it came: scanned in the Mini App, a photo in the Mini App, or a message to the bot. */
export const receiptChannels = ['scan', 'photo', 'bot'] as const;
export type ReceiptChannel = (typeof receiptChannels)[number];

/** Why a receipt was not paid at once. */
export const receiptDoubts = [
  'no_code',
  'unknown_register',
  'all_reviewed',
  'large_sum',
  'same_number',
  'refused_before',
  'purchase_of_another',
  'checker_unsure',
] as const;
export type ReceiptDoubt = (typeof receiptDoubts)[number];

/** Why it was refused; `other` is said in the note. */
export const receiptRefusals = [
  'unreadable',
  'other_shop',
  'not_a_sale',
  'already_counted',
  'too_old',
  'not_genuine',
  'other',
] as const;
export type ReceiptRefusal = (typeof receiptRefusals)[number];

const bySlug = z.object({ slug });
const bySlugAndId = z.object({ slug, id });
const digits = (from: number, to: number) =>
  z.string().regex(new RegExp(`^\\d{${from},${to}}$`), `${from} to ${to} digits`);

/** A cash register of the brand's, known by the number of its fiscal drive. */
export const receiptRegister = z.strictObject({
  /** `fn` of its receipts. */
  fiscalDrive: digits(16, 16),
  name: z.string().trim().max(80).default(''),
  /** Where its clock runs; null is the brand's zone. */
  zone: zone.nullable().default(null),
});
export type ReceiptRegister = z.infer<typeof receiptRegister>;

export const receiptCheckerNames = ['demo'] as const;
export type ReceiptCheckerName = (typeof receiptCheckerNames)[number];

/** What the brand decides about receipts. */
export const receiptSettings = z
  .strictObject({
    isEnabled: z.boolean(),
    /** A receipt may be sent until the end of this day after it, by its register's calendar. */
    windowDays: z.int().min(0).max(365),
    registers: z.array(receiptRegister).max(500),
    /** Taxpayer numbers; only a checking service tells whose a receipt is. */
    taxpayers: z.array(digits(10, 12)).max(50),
    /** Receipts of other registers: to staff, or refused at once. */
    unknownRegister: z.enum(['review', 'refuse']),
    /** Receipts of known registers are paid without staff. */
    paysKnownAtOnce: z.boolean(),
    /** Larger ones go to staff in any case; null is no limit. */
    paysAtOnceUpToMinor: amountMinor.nullable(),
    /** Photos in which no code can be read go to staff instead of being refused. */
    takesPlainPhotos: z.boolean(),
    perPersonPerDay: z.int().min(1).max(50),
    /** Compares with purchases that the till has sent; null is off. */
    matchMinutes: z.int().min(1).max(240).nullable(),
    /** Pictures are removed this long after the decision. */
    pictureDays: z.int().min(1).max(365),
    checker: z.enum(receiptCheckerNames).nullable(),
  })
  .refine(({ registers }) => new Set(registers.map((one) => one.fiscalDrive)).size === registers.length, {
    message: 'name each register once',
    path: ['registers'],
  });
export type ReceiptSettings = z.infer<typeof receiptSettings>;

const receiptSettingsView = z.object({
  settings: receiptSettings,
  /** Services that this deployment has. */
  checkers: z.array(z.enum(receiptCheckerNames)),
  /** Active rules that receipts set off; without any a receipt pays nothing. */
  activeRules: z.array(z.object({ id, summary: z.string() })),
});

const shared = {
  id,
  state: z.enum(receiptStates),
  channel: z.enum(receiptChannels),
  /** Null until staff have read it from a photo. */
  totalMinor: z.number().int().nullable(),
  /** As printed on it; null where no code was read. */
  purchasedAt: instant.nullable(),
  sentAt: instant,
  decidedAt: instant.nullable(),
  /** What it paid. */
  points: z.number().int(),
  refusal: z.enum(receiptRefusals).nullable(),
  note: z.string().nullable(),
};

/** A receipt as its owner sees it. */
const myReceipt = z.object({
  ...shared,
  /** What became of it, why, and what to do next, in the person's language. */
  explanation: z.string(),
});
export type MyReceipt = z.infer<typeof myReceipt>;

/** A receipt as staff see it. */
const receipt = z.object({
  ...shared,
  doubt: z.enum(receiptDoubts).nullable(),
  fiscalDrive: z.string().nullable(),
  documentNumber: z.string().nullable(),
  fiscalSign: z.string().nullable(),
  /** Name of the register, if the brand knows it. */
  register: z.string().nullable(),
  hasPicture: z.boolean(),
  customer: z.object({ id, name: z.string() }),
  /** Null where the rules decided. */
  decidedBy: z.string().nullable(),
});
export type Receipt = z.infer<typeof receipt>;

const receiptDetails = receipt.extend({
  /** What the person bought lately, as the till told: a receipt of one of these was paid already. */
  purchases: z.array(
    z.object({ id, occurredAt: instant, totalMinor: z.number().int(), isSameSum: z.boolean() }),
  ),
  /** How many receipts of this person came before, by what became of them. */
  history: z.object({ approved: z.number().int(), refused: z.number().int() }),
});
export type ReceiptDetails = z.infer<typeof receiptDetails>;

export const receiptDecision = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('approve'),
    /** What the receipt says, for photos without a code. */
    totalMinor: amountMinor.optional(),
    /** Takes a refusal back; without it one that somebody else has just refused stays so. */
    afterRefusal: z.boolean().optional(),
  }),
  z
    .strictObject({
      kind: z.literal('refuse'),
      refusal: z.enum(receiptRefusals),
      /** Words to the person. */
      note: z.string().trim().max(300).optional(),
    })
    .refine(({ refusal, note }) => refusal !== 'other' || Boolean(note), {
      message: 'say why',
      path: ['note'],
    }),
]);
export type ReceiptDecision = z.infer<typeof receiptDecision>;

const submitErrors = [
  'validation_failed',
  'not_a_member',
  'receipts_off',
  'receipt_not_fiscal',
  'receipt_malformed',
  'receipt_not_a_sale',
  'receipt_in_future',
  'receipt_too_old',
  'receipt_already_counted',
  'receipt_paid_at_till',
  'receipt_other_shop',
  'receipt_limit_reached',
  'rate_limited',
] as const;

export const scanReceipt = defineRoute('scanReceipt', {
  access: { kind: 'customer', member: true },
  summary: 'The text of a receipt’s QR as the scanner read it: paid at once, or kept for a check.',
  params: bySlug,
  body: z.strictObject({ text: z.string().min(1).max(1_000) }),
  response: myReceipt,
  success: 201,
  idempotent: true,
  errors: submitErrors,
});

/** The picture is the form field `file`: JPEG, PNG or WebP of at most 5 MB. */
export const sendReceiptPhoto = defineRoute('sendReceiptPhoto', {
  access: { kind: 'customer', member: true },
  summary: 'A photo of a receipt, multipart: its code is read here; without one staff will look.',
  params: bySlug,
  takesFile: true,
  response: myReceipt,
  success: 201,
  idempotent: true,
  errors: [
    ...submitErrors,
    'receipt_code_unreadable',
    'file_invalid',
    'file_too_large',
    'temporarily_unavailable',
  ],
});

export const listMyReceipts = defineRoute('listMyReceipts', {
  access: { kind: 'customer', member: true },
  summary: 'Own receipts, newest first, with what became of each.',
  params: bySlug,
  query: pageQuery,
  response: pageOf(myReceipt).extend({
    /** How long after the purchase a receipt may be sent. */
    windowDays: z.number().int(),
    takesPlainPhotos: z.boolean(),
    /** How many more may be sent today. */
    leftToday: z.number().int(),
  }),
  success: 200,
  errors: ['not_a_member'],
});

export const listReceipts = defineRoute('listReceipts', {
  access: { kind: 'staff', permission: 'receipts.review' },
  summary: 'Receipts in one state; those that wait oldest first, others newest first.',
  params: bySlug,
  query: pageQuery.extend({ state: z.enum(receiptStates).default('waiting'), customerId: id.optional() }),
  response: pageOf(receipt).extend({ total: z.number().int() }),
  success: 200,
  errors: ['validation_failed'],
});

export const getReceipt = defineRoute('getReceipt', {
  access: { kind: 'staff', permission: 'receipts.review' },
  summary: 'One receipt, with what helps to judge it.',
  params: bySlugAndId,
  response: receiptDetails,
  success: 200,
  errors: ['receipt_not_found'],
});

export const getReceiptPicture = defineRoute('getReceiptPicture', {
  access: { kind: 'staff', permission: 'receipts.review' },
  summary: 'The photo, as WebP; for staff alone.',
  params: bySlugAndId,
  success: 200,
  errors: ['receipt_not_found', 'file_not_found'],
});

export const decideReceipt = defineRoute('decideReceipt', {
  access: { kind: 'staff', permission: 'receipts.review' },
  summary: 'Approves and pays, or refuses. Deciding the same again changes nothing.',
  params: bySlugAndId,
  body: receiptDecision,
  response: receipt,
  success: 200,
  errors: [
    'validation_failed',
    'receipt_not_found',
    'receipt_already_decided',
    'receipt_already_counted',
    'receipt_sum_missing',
    'customer_not_found',
    'points_over_limit',
  ],
});

/** Decided one by one: what one refuses does not stop the others. */
export const decideReceipts = defineRoute('decideReceipts', {
  access: { kind: 'staff', permission: 'receipts.review' },
  summary: 'The same decision for many; each answers for itself.',
  params: bySlug,
  body: z.strictObject({ ids: z.array(id).min(1).max(100), decision: receiptDecision }),
  response: z.object({
    decidedCount: z.number().int(),
    refused: z.array(z.object({ id, code: z.string(), title: z.string() })),
  }),
  success: 200,
  errors: ['validation_failed'],
});

export const getReceiptSettings = defineRoute('getReceiptSettings', {
  access: { kind: 'staff', permission: 'programme.read' },
  summary: 'What the brand decides about receipts.',
  params: bySlug,
  response: receiptSettingsView,
  success: 200,
  errors: [],
});

export const saveReceiptSettings = defineRoute('saveReceiptSettings', {
  access: { kind: 'staff', permission: 'programme.write' },
  summary: 'Changes what the brand decides about receipts, for those that come from now on.',
  params: bySlug,
  body: receiptSettings,
  response: receiptSettingsView,
  success: 200,
  errors: ['validation_failed'],
});

/** The programme of a brand: how purchases earn, how points are spent, when they live; always versioned. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { amountMinor, id, instant, points, slug } from './primitives.ts';

/** What a purchase pays, on the money paid after points. Fractions are dropped. */
export const purchaseEffect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percent'),
    /** 500 is 5%. Points = floor(paidMinor × basisPoints ÷ 10,000 ÷ pointValueMinor). */
    basisPoints: z.int().min(0).max(10_000),
  }),
  z.strictObject({
    kind: z.literal('perAmount'),
    /** Points for each full `amountMinor`: floor(paidMinor ÷ amountMinor) × points. */
    points: z.int().min(0).max(1_000_000),
    amountMinor,
  }),
]);
export type PurchaseEffect = z.infer<typeof purchaseEffect>;

/** When earned points end, counted from their activation, in the brand's zone. */
export const expiryRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(3650) }),
  z.strictObject({
    kind: z.literal('months'),
    months: z.int().min(1).max(120),
    /** Lives to the end of the month it would end in. */
    roundToMonthEnd: z.boolean(),
  }),
]);
export type ExpiryRule = z.infer<typeof expiryRule>;

/** Below zero: the debt is seen and later earnings pay it; to zero: the shop bears the rest. */
export const refundShortPolicy = z.enum(['to_zero', 'below_zero']);

/** Recompute asks the rules that paid about what is left; proportional takes every award by the refunded share. */
export const refundMethods = ['recompute', 'proportional'] as const;

export const programmeSettings = z.strictObject({
  effect: purchaseEffect,
  /** Whole days until earned points can be spent; 0 at once. */
  activationDelayDays: z.int().min(0).max(365),
  expiry: expiryRule,
  /** What one point is worth in minor units when spent. */
  pointValueMinor: z.int().min(1).max(1_000_000_000),
  /** The largest part of the payable bill that points may cover; 0 switches spending off. */
  redeemCapPercent: z.int().min(0).max(100),
  /** The money that must remain to be paid, in minor units. */
  minPaidMinor: z.int().min(0).max(1_000_000_000_000),
  refundShortPolicy,
  /** Absent when saving: as it was. */
  refundMethod: z.enum(refundMethods).optional(),
  /**
   * Months without a purchase after which points lapse, though their own end is later; 0 switches it off. Each lot
   * counts from the latest of the last purchase, the joining and its own activation. Absent when saving: as it was.
   */
  inactivityMonths: z.int().min(0).max(120).optional(),
  /** How many purchases a day a person may pay with points, by the brand's calendar; 0 is no limit. Absent: as it was. */
  redemptionsPerDay: z.int().min(0).max(1000).optional(),
  /** Days that a returned point lives if its lot has expired meanwhile. */
  refundGraceDays: z.int().min(0).max(365),
  welcomeBonusPoints: points.max(1_000_000_000),
  /** Days before expiry at which the person is reminded; 0 switches it off. */
  expiryReminderDays: z.int().min(0).max(90),
});
export type ProgrammeSettings = z.infer<typeof programmeSettings>;

export const programme = z.object({
  version: z.number().int(),
  settings: programmeSettings,
  savedAt: instant,
  savedBy: z.string().nullable(),
});

const bySlug = z.object({ slug });

export const getProgramme = defineRoute('getProgramme', {
  access: { kind: 'staff', permission: 'programme.read' },
  summary: 'The version in force.',
  params: bySlug,
  response: programme,
  success: 200,
  errors: ['brand_not_found'],
});

export const saveProgramme = defineRoute('saveProgramme', {
  access: { kind: 'staff', permission: 'programme.write' },
  summary: 'Saves a new version, in force at once; purchases keep the version that paid them.',
  params: bySlug,
  body: z.strictObject({
    /** The version the editor started from; another one saved meanwhile is a version_conflict. */
    baseVersion: z.int().min(0),
    settings: programmeSettings,
  }),
  response: programme,
  success: 200,
  errors: ['validation_failed', 'version_conflict'],
});

export const programmePreview = z.object({
  earnedPoints: z.number().int(),
  maxRedeemPoints: z.number().int(),
  maxRedeemMinor: z.number().int(),
  earnedWhenRedeemingMax: z.number().int(),
  activeFrom: instant,
  expiresAt: instant.nullable(),
  /** The programme in a sentence, in both languages. */
  summary: z.object({ ru: z.string(), en: z.string() }),
});

export const previewProgramme = defineRoute('previewProgramme', {
  access: { kind: 'staff', permission: 'programme.read' },
  summary:
    'What a purchase would give under settings that need not be saved, for a person with enough points.',
  params: bySlug,
  body: z.strictObject({
    settings: programmeSettings,
    totalMinor: amountMinor,
  }),
  response: programmePreview,
  success: 200,
  errors: ['validation_failed'],
});

export const listProgrammeVersions = defineRoute('listProgrammeVersions', {
  access: { kind: 'staff', permission: 'programme.read' },
  summary: 'The last 50 versions, newest first.',
  params: bySlug,
  response: z.object({ items: z.array(programme.extend({ id })) }),
  success: 200,
  errors: [],
});

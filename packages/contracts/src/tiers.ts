/** Tiers: levels that customers reach by what they spend or earn in a period, and what each level gives. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { amountMinorOrZero, calendarDate, hexColor, id, instant, localized, slug } from './primitives.ts';

export const mostTiers = 10;
/** 100 is once, 150 is one and a half times. */
const multiplierPercent = z.int().min(100).max(1_000);

/** Money paid after points and less refunds, or points that purchases and events earned, less reversals. */
export const tierBases = ['money', 'points'] as const;
export type TierBasis = (typeof tierBases)[number];

/** How long what was counted counts: a calendar period of the brand's zone, the last days, or since joining. */
export const tierPeriod = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['year', 'quarter', 'month']) }),
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(1_095) }),
  z.strictObject({ kind: z.literal('ever') }),
]);
export type TierPeriod = z.infer<typeof tierPeriod>;

/** What becomes of a tier whose period ends without it being earned again. */
export const tierPeriodEnds = ['keep', 'stepDown', 'earned'] as const;

const shortName = z.string().trim().min(1).max(40);
const shortText = z.string().trim().max(500);

export const tierLevel = z.strictObject({
  /** Null for a new one. */
  id: id.nullable(),
  name: z.strictObject({ ru: shortName, en: shortName }),
  color: hexColor,
  /** File name that the upload answered; null for a plain badge. */
  picture: z.string().max(100).nullable(),
  /** From this many minor units or points on. */
  threshold: amountMinorOrZero,
  /** Points of purchases are multiplied by this; fractions are dropped. */
  multiplierPercent,
  /** Points given each time the level is reached; 0 for none. */
  giftPoints: z.int().min(0).max(1_000_000_000),
  /** What else it gives, in the brand's own words. */
  benefits: z.strictObject({ ru: shortText, en: shortText }),
  /** Once reached it is never lost at a period's end. */
  isLifetime: z.boolean(),
});
export type TierLevel = z.infer<typeof tierLevel>;

export const tierSettings = z
  .strictObject({
    basis: z.enum(tierBases),
    period: tierPeriod,
    atPeriodEnd: z.enum(tierPeriodEnds),
    /** Days after the period's end in which a tier can still be saved. */
    graceDays: z.int().min(0).max(90),
    /** Days before a drop on which the person is warned; 0 for no warning. */
    warningDays: z.int().min(0).max(60),
    /** From the lowest up. */
    levels: z.array(tierLevel).min(1).max(mostTiers),
  })
  .superRefine(({ levels, period, graceDays }, context) => {
    for (const [index, level] of levels.entries()) {
      const before = levels[index - 1];
      if (before && before.threshold >= level.threshold) {
        context.addIssue({
          code: 'custom',
          path: ['levels', index, 'threshold'],
          message: 'must grow from level to level',
        });
      }
    }
    // Everybody is in it from the beginning: what is given for that is the welcome bonus.
    if (levels[0]?.threshold === 0 && levels[0].giftPoints > 0) {
      context.addIssue({
        code: 'custom',
        path: ['levels', 0, 'giftPoints'],
        message: "a level from 0 is nobody's achievement: use the welcome bonus",
      });
    }
    const ids = levels.flatMap((level) => level.id ?? []);
    if (new Set(ids).size < ids.length) {
      context.addIssue({ code: 'custom', path: ['levels'], message: 'name each level once' });
    }
    const shortest =
      period.kind === 'month' ? 28 : period.kind === 'days' ? period.days : Number.POSITIVE_INFINITY;
    if (graceDays >= shortest) {
      context.addIssue({ code: 'custom', path: ['graceDays'], message: 'must be shorter than the period' });
    }
  });
export type TierSettings = z.infer<typeof tierSettings>;

export const tierProgramme = z.object({
  /** 0 before the first save. */
  version: z.number().int(),
  /** Null while the brand has no tiers. */
  settings: z.custom<TierSettings>().nullable(),
  /** Address of the folder that the levels' pictures lie in. */
  picturesAt: z.string(),
  /** Customers by level, in the order of the levels. */
  counts: z.array(z.number().int()),
  /** Customers below the lowest level. */
  withoutCount: z.number().int(),
  /** True while a saved change is being applied to everybody. */
  isRecounting: z.boolean(),
  savedAt: instant.nullable(),
  savedBy: z.string().nullable(),
});
export type TierProgramme = z.infer<typeof tierProgramme>;

const bySlug = z.object({ slug });
const byCustomer = z.object({ slug, id });

export const getTierProgramme = defineRoute('getTierProgramme', {
  access: { kind: 'staff', permission: 'programme.read' },
  summary: 'The levels, how they are counted, and how many customers are in each.',
  params: bySlug,
  response: tierProgramme,
  success: 200,
  errors: ['brand_not_found'],
});

export const saveTierProgramme = defineRoute('saveTierProgramme', {
  access: { kind: 'staff', permission: 'programme.write' },
  summary: 'Saves the levels; everybody is counted anew by them within moments. Null ends the tiers.',
  params: bySlug,
  body: z.strictObject({
    /** The version the editor started from; another one saved meanwhile is a version_conflict. */
    baseVersion: z.int().min(0),
    settings: tierSettings.nullable(),
    /** Until then nobody falls because of this change; null to let fall. The last day, in the brand's zone. */
    keepReachedUntil: calendarDate.nullable(),
  }),
  response: tierProgramme,
  success: 200,
  errors: ['validation_failed', 'version_conflict'],
});

export const tierPreview = z.object({
  /** By level as given, now and with these settings. Null now for a level that is new. */
  levels: z.array(z.object({ before: z.number().int().nullable(), after: z.number().int() })),
  withoutBefore: z.number().int(),
  withoutAfter: z.number().int(),
  /** Customers who would rise and fall. */
  rising: z.number().int(),
  falling: z.number().int(),
  customers: z.number().int(),
  /** True when a brand is so large that a part of it was counted and the rest inferred. */
  isEstimate: z.boolean(),
});
export type TierPreview = z.infer<typeof tierPreview>;

export const previewTierProgramme = defineRoute('previewTierProgramme', {
  access: { kind: 'staff', permission: 'programme.read' },
  summary: 'How many customers would be in each level; changes nothing.',
  params: bySlug,
  body: z.strictObject({ settings: tierSettings }),
  response: tierPreview,
  success: 200,
  errors: ['validation_failed'],
});

export const uploadTierPicture = defineRoute('uploadTierPicture', {
  access: { kind: 'staff', permission: 'programme.write' },
  summary: 'A picture for a level as multipart field `file`: JPEG, PNG or WebP, at most 5 MB.',
  params: bySlug,
  takesFile: true,
  response: z.object({
    /** To be saved with the level. */
    picture: z.string(),
    url: z.string(),
  }),
  success: 200,
  errors: ['file_invalid', 'file_too_large'],
});

// --- One customer

/** A level as a badge shows it. */
export const tierBadge = z.object({ id, name: localized, color: hexColor });
export type TierBadge = z.infer<typeof tierBadge>;

/** Where somebody stands. */
export const tierStanding = z.object({
  /** Null below the lowest level. */
  current: tierBadge
    .extend({ multiplierPercent: z.number().int(), pictureUrl: z.string().nullable() })
    .nullable(),
  basis: z.enum(tierBases),
  /** Minor units or points of the period that runs. */
  counted: z.number().int(),
  /** The next level up, and what is missing; null at the top. */
  next: tierBadge.extend({ threshold: z.number().int(), missing: z.number().int() }).nullable(),
  /** The next fall if nothing more is bought; null if there is none. */
  drop: z
    .object({
      at: instant,
      to: tierBadge.nullable(),
      /** What is missing to keep the level; null where buying does not help, for it was given until then. */
      missing: z.number().int().nullable(),
    })
    .nullable(),
});
export type TierStanding = z.infer<typeof tierStanding>;

/** Why a tier changed. */
export const tierChangeReasons = [
  'earned',
  'period_ended',
  'refunded',
  'granted',
  'grant_ended',
  'programme_changed',
  'merged',
  'recounted',
] as const;
export type TierChangeReason = (typeof tierChangeReasons)[number];

export const customerTier = z.object({
  /** Null while the brand has no tiers. */
  standing: tierStanding.nullable(),
  /** A level given by hand that is in force. */
  grant: z
    .object({
      tier: tierBadge,
      /** The first instant at which it is over. */
      endsAt: instant,
      reason: z.string(),
      grantedAt: instant,
      grantedBy: z.string().nullable(),
    })
    .nullable(),
  /** Newest first. */
  history: z.array(
    z.object({
      id,
      from: tierBadge.nullable(),
      to: tierBadge.nullable(),
      reason: z.enum(tierChangeReasons),
      giftPoints: z.number().int(),
      at: instant,
    }),
  ),
});
export type CustomerTier = z.infer<typeof customerTier>;

export const getCustomerTier = defineRoute('getCustomerTier', {
  access: { kind: 'staff', permission: 'customers.read' },
  summary: "A customer's tier, what is missing to the next, and the history.",
  params: byCustomer,
  response: customerTier,
  success: 200,
  errors: ['customer_not_found'],
});

export const grantTier = defineRoute('grantTier', {
  access: { kind: 'staff', permission: 'tiers.grant' },
  summary:
    'Gives a level by hand until a day; whoever earns a higher one has the higher one. Replaces an earlier one.',
  params: byCustomer,
  body: z.strictObject({
    tierId: id,
    /** The last day, in the brand's zone. */
    until: calendarDate,
    reason: z.string().trim().min(3).max(300),
  }),
  response: customerTier,
  success: 200,
  errors: ['validation_failed', 'customer_not_found', 'tier_not_found'],
});

export const endTierGrant = defineRoute('endTierGrant', {
  access: { kind: 'staff', permission: 'tiers.grant' },
  summary: 'Takes back a level given by hand: what was earned counts again.',
  params: byCustomer,
  response: customerTier,
  success: 200,
  errors: ['customer_not_found', 'tier_not_found'],
});

// --- Mini App

export const listMyTiers = defineRoute('listMyTiers', {
  access: { kind: 'customer', member: true },
  summary: 'All levels with what they give, and where the member stands.',
  params: bySlug,
  response: z.object({
    period: z.custom<TierPeriod>().nullable(),
    atPeriodEnd: z.enum(tierPeriodEnds).nullable(),
    standing: tierStanding.nullable(),
    levels: z.array(
      tierBadge.extend({
        threshold: z.number().int(),
        multiplierPercent: z.number().int(),
        giftPoints: z.number().int(),
        benefits: localized,
        pictureUrl: z.string().nullable(),
      }),
    ),
  }),
  success: 200,
  errors: ['session_invalid', 'not_a_member'],
});

/** Earning rules as data: what sets one off, when it pays, how much, up to what limits, and for how long. */
import { z } from 'zod';
import { earningCondition, eventType, lineFilter } from './earning-conditions.ts';
import { amountMinor, amountMinorOrZero, id, instant, maxAmount } from './primitives.ts';
import { expiryRule } from './programme.ts';

/** Events other than purchases, joining and birthdays that the product or the brand's systems report by name. */
export const reportedTriggers = [
  'review',
  'share',
  'subscription',
  'referral',
  'receipt',
  'app_install',
  'survey',
  'game',
] as const;

export const earningTrigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('purchase') }),
  z.strictObject({ kind: z.literal('join') }),
  z.strictObject({
    kind: z.literal('birthday'),
    /** Days before the birthday on which it pays; 0 on the day. */
    daysBefore: z.int().min(0).max(60),
    /** The birthday must have been filled in this long before it, so that nobody moves it to tomorrow. */
    filledDaysBefore: z.int().min(0).max(365),
  }),
  z.strictObject({ kind: z.enum(reportedTriggers) }),
  z.strictObject({
    kind: z.literal('event'),
    /** As the brand's own system reports it with `POST /v1/events`. */
    type: eventType,
  }),
]);
export type EarningTrigger = z.infer<typeof earningTrigger>;

const basisPoints = z.int().min(0).max(10_000);
const rulePoints = z.int().min(0).max(1_000_000_000);

/** Which part of the bill a percent or an amount is taken of. */
const ofBill = {
  /** Only lines that match; absent is the whole bill. */
  lines: lineFilter.optional(),
  /** Fractions are dropped once for the order, or on each line. Absent is once. */
  per: z.enum(['order', 'line']).optional(),
};

/** What a rule pays. The base is money after discounts and after spent points; fractions are always dropped. */
export const earningEffect = z.discriminatedUnion('kind', [
  /** Points worth this part of the base: 500 is 5%. */
  z.strictObject({ kind: z.literal('percent'), basisPoints, ...ofBill }),
  /** Points for each full amount of the base. */
  z.strictObject({
    kind: z.literal('perAmount'),
    points: z.int().min(0).max(1_000_000),
    amountMinor,
    ...ofBill,
  }),
  /** A percent that grows with the receipt, or with what the customer spent before. */
  z.strictObject({
    kind: z.literal('steps'),
    by: z.enum(['bill', 'spent']),
    steps: z
      .array(z.strictObject({ fromMinor: amountMinorOrZero, basisPoints }))
      .min(1)
      .max(20)
      .refine(
        (steps) => steps.every((step, index) => step.fromMinor > (steps[index - 1]?.fromMinor ?? -1)),
        'must grow from step to step',
      ),
    ...ofBill,
  }),
  z.strictObject({ kind: z.literal('fixed'), points: rulePoints }),
  /** Points for each piece of matching goods. */
  z.strictObject({ kind: z.literal('perItem'), points: rulePoints, lines: lineFilter.optional() }),
  /** What the other rules pay, times this: 150 is one and a half times as much. Pays the difference. */
  z.strictObject({
    kind: z.literal('multiplier'),
    percent: z.int().min(101).max(10_000),
    lines: lineFilter.optional(),
  }),
]);
export type EarningEffect = z.infer<typeof earningEffect>;

export const limitPeriods = ['day', 'week', 'month', 'year', 'ever'] as const;
export type LimitPeriod = (typeof limitPeriods)[number];

export const earningLimits = z.strictObject({
  /** An award above this is refused as a whole. */
  eventPoints: rulePoints.min(1).optional(),
  /** For one person in a calendar day, week, month, year of the brand's zone, or ever. */
  person: z
    .array(
      z
        .strictObject({
          period: z.enum(limitPeriods),
          /** What is above is trimmed. */
          points: rulePoints.min(1).optional(),
          /** How many times it pays. */
          times: z.int().min(1).max(1_000_000).optional(),
        })
        .refine(({ points, times }) => (points ?? times) !== undefined, 'give points or times'),
    )
    .max(limitPeriods.length)
    .refine((list) => new Set(list.map(({ period }) => period)).size === list.length, 'name each period once')
    .optional(),
  /** For everybody together, ever. */
  totalPoints: z.int().min(1).max(maxAmount).optional(),
  totalTimes: z.int().min(1).max(1_000_000_000).optional(),
});
export type EarningLimits = z.infer<typeof earningLimits>;

export const earningRuleSettings = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    trigger: earningTrigger,
    conditions: earningCondition,
    effect: earningEffect,
    limits: earningLimits,
    /** The rule pays from this instant on, and before that one; null is open. */
    startsAt: instant.nullable(),
    endsAt: instant.nullable(),
    /** Whole days until the points can be spent: 0 at once, 1 from the next day. */
    activationDelayDays: z.int().min(0).max(365),
    expiry: expiryRule,
  })
  .refine(
    ({ startsAt, endsAt }) =>
      startsAt === null || endsAt === null || Date.parse(startsAt) < Date.parse(endsAt),
    {
      message: 'is not after the start',
      path: ['endsAt'],
    },
  )
  .refine(({ trigger, effect }) => paysFor(trigger, effect), {
    message:
      'only purchases and whole receipts have money to count from; other events pay a fixed number of points',
    path: ['effect', 'kind'],
  });
export type EarningRuleSettings = z.infer<typeof earningRuleSettings>;

/** A receipt has a sum and no lines. */
function paysFor(trigger: EarningTrigger, effect: EarningEffect): boolean {
  if (trigger.kind === 'purchase' || effect.kind === 'fixed') return true;
  const isOfWholeBill = !('lines' in effect) || effect.lines === undefined;
  return trigger.kind === 'receipt' && effect.kind !== 'perItem' && isOfWholeBill;
}

/** Draft never paid; paused may come back; ended is history. */
export const earningRuleStates = ['draft', 'active', 'paused', 'ended'] as const;
export type EarningRuleState = (typeof earningRuleStates)[number];

/** Which of the rules that apply pays: the one that gives most, the first in order, or every one. */
export const conflictPolicies = ['best', 'first', 'all'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

/** What a rule answered, in words. */
export const ruleAnswer = z.object({
  ruleId: id,
  name: z.string(),
  points: z.number().int(),
  /** Why, as a code of the rule's reasons. */
  reason: z.string(),
  /** Why, as a sentence in the caller's language. */
  explanation: z.string(),
});
export type RuleAnswer = z.infer<typeof ruleAnswer>;

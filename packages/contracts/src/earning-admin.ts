/** How staff keep a brand's earning rules: the list, versions, states, order, templates, and the simulator. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import type { EarningReason } from './earning-outcomes.ts';
import { conflictPolicies, earningRuleSettings, earningRuleStates } from './earning-rules.ts';
import {
  amountMinor,
  amountMinorOrZero,
  id,
  instant,
  language,
  localized,
  maxAmount,
  points,
  slug,
} from './primitives.ts';
import type { programmeSettings } from './programme.ts';
import { purchaseLine } from './purchase-shapes.ts';

const read = { kind: 'staff', permission: 'programme.read' } as const;
const write = { kind: 'staff', permission: 'programme.write' } as const;
const bySlug = z.object({ slug });
const byRule = z.object({ slug, id });

/** What a brand may keep that has not ended. */
export const mostEarningRules = 100;

const ruleSettings = z.custom<z.infer<typeof earningRuleSettings>>();

export const earningRule = z.object({
  id,
  /** The rule that the programme's page edits too: it pays a percent or points per amount of the whole bill. */
  isBase: z.boolean(),
  state: z.enum(earningRuleStates),
  version: z.number().int(),
  settings: ruleSettings,
  /** The rule in a sentence. */
  summary: localized,
  /** What it has paid so far, and how many times; refunds are taken off the points. */
  paidPoints: z.number().int(),
  paidTimes: z.number().int(),
  savedAt: instant,
  savedBy: z.string().nullable(),
});
export type EarningRule = z.infer<typeof earningRule>;

const budget = z.strictObject({
  /** All rules together pay no more than this. */
  points: z.int().min(1).max(maxAmount),
  /** In a calendar month of the brand's zone, or ever. */
  period: z.enum(['month', 'ever']),
});

export const earningTerms = z.strictObject({
  policy: z.enum(conflictPolicies),
  budget: budget.nullable(),
});
export type EarningTerms = z.infer<typeof earningTerms>;

export const earningRuleList = z.object({
  /** In the brand's order; ended rules last. */
  items: z.array(earningRule),
  policy: z.enum(conflictPolicies),
  budget: z.object({ ...budget.shape, spentPoints: z.number().int() }).nullable(),
});
export type EarningRuleList = z.infer<typeof earningRuleList>;

export const listEarningRules = defineRoute('listEarningRules', {
  access: read,
  summary: 'All earning rules with what they paid, the policy between them and the budget.',
  params: bySlug,
  response: earningRuleList,
  success: 200,
  errors: ['brand_not_found'],
});

export const getEarningRule = defineRoute('getEarningRule', {
  access: read,
  summary: 'One rule with its versions, newest first.',
  params: byRule,
  response: earningRule.extend({
    versions: z.array(
      earningRule.pick({ version: true, settings: true, summary: true, savedAt: true, savedBy: true }),
    ),
  }),
  success: 200,
  errors: ['earning_rule_not_found'],
});

const ruleErrors = ['validation_failed', 'earning_rule_not_found', 'version_conflict'] as const;

export const createEarningRule = defineRoute('createEarningRule', {
  access: write,
  summary: 'Keeps a new rule as a draft, last in order.',
  params: bySlug,
  body: earningRuleSettings,
  response: earningRule,
  success: 201,
  errors: ['validation_failed', 'too_many_earning_rules'],
});

export const saveEarningRule = defineRoute('saveEarningRule', {
  access: write,
  summary: 'Changes a draft, or writes a new version of a rule: an active one pays by it at once.',
  params: byRule,
  body: z.strictObject({
    /** The version the editor started from. */
    baseVersion: z.int().min(1),
    settings: earningRuleSettings,
  }),
  response: earningRule,
  success: 200,
  errors: [...ruleErrors, 'earning_rule_state_invalid'],
});

export const deleteEarningRule = defineRoute('deleteEarningRule', {
  access: write,
  summary: 'Throws a draft away. A rule that was ever active is ended instead.',
  params: byRule,
  success: 204,
  errors: ['earning_rule_not_found', 'earning_rule_state_invalid'],
});

export const setEarningRuleState = defineRoute('setEarningRuleState', {
  access: write,
  summary: 'Activates, pauses or ends a rule. What has ended stays ended; a copy may begin again.',
  params: byRule,
  body: z.strictObject({ state: z.enum(['active', 'paused', 'ended']) }),
  response: earningRule,
  success: 200,
  errors: [...ruleErrors, 'earning_rule_state_invalid'],
});

export const duplicateEarningRule = defineRoute('duplicateEarningRule', {
  access: write,
  summary: 'A draft with the same settings, last in order.',
  params: byRule,
  response: earningRule,
  success: 201,
  errors: ['earning_rule_not_found', 'too_many_earning_rules'],
});

export const orderEarningRules = defineRoute('orderEarningRules', {
  access: write,
  summary: 'Puts the rules in order: each that has not ended must be named once.',
  params: bySlug,
  body: z.strictObject({ ids: z.array(id).min(1).max(mostEarningRules) }),
  response: earningRuleList,
  success: 200,
  errors: ['validation_failed', 'version_conflict'],
});

export const saveEarningTerms = defineRoute('saveEarningTerms', {
  access: write,
  summary: 'Sets which of several rules pays, and the budget of all rules together.',
  params: bySlug,
  body: earningTerms,
  response: earningRuleList,
  success: 200,
  errors: ['validation_failed', 'version_conflict'],
});

// --- Templates

export const earningTemplate = z.object({
  /** As in `silver-coffee`. */
  key: z.string(),
  title: localized,
  /** What it is good for, and what of it lies elsewhere. */
  text: localized,
  rules: z.array(z.object({ settings: ruleSettings, summary: localized })),
  policy: z.enum(conflictPolicies),
  /** What the programme's own page should say for it. */
  programme: z.custom<Partial<z.infer<typeof programmeSettings>>>(),
});
export type EarningTemplate = z.infer<typeof earningTemplate>;

export const listEarningTemplates = defineRoute('listEarningTemplates', {
  access: read,
  summary: 'Whole programmes to start from, in the words and the currency of the brand.',
  params: bySlug,
  query: z.strictObject({ language: language.optional() }),
  response: z.object({ items: z.array(earningTemplate) }),
  success: 200,
  errors: ['validation_failed'],
});

export const useEarningTemplate = defineRoute('useEarningTemplate', {
  access: write,
  summary: "Makes drafts of a template's rules; policy and programme stay as they are.",
  params: z.object({ slug, key: z.string().min(1).max(64) }),
  body: z.strictObject({ language: language.optional() }),
  response: z.object({ items: z.array(earningRule) }),
  success: 201,
  errors: ['validation_failed', 'earning_template_not_found', 'too_many_earning_rules'],
});

// --- Simulator

/** Somebody who need not exist. */
const inventedCustomer = z.strictObject({
  /** Null is somebody who has not joined. */
  joinedDaysAgo: z.int().min(0).max(36_500).nullable(),
  /** Month and day, as in 05-17. */
  birthday: z
    .string()
    .regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a month and a day, as in 05-17')
    .nullable(),
  language,
  source: z.string().trim().max(100).nullable(),
  purchasesBefore: z.int().min(0).max(1_000_000),
  spentBeforeMinor: amountMinorOrZero,
  availablePoints: points,
  /** The level they are in; absent or null for none. */
  tierId: id.nullable().optional(),
});

export const simulationBody = z
  .strictObject({
    customer: z.union([z.strictObject({ id }), inventedCustomer]),
    /** When it happens: now if absent, also in the future. */
    at: instant.optional(),
    purchase: z.strictObject({
      totalMinor: amountMinor.optional(),
      lines: z.array(purchaseLine).min(1).max(500).optional(),
      discountMinor: amountMinorOrZero.optional(),
      redeemPoints: z.union([points, z.literal('max')]).optional(),
      shopId: id.optional(),
      channel: z.string().trim().min(1).max(100).optional(),
    }),
    /** Drafts and paused rules to ask as if they were active. */
    alsoRuleIds: z.array(id).max(mostEarningRules).optional(),
    /** A rule that need not be saved; it stands in place of the one with its id, or last. */
    trial: z.strictObject({ ruleId: id.nullable(), settings: earningRuleSettings }).optional(),
    /** Absent: the brand's own. */
    policy: z.enum(conflictPolicies).optional(),
  })
  .refine(({ purchase }) => (purchase.totalMinor === undefined) !== (purchase.lines === undefined), {
    message: 'give totalMinor or lines',
    path: ['purchase', 'totalMinor'],
  });
export type SimulationBody = z.infer<typeof simulationBody>;

export const simulationResult = z.object({
  totalMinor: z.number().int(),
  redeemedPoints: z.number().int(),
  /** The most points this purchase could be paid with. */
  maxRedeemPoints: z.number().int(),
  paidMinor: z.number().int(),
  earnedPoints: z.number().int(),
  policy: z.enum(conflictPolicies),
  /** One for each rule about purchases, in order. */
  rules: z.array(
    z.object({
      /** Null for a trial that was never saved. */
      ruleId: id.nullable(),
      name: z.string(),
      points: z.number().int(),
      /** What it would pay without limits and without other rules. */
      rawPoints: z.number().int(),
      reason: z.custom<EarningReason>(),
      /** The reason in a sentence. */
      words: localized,
      /** When its points could be spent, and when they would be gone; null when it pays nothing. */
      activeFrom: instant.nullable(),
      expiresAt: instant.nullable(),
    }),
  ),
});
export type SimulationResult = z.infer<typeof simulationResult>;

export const simulateEarning = defineRoute('simulateEarning', {
  access: read,
  summary:
    "Each rule's yes or no to a purchase, with the reason, the points, and what could be spent; writes nothing.",
  params: bySlug,
  body: simulationBody,
  response: simulationResult,
  success: 200,
  errors: [
    'validation_failed',
    'customer_not_found',
    'earning_rule_not_found',
    'tier_not_found',
    'redeem_over_limit',
    'insufficient_points',
  ],
});

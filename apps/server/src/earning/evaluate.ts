/** Asks every rule in force about an event, chooses by the brand's policy, and says of each rule why. Pure. */
import type {
  ConflictPolicy,
  EarningReason,
  EarningRuleSettings,
  EarningTrigger,
  EarningVerdict,
  Localized,
} from '@regulars/contracts';
import { compileCondition } from './conditions.ts';
import { compileEffect, compileMultiplier, type EffectOf, type ExtraOf } from './effects.ts';
import type { EarningFacts } from './facts.ts';
import { type Limited, limitAward, limitByBudget, type Usage } from './limits.ts';

/** A rule in one of its versions. */
export interface RuleVersion {
  id: string;
  versionId: string;
  settings: EarningRuleSettings;
}

export interface CompiledRule extends RuleVersion {
  isAskedAbout(facts: EarningFacts): boolean;
  /** Why it does not apply; null when it does. */
  refuse(facts: EarningFacts): EarningReason | null;
  pays: { kind: 'points'; of: EffectOf } | { kind: 'extra' | 'tier'; of: ExtraOf };
}

/** What a rule pays for one event. */
export interface Award {
  rule: CompiledRule;
  points: number;
  /** The most that its limits allowed; null when nothing limits it. */
  roomPoints: number | null;
}

export interface Evaluation {
  points: number;
  awards: Award[];
  /** One for each rule about this kind of event, in the brand's order. */
  verdicts: EarningVerdict[];
}

export interface EvaluationTerms {
  policy: ConflictPolicy;
  pointValueMinor: number;
  usage: Usage;
  /** What the customer's tier gives; absent for none. */
  tier?: TierBenefit | null;
}

/** A tier as the rules see it: 150 percent is one and a half times what all of them pay for a purchase. */
export interface TierBenefit {
  id: string;
  name: Localized;
  percent: number;
}

export function compileRule(version: RuleVersion): CompiledRule {
  const { settings } = version;
  const { trigger, effect } = settings;
  const unmetOf = compileCondition(settings.conditions);
  const startsAt = settings.startsAt === null ? Number.NEGATIVE_INFINITY : Date.parse(settings.startsAt);
  const endsAt = settings.endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(settings.endsAt);
  const eventType = eventTypeOf(trigger);
  return {
    ...version,
    isAskedAbout: (facts) => facts.trigger === trigger.kind && facts.eventType === eventType,
    refuse(facts) {
      const at = facts.occurredAt.getTime();
      if (at < startsAt) return { code: 'not_started', startsAt: settings.startsAt ?? '' };
      if (at >= endsAt) return { code: 'over', endsAt: settings.endsAt ?? '' };
      const unmet = unmetOf(facts);
      return unmet && { code: 'condition_not_met', ...unmet };
    },
    pays:
      effect.kind === 'multiplier'
        ? { kind: 'extra', of: compileMultiplier(effect) }
        : { kind: 'points', of: compileEffect(effect) },
  };
}

/** What tells events of one kind apart: their own name; for birthdays how early they pay and whom. */
export function eventTypeOf(trigger: EarningTrigger): string | null {
  if (trigger.kind === 'event') return trigger.type;
  return trigger.kind === 'birthday' ? `${trigger.daysBefore}-${trigger.filledDaysBefore}` : null;
}

/** `rules` stand in the brand's order. */
export function evaluate(
  rules: readonly CompiledRule[],
  facts: EarningFacts,
  terms: EvaluationTerms,
): Evaluation {
  const answers = rules.filter((rule) => rule.isAskedAbout(facts)).map((rule) => ask(rule, facts, terms));
  const base = answers.filter(({ rule }) => rule.pays.kind === 'points');
  choose(base, terms.policy);
  const basePoints = base.reduce((sum, { limited }) => sum + limited.points, 0);
  const extra = answers.filter(({ rule }) => rule.pays.kind === 'extra');
  for (const answer of extra) multiply(answer, facts, basePoints, terms.usage);
  choose(extra, terms.policy);
  answers.push(...tierAnswer(answers, facts, terms.tier ?? null));
  let budgetLeft = terms.usage.budgetLeftPoints;
  for (const answer of answers) {
    answer.limited = withinBudget(answer, budgetLeft);
    if (budgetLeft !== null) budgetLeft -= answer.limited.points;
  }
  const paying = answers.filter(({ limited }) => limited.points > 0);
  return {
    points: paying.reduce((sum, { limited }) => sum + limited.points, 0),
    awards: paying.map(({ rule, limited: { points, roomPoints } }) => ({ rule, points, roomPoints })),
    verdicts: answers.map(verdictOf),
  };
}

/** Stands for a tier among the rules that paid; its points live as those of the rule that it multiplies first. */
export function tierRule(
  { id, name, percent }: TierBenefit,
  life: Pick<EarningRuleSettings, 'activationDelayDays' | 'expiry'>,
): CompiledRule {
  const effect = { kind: 'multiplier', percent } as const;
  return {
    id,
    versionId: id,
    settings: {
      ...life,
      name: name.ru,
      trigger: { kind: 'purchase' },
      conditions: { kind: 'all', of: [] },
      effect,
      limits: {},
      startsAt: null,
      endsAt: null,
    },
    isAskedAbout: (facts) => facts.trigger === 'purchase',
    refuse: () => null,
    pays: { kind: 'tier', of: compileMultiplier(effect) },
  };
}

/** Outside the policy and the limits of single rules; only the budget of all of them holds it back. */
function tierAnswer(answers: readonly Asked[], facts: EarningFacts, tier: TierBenefit | null): Asked[] {
  const first = answers.find(({ limited }) => limited.points > 0);
  if (!tier || !first || !facts.purchase) return [];
  const rule = tierRule(tier, first.rule.settings);
  const points = answers.reduce((sum, { limited }) => sum + limited.points, 0);
  const extra = rule.pays.kind === 'tier' ? rule.pays.of(facts, points) : 0;
  if (extra === 0) return [];
  const reason = { code: 'tier_multiplied', percent: tier.percent, name: tier.name } as const;
  return [{ rule, rawPoints: extra, limited: { points: extra, roomPoints: null, reason } }];
}

/** What is left of a tier's points is still told as the tier's: a refund needs to know how much it multiplied. */
function withinBudget({ rule, limited }: Asked, leftPoints: number | null): Limited {
  const left = limitByBudget(limited, leftPoints);
  return rule.pays.kind === 'tier' && left.points > 0 ? { ...left, reason: limited.reason } : left;
}

interface Asked {
  rule: CompiledRule;
  rawPoints: number;
  limited: Limited;
}

function ask(rule: CompiledRule, facts: EarningFacts, { pointValueMinor, usage }: EvaluationTerms): Asked {
  const refusal = rule.refuse(facts);
  if (refusal) return { rule, rawPoints: 0, limited: none(refusal) };
  // What a multiplier adds is known once the others are.
  if (rule.pays.kind === 'extra')
    return { rule, rawPoints: 0, limited: none({ code: 'nothing_to_multiply' }) };
  const rawPoints = rule.pays.of(facts, pointValueMinor);
  if (rawPoints === null) return { rule, rawPoints: 0, limited: none({ code: 'no_matching_lines' }) };
  if (rawPoints === 0) return { rule, rawPoints, limited: none({ code: 'nothing_to_earn' }) };
  return {
    rule,
    rawPoints,
    limited: limitAward({ id: rule.id, limits: rule.settings.limits }, usage, rawPoints),
  };
}

function multiply(answer: Asked, facts: EarningFacts, basePoints: number, usage: Usage): void {
  const { rule, limited } = answer;
  if (rule.pays.kind !== 'extra' || limited.reason.code !== 'nothing_to_multiply') return;
  answer.rawPoints = rule.pays.of(facts, basePoints);
  if (answer.rawPoints > 0) {
    answer.limited = limitAward({ id: rule.id, limits: rule.settings.limits }, usage, answer.rawPoints);
  }
}

/** Leaves points only to those that the policy lets pay. Of equal ones the first in order wins. */
function choose(answers: readonly Asked[], policy: ConflictPolicy): void {
  if (policy === 'all') return;
  const paying = answers.filter(({ limited }) => limited.points > 0);
  const [first] = paying;
  if (!first) return;
  const winner =
    policy === 'first'
      ? first
      : paying.reduce((most, one) => (one.limited.points > most.limited.points ? one : most));
  for (const answer of paying) {
    if (answer !== winner) answer.limited = none({ code: 'outranked', byRuleId: winner.rule.id });
  }
}

function none(reason: EarningReason): Limited {
  return { points: 0, roomPoints: 0, reason };
}

function verdictOf({ rule, rawPoints, limited }: Asked): EarningVerdict {
  return {
    ruleId: rule.id,
    ruleVersionId: rule.versionId,
    name: rule.settings.name,
    points: limited.points,
    rawPoints,
    reason: limited.reason,
  };
}

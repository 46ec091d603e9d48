/** Sets of rules and single ones by id, compiled once. */
import type { EarningCondition, LimitPeriod } from '@regulars/contracts';
import { partsOf } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import { type CompiledRule, compileRule, type RuleVersion } from './evaluate.ts';
import { type ById, keepById } from './keep-by-id.ts';
import { type Ruleset, rulesetById, ruleVersionById } from './rulesets.ts';

export interface CompiledRuleset extends Omit<Ruleset, 'rules'> {
  rules: CompiledRule[];
  needs: EarningNeeds;
}

/** What of the past the rules of a set ask about: only that is read with a posting. */
export interface EarningNeeds {
  /** What rules have paid to a person. */
  uses: boolean;
  /** Rules with limits for everybody, and the brand where there is a budget. */
  totals: readonly string[];
  /** How many days back goods of earlier purchases count; 0 is none. */
  goodsDays: number;
  /** Kinds of events that were done before. */
  eventTypes: readonly string[];
}

export const noNeeds: EarningNeeds = { uses: false, totals: [], goodsDays: 0, eventTypes: [] };

export type RulesetById = ById<Tx, CompiledRuleset>;

export function keepRulesets(): RulesetById {
  return keepById(async (tx, brandId, id) => compileRuleset(brandId, await rulesetById(tx, brandId, id)));
}

export type RuleByVersion = ById<Tx, CompiledRule>;

/** Single versions, for refunds of what they paid. */
export function keepRules(): RuleByVersion {
  return keepById(async (tx, brandId, versionId) =>
    compileRule(await ruleVersionById(tx, brandId, versionId)),
  );
}

function compileRuleset(brandId: string, ruleset: Ruleset): CompiledRuleset {
  return { ...ruleset, rules: ruleset.rules.map(compileRule), needs: needsOf(brandId, ruleset) };
}

function needsOf(brandId: string, { rules, budget }: Ruleset): EarningNeeds {
  const facts = rules.flatMap(({ settings }) => factsOf(settings.conditions));
  const limited = rules.filter(hasTotal).map(({ id }) => id);
  return {
    uses: rules.some(({ settings }) => (settings.limits.person ?? []).length > 0),
    totals: budget === null ? limited : [...limited, brandId],
    goodsDays: Math.max(0, ...facts.map((fact) => (fact.kind === 'bought' ? fact.days : 0))),
    eventTypes: [...new Set(facts.flatMap((fact) => (fact.kind === 'event' ? [fact.type] : [])))],
  };
}

function factsOf(condition: EarningCondition): EarningCondition[] {
  const parts = partsOf(condition);
  return parts.length === 0 ? [condition] : parts.flatMap(factsOf);
}

function hasTotal({ settings: { limits } }: RuleVersion): boolean {
  return limits.totalPoints !== undefined || limits.totalTimes !== undefined;
}

/** True when a read that was made for one set of needs has what the other asks for. */
export function covers(read: EarningNeeds, asked: EarningNeeds): boolean {
  return (
    (read.uses || !asked.uses) &&
    read.goodsDays >= asked.goodsDays &&
    asked.totals.every((id) => read.totals.includes(id)) &&
    asked.eventTypes.every((type) => read.eventTypes.includes(type))
  );
}

export function joinNeeds(one: EarningNeeds, other: EarningNeeds): EarningNeeds {
  return {
    uses: one.uses || other.uses,
    totals: [...new Set([...one.totals, ...other.totals])],
    goodsDays: Math.max(one.goodsDays, other.goodsDays),
    eventTypes: [...new Set([...one.eventTypes, ...other.eventTypes])],
  };
}

/** What the rule asks about goods of several purchases. */
export function boughtFacts({ settings }: RuleVersion): Extract<EarningCondition, { kind: 'bought' }>[] {
  return factsOf(settings.conditions).flatMap((fact) => (fact.kind === 'bought' ? [fact] : []));
}

/** The periods in which a rule counts what it pays to a person. */
export function personPeriods({ settings }: RuleVersion): LimitPeriod[] {
  return (settings.limits.person ?? []).map(({ period }) => period);
}

/** What rules have paid, as one posting reads it, adds to it and writes it back. */
import type { LimitPeriod } from '@regulars/contracts';
import { type EarningCustomer, totalKey, useKey } from './earning.state.sql.ts';
import type { Award } from './evaluate.ts';
import type { Usage, Use } from './limits.ts';
import { periodStart } from './periods.ts';
import { type CompiledRuleset, personPeriods } from './ruleset-cache.ts';

export interface UseRow extends Use {
  customerId: string;
  ruleId: string;
  period: LimitPeriod;
  startDay: number;
}

export interface TotalRow extends Use {
  scopeId: string;
  startDay: number;
  limitPoints: number | null;
  limitTimes: number | null;
}

/** The rows to add to; one for each key, whatever the group does. */
export interface EarningExtra {
  uses: Map<string, UseRow>;
  totals: Map<string, TotalRow>;
}

export function openEarningExtra(): EarningExtra {
  return { uses: new Map(), totals: new Map() };
}

/** What the limits look at for an event on a day, what this group has paid already included. */
export function usageFor(
  {
    brandId,
    ruleset,
    totals,
  }: { brandId: string; ruleset: CompiledRuleset; totals: ReadonlyMap<string, Use> },
  customer: EarningCustomer,
  day: number,
): Usage {
  const { budget } = ruleset;
  const spent = budget && totals.get(totalKey(brandId, periodStart(budget.period, day)));
  return {
    person: (ruleId, period) => customer.uses.get(useKey(ruleId, period, periodStart(period, day))),
    totals: { get: (ruleId) => totals.get(totalKey(ruleId, 0)) },
    budgetLeftPoints: budget && budget.points - (spent?.points ?? 0),
  };
}

export interface Posted {
  brandId: string;
  customerId: string;
  customer: EarningCustomer;
  ruleset: CompiledRuleset;
  totals: Map<string, Use>;
  /** In the brand's zone. */
  day: number;
}

/** Counts what was paid, for the next of the group and for the database. */
export function recordAwards(extra: EarningExtra, posted: Posted, awards: readonly Award[]): void {
  const { brandId, ruleset, day, totals } = posted;
  for (const { rule, points } of awards) {
    const { limits } = rule.settings;
    addUses(extra, posted, rule, { points, times: 1 });
    addTotal(extra, totals, {
      scopeId: rule.id,
      startDay: 0,
      points,
      times: 1,
      limitPoints: limits.totalPoints ?? null,
      limitTimes: limits.totalTimes ?? null,
    });
  }
  const { budget } = ruleset;
  const points = awards.reduce((sum, award) => sum + award.points, 0);
  if (budget && points > 0) {
    addTotal(extra, totals, {
      scopeId: brandId,
      startDay: periodStart(budget.period, day),
      points,
      times: awards.length,
      limitPoints: budget.points,
      limitTimes: null,
    });
  }
}

function addUses(extra: EarningExtra, posted: Posted, rule: Award['rule'], by: Use): void {
  for (const period of personPeriods(rule)) {
    const startDay = periodStart(period, posted.day);
    const key = useKey(rule.id, period, startDay);
    posted.customer.uses.set(key, sum(posted.customer.uses.get(key), by));
    const row = extra.uses.get(`${posted.customerId} ${key}`);
    extra.uses.set(`${posted.customerId} ${key}`, {
      customerId: posted.customerId,
      ruleId: rule.id,
      period,
      startDay,
      ...sum(row, by),
    });
  }
}

function addTotal(extra: EarningExtra, totals: Map<string, Use>, by: TotalRow): void {
  const key = totalKey(by.scopeId, by.startDay);
  totals.set(key, sum(totals.get(key), by));
  extra.totals.set(key, { ...by, ...sum(extra.totals.get(key), by) });
}

function sum(one: Use | undefined, other: Use): Use {
  return { points: (one?.points ?? 0) + other.points, times: (one?.times ?? 0) + other.times };
}

/** What a refund takes out of the counts: points of each award, and its time once nothing of it is left. */
export function recordTakenBack(
  extra: EarningExtra,
  taken: {
    customerId: string;
    day: number;
    awards: readonly { rule: Award['rule']; points: number; isGone: boolean }[];
  },
): void {
  const { customerId, day } = taken;
  for (const { rule, points, isGone } of taken.awards) {
    const by = { points: -points, times: isGone ? -1 : 0 };
    for (const period of personPeriods(rule)) {
      const startDay = periodStart(period, day);
      const key = `${customerId} ${useKey(rule.id, period, startDay)}`;
      const row = { customerId, ruleId: rule.id, period, startDay, ...sum(extra.uses.get(key), by) };
      extra.uses.set(key, row);
    }
    const key = totalKey(rule.id, 0);
    const limits = { limitPoints: null, limitTimes: null };
    extra.totals.set(key, { scopeId: rule.id, startDay: 0, ...limits, ...sum(extra.totals.get(key), by) });
  }
}

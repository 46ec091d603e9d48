/** How much room a rule's limits leave, from what it has paid so far. */
import type { EarningLimits, EarningReason, LimitPeriod } from '@regulars/contracts';

export interface Use {
  points: number;
  times: number;
}

/** What was paid before this event: by rule and person in the periods that are running, by rule, and left in the budget. */
export interface Usage {
  /** By the person, in the period of the event. */
  person(ruleId: string, period: LimitPeriod): Use | undefined;
  /** Keyed by the rule's id. */
  totals: { get(ruleId: string): Use | undefined };
  /** Null is no budget. */
  budgetLeftPoints: number | null;
}

export const noUsage: Usage = { person: () => undefined, totals: new Map(), budgetLeftPoints: null };

/** Points after the limits. `roomPoints` is what the rule could have paid at most; null when nothing limits it. */
export interface Limited {
  points: number;
  roomPoints: number | null;
  reason: EarningReason;
}

export function limitAward(
  rule: { id: string; limits: EarningLimits },
  usage: Usage,
  points: number,
): Limited {
  const { limits } = rule;
  if (limits.eventPoints !== undefined && points > limits.eventPoints) {
    return nothing({ code: 'event_points_exceeded', limit: limits.eventPoints, points });
  }
  const refusal = timesReached(rule, usage);
  if (refusal) return nothing(refusal);
  const tightest = tightestRoom(rule, usage);
  if (!tightest) return { points, roomPoints: null, reason: { code: 'paid' } };
  if (points <= tightest.points) return { points, roomPoints: tightest.points, reason: { code: 'paid' } };
  const reason = tightest.points === 0 ? tightest.reached : tightest.trimmed;
  return { points: tightest.points, roomPoints: tightest.points, reason };
}

/** The brand's budget trims what is left of all rules, in order. */
export function limitByBudget(limited: Limited, leftPoints: number | null): Limited {
  if (leftPoints === null || limited.points <= leftPoints) return limited;
  const points = Math.max(0, leftPoints);
  return {
    points,
    roomPoints: Math.min(points, limited.roomPoints ?? points),
    reason: { code: points === 0 ? 'budget_spent' : 'budget_trimmed' },
  };
}

function timesReached({ id, limits }: { id: string; limits: EarningLimits }, usage: Usage) {
  const reached = limits.person?.find(
    ({ period, times }) => times !== undefined && (usage.person(id, period)?.times ?? 0) >= times,
  );
  if (reached?.times !== undefined) {
    return { code: 'person_times_reached', period: reached.period, limit: reached.times } as const;
  }
  const { totalTimes } = limits;
  return totalTimes !== undefined && (usage.totals.get(id)?.times ?? 0) >= totalTimes
    ? ({ code: 'total_times_reached', limit: totalTimes } as const)
    : null;
}

interface Room {
  points: number;
  trimmed: EarningReason;
  reached: EarningReason;
}

function tightestRoom({ id, limits }: { id: string; limits: EarningLimits }, usage: Usage): Room | null {
  const rooms: Room[] = [];
  for (const { period, points: limit } of limits.person ?? []) {
    if (limit === undefined) continue;
    rooms.push({
      points: Math.max(0, limit - (usage.person(id, period)?.points ?? 0)),
      trimmed: { code: 'person_points_trimmed', period, limit },
      reached: { code: 'person_points_reached', period, limit },
    });
  }
  if (limits.totalPoints !== undefined) {
    rooms.push({
      points: Math.max(0, limits.totalPoints - (usage.totals.get(id)?.points ?? 0)),
      trimmed: { code: 'total_points_trimmed', limit: limits.totalPoints },
      reached: { code: 'total_points_reached', limit: limits.totalPoints },
    });
  }
  return rooms.reduce<Room | null>(
    (least, room) => (least === null || room.points < least.points ? room : least),
    null,
  );
}

function nothing(reason: EarningReason): Limited {
  return { points: 0, roomPoints: 0, reason };
}

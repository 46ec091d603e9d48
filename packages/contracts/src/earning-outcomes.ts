/** What a rule answered to an event and why; types alone, for whoever shows it. */
import type { EarningCondition } from './earning-conditions.ts';
import type { LimitPeriod } from './earning-rules.ts';
import type { Localized } from './primitives.ts';

/** Why a rule paid what it paid. `limit` is the limit that was met, in points or times. */
export type EarningReason =
  | { code: 'paid' }
  /** Paid less than it would have. */
  | { code: 'person_points_trimmed'; period: LimitPeriod; limit: number }
  | { code: 'total_points_trimmed'; limit: number }
  | { code: 'budget_trimmed' }
  /** What a tier adds to all that rules pay: 150 is one and a half times. */
  | { code: 'tier_multiplied'; percent: number; name: Localized }
  /** Paid nothing. */
  | { code: 'not_started'; startsAt: string }
  | { code: 'over'; endsAt: string }
  | { code: 'condition_not_met'; condition: EarningCondition; actual: number | null }
  | { code: 'no_matching_lines' }
  | { code: 'nothing_to_earn' }
  | { code: 'nothing_to_multiply' }
  | { code: 'event_points_exceeded'; limit: number; points: number }
  | { code: 'person_points_reached'; period: LimitPeriod; limit: number }
  | { code: 'person_times_reached'; period: LimitPeriod; limit: number }
  | { code: 'total_points_reached'; limit: number }
  | { code: 'total_times_reached'; limit: number }
  | { code: 'budget_spent' }
  /** The brand's policy chose another rule. */
  | { code: 'outranked'; byRuleId: string };

/** One rule's answer to one event. */
export interface EarningVerdict {
  ruleId: string;
  ruleVersionId: string;
  name: string;
  points: number;
  /** What it would have paid without limits. */
  rawPoints: number;
  reason: EarningReason;
}

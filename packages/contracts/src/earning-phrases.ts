/** What each language must be able to say about an earning rule; types alone, free of zod. */
import type { EarningReason } from './earning-outcomes.ts';
import type { EarningTrigger, LimitPeriod } from './earning-rules.ts';
import type { Language } from './primitives.ts';
import type { ExpiryRule } from './programme.ts';

/** A range as people say it: "from 5", "up to 7", "from 5 to 7". */
export interface Ends {
  min?: string | undefined;
  max?: string | undefined;
}

/** The phrases of one language. `goods` and amounts come written. */
export interface EarningPhrases {
  /** "coffee, tea", "everything but drinks". */
  goods(parts: {
    only: string[];
    named: string[];
    except: string[];
    discounted: boolean | undefined;
  }): string;
  percent(percent: string, goods: string | null): string;
  perAmount(points: string, amount: string, goods: string | null): string;
  steps(
    steps: { percent: string; from: string | null }[],
    by: 'bill' | 'spent',
    goods: string | null,
  ): string;
  fixed(points: string, trigger: EarningTrigger): string;
  perItem(points: string, goods: string | null): string;
  multiplier(times: number, noun: string, goods: string | null): string;
  total(of: 'bill' | 'paid', ends: Ends): string;
  lines(goods: string, test: 'any' | 'all' | 'quantity' | 'sum' | 'share', ends: Ends): string;
  bought(goods: string, quantity: number, days: number): string;
  redeemed(isNone: boolean, ends: Ends): string;
  shop(names: string[], count: number): string;
  channel(channels: string[]): string;
  weekday(weekdays: number[]): string;
  hours(from: string, until: string): string;
  dates(ends: Ends): string;
  membership(minDays: number | undefined, maxDays: number | undefined): string;
  birthday(daysBefore: number, daysAfter: number): string;
  language(languages: Language[]): string;
  source(sources: string[]): string;
  purchaseNumber(min: number | undefined, max: number | undefined, every: number | undefined): string;
  spent(ends: Ends): string;
  event(type: string, days: number | undefined): string;
  property(name: string, equals: string | undefined, ends: Ends): string;
  tier(names: string[], count: number): string;
  segment(names: string[], count: number): string;
  any(parts: string[]): string;
  not(part: string): string;
  limitPoints(points: string, period: LimitPeriod | null): string;
  limitTimes(times: number, period: LimitPeriod | null): string;
  limitEvent(points: string): string;
  delay(days: number): string;
  expiry(expiry: ExpiryRule): string;
  span(ends: Ends): string;
  /** Behind a rule that counts from the sums of receipts. */
  receiptTrigger: string;
  birthdayTrigger(daysBefore: number, filledDaysBefore: number): string | null;
  reason(reason: ReasonWords): string;
}

/** A reason with its values written. */
export type ReasonWords =
  | {
      code: Exclude<
        EarningReason['code'],
        'condition_not_met' | LimitCode | 'not_started' | 'over' | 'outranked' | 'tier_multiplied'
      >;
    }
  | { code: 'condition_not_met'; condition: string; actual: string | null }
  | { code: LimitCode; limit: string; period: LimitPeriod | null }
  | { code: 'not_started' | 'over'; at: string }
  | { code: 'outranked'; byName: string | null }
  | { code: 'tier_multiplied'; times: string };
type LimitCode =
  | 'person_points_trimmed'
  | 'total_points_trimmed'
  | 'event_points_exceeded'
  | 'person_points_reached'
  | 'person_times_reached'
  | 'total_points_reached'
  | 'total_times_reached';

/** Calendar periods that limits count in, as days since 1970 in the brand's zone. */
import type { LimitPeriod } from '@regulars/contracts';

const dayMilliseconds = 86_400_000;

/** The first day of the period that a day lies in; weeks begin on Monday, "ever" on 1 January 1970. */
export function periodStart(period: LimitPeriod, day: number): number {
  const date = new Date(day * dayMilliseconds);
  switch (period) {
    case 'day':
      return day;
    case 'week':
      // 1 January 1970 was a Thursday.
      return day - ((((day + 3) % 7) + 7) % 7);
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / dayMilliseconds;
    case 'year':
      return Date.UTC(date.getUTCFullYear(), 0) / dayMilliseconds;
    case 'ever':
      return 0;
  }
}

/** As the database keeps it: a date without a zone. */
export function dateOfStart(day: number): Date {
  return new Date(day * dayMilliseconds);
}

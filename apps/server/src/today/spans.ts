/** The spans of time that the home screen compares, by the calendar of the brand's zone: pure. */
import type { Today } from '@regulars/contracts';
import { Temporal } from 'temporal-polyfill';

/** From `from` on, up to but without `until`. */
export interface Span {
  from: Date;
  until: Date;
}

export interface Spans {
  current: Span;
  /** As long ago as the period is long, up to the same time of day. */
  previous: Span;
  /** The days of the sparkline, oldest first; the last one is today so far. */
  days: Span[];
}

const lengthDays: Record<Today['period'], number> = { today: 1, '7d': 7, '30d': 30 };
/** One day makes no line, so today is shown with the six before it. */
const shortestSeriesDays = 7;

export function spansOf(period: Today['period'], now: Date, zone: string): Spans {
  const length = lengthDays[period];
  // What happens in this very millisecond is part of today.
  const end = Temporal.Instant.fromEpochMilliseconds(now.getTime() + 1).toZonedDateTimeISO(zone);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const startOf = (daysAgo: number) => toDate(today.subtract({ days: daysAgo }).toZonedDateTime(zone));
  const seriesDays = Math.max(length, shortestSeriesDays);
  return {
    current: { from: startOf(length - 1), until: toDate(end) },
    previous: { from: startOf(2 * length - 1), until: toDate(end.subtract({ days: length })) },
    days: Array.from({ length: seriesDays }, (_, index) => {
      const daysAgo = seriesDays - 1 - index;
      return { from: startOf(daysAgo), until: daysAgo === 0 ? toDate(end) : startOf(daysAgo - 1) };
    }),
  };
}

function toDate(moment: Temporal.ZonedDateTime): Date {
  return new Date(moment.epochMilliseconds);
}

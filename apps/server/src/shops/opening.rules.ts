/** Whether a shop is open, until when, and when it opens next; plain arithmetic over its hours. */
import type { OpeningInterval, OpeningNow } from '@regulars/contracts';
import { Temporal } from 'temporal-polyfill';

export interface OpeningHours {
  hours: readonly OpeningInterval[];
  closedDates: readonly string[];
}

/** Minutes from the midnight with which the asker's day began. */
interface Span {
  from: number;
  until: number;
}

const dayMinutes = 1_440;
/** Yesterday's night may still go on; a week later everything comes again. */
const daysAround = [-1, 0, 1, 2, 3, 4, 5, 6, 7];

/** As of the instant, in the brand's zone. */
export function openingAt({ hours, closedDates }: OpeningHours, at: Date, zone: string): OpeningNow {
  if (hours.length === 0) return { kind: 'untold' };
  const local = localTime(at, zone);
  const minute = local.hour * 60 + local.minute;
  const spans = joined(
    daysAround.flatMap((offset) => {
      const day = local.toPlainDate().add({ days: offset });
      if (closedDates.includes(day.toString())) return [];
      return hours.filter(({ weekday }) => weekday === day.dayOfWeek).map((one) => spanOf(one, offset));
    }),
  );
  const current = spans.find(({ from, until }) => from <= minute && minute < until);
  if (current) {
    const isSoon = current.until - minute <= dayMinutes;
    return { kind: 'open', until: isSoon ? clock(current.until) : null };
  }
  const next = spans.find(({ from }) => from > minute);
  if (!next) return { kind: 'closed', opens: null };
  const inDays = Math.floor(next.from / dayMinutes);
  const weekday = local.add({ days: inDays }).dayOfWeek;
  return { kind: 'closed', opens: { weekday, inDays, at: clock(next.from) } };
}

/** 1 is Monday. */
export function weekdayAt(at: Date, zone: string): number {
  return localTime(at, zone).dayOfWeek;
}

function localTime(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function spanOf({ from, until }: OpeningInterval, offset: number): Span {
  const start = offset * dayMinutes + minutesOf(from);
  const end = offset * dayMinutes + minutesOf(until);
  return { from: start, until: end > start ? end : end + dayMinutes };
}

/** Spans that touch are one: a shop that closes at midnight and opens at midnight never closes. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.from - right.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else result.push({ ...span });
  }
  return result;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function clock(minute: number): string {
  const ofDay = ((minute % dayMinutes) + dayMinutes) % dayMinutes;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

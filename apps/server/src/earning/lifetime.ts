/** When points start and end, by the calendar of the brand's zone. */
import type { ExpiryRule } from '@regulars/contracts';
import { Temporal } from 'temporal-polyfill';

export interface LifetimeRule {
  activationDelayDays: number;
  expiry: ExpiryRule;
}

export interface Lifetime {
  activeFrom: Date;
  /** The first instant at which the points are gone; null if they never go. */
  expiresAt: Date | null;
}

/**
 * Without a delay points live at once; with one they wake when the day comes, at its first instant in the zone.
 * They live through the whole last day, counted from activation: one month from 31 January is to the end of
 * 28 February, twelve months from 6 July rounded to the month's end is to the end of July.
 */
export function lifetimeOf(rule: LifetimeRule, earnedAt: Date, zone: string): Lifetime {
  const key = `${rule.activationDelayDays} ${expiryKey(rule.expiry)} ${zone}`;
  const known = recent.get(key);
  // Calendar arithmetic costs more than the rest of a purchase, and all purchases of a day share its answer.
  if (known && earnedAt >= known.from && earnedAt < known.until) return lifetimeFrom(known, earnedAt);
  const day = computeDay(rule, earnedAt, zone);
  if (recent.size >= maxRecent) recent.clear();
  recent.set(key, day);
  return lifetimeFrom(day, earnedAt);
}

/** The end of points that live some days from now: used for points that come back after their lot expired. */
export function endAfterDays(from: Date, days: number, zone: string): Date {
  return instant(
    zoned(from, zone)
      .toPlainDate()
      .add({ days: days + 1 }),
    zone,
  );
}

/** The first instant of a calendar date in the zone, or of a day some days after it. */
export function startOfDate(date: string, zone: string, daysAfter = 0): Date {
  return instant(Temporal.PlainDate.from(date).add({ days: daysAfter }), zone);
}

interface Day {
  from: Date;
  until: Date;
  /** Null: at once. */
  activeFrom: Date | null;
  expiresAt: Date | null;
}

const recent = new Map<string, Day>();
const maxRecent = 1_000;

function lifetimeFrom(day: Day, earnedAt: Date): Lifetime {
  return { activeFrom: day.activeFrom ?? earnedAt, expiresAt: day.expiresAt };
}

function computeDay(rule: LifetimeRule, earnedAt: Date, zone: string): Day {
  const earnedOn = zoned(earnedAt, zone).toPlainDate();
  const activeOn = earnedOn.add({ days: rule.activationDelayDays });
  const goneOn = goneDate(rule.expiry, activeOn);
  return {
    from: instant(earnedOn, zone),
    until: instant(earnedOn.add({ days: 1 }), zone),
    activeFrom: rule.activationDelayDays === 0 ? null : instant(activeOn, zone),
    expiresAt: goneOn === null ? null : instant(goneOn, zone),
  };
}

function goneDate(expiry: ExpiryRule, activeOn: Temporal.PlainDate): Temporal.PlainDate | null {
  switch (expiry.kind) {
    case 'never':
      return null;
    case 'days':
      return activeOn.add({ days: expiry.days + 1 });
    case 'months': {
      const lastDay = activeOn.add({ months: expiry.months });
      return expiry.roundToMonthEnd ? lastDay.with({ day: 1 }).add({ months: 1 }) : lastDay.add({ days: 1 });
    }
  }
}

function expiryKey(expiry: ExpiryRule): string {
  if (expiry.kind === 'never') return 'never';
  return expiry.kind === 'days' ? `d${expiry.days}` : `m${expiry.months}${expiry.roundToMonthEnd}`;
}

function zoned(date: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone);
}

function instant(date: Temporal.PlainDate, zone: string): Date {
  return new Date(date.toZonedDateTime(zone).epochMilliseconds);
}

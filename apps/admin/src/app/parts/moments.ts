/** Moments as people say them, and the calendar days of a zone as instants for queries. */
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Language } from '../words.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

const relative = {
  ru: { today: 'сегодня', yesterday: 'вчера', tomorrow: 'завтра' },
  en: { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow' },
} as const;

export function formatDay(instant: string, zone: string, language: Language, now: Date): string {
  const days = dayjs(dayjs(instant).tz(zone).format('YYYY-MM-DD')).diff(
    dayjs(dayjs(now).tz(zone).format('YYYY-MM-DD')),
    'day',
  );
  const words = relative[language];
  if (days === 0) return words.today;
  if (days === -1) return words.yesterday;
  if (days === 1) return words.tomorrow;
  const isThisYear = dayjs(instant).tz(zone).year() === dayjs(now).tz(zone).year();
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: zone,
  })
    .format(new Date(instant))
    .replace(/\s?г\.$/, '');
}

export function formatTime(instant: string, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'ru', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(instant));
}

export function formatMoment(instant: string, zone: string, language: Language, now: Date): string {
  return `${formatDay(instant, zone, language, now)}, ${formatTime(instant, zone, language)}`;
}

/** The instant at which a calendar day ("2026-03-12") begins in a zone; `plusDays` 1 for its end. */
export function dayStart(day: string, zone: string, plusDays = 0): string {
  const date = dayjs(day).add(plusDays, 'day').format('YYYY-MM-DD');
  return dayjs.tz(`${date}T00:00:00`, zone).toISOString();
}

/** The calendar day of a zone, so many days after today's: what date pickers hold. */
export function dayAhead(days: number, zone: string, now = new Date()): string {
  return dayjs(now).tz(zone).add(days, 'day').format('YYYY-MM-DD');
}

/** An instant as the clock on a zone's wall shows it, "2026-03-12 09:30:00": what date pickers hold. */
export function wallClock(instant: string, zone: string): string {
  return dayjs(instant).tz(zone).format('YYYY-MM-DD HH:mm:ss');
}

/** The instant at which the clock on a zone's wall shows this. */
export function fromWallClock(local: string, zone: string): string {
  return dayjs.tz(local, zone).toISOString();
}

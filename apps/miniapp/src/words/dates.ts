/** Dates as people say them: today, yesterday, 12 марта; the year only where it is another one. */
import type { Language } from '@regulars/contracts';

const dayMs = 86_400_000;

/** "сегодня", "завтра", "12 марта", "12 марта 2025 г." in the person's own zone. */
export function sayDay(instant: string | Date, language: Language, now = new Date()): string {
  const date = new Date(instant);
  const distance = dayNumber(date) - dayNumber(now);
  if (Math.abs(distance) <= 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(distance, 'day');
  }
  return sayDate(date, language, now);
}

/** Never "today", for sentences that need a date: "с 12 марта". */
export function sayDate(instant: string | Date, language: Language, now = new Date()): string {
  const date = new Date(instant);
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  })
    .format(date)
    .replace(' г.', '');
}

/** "Сегодня" as a heading. */
export function sayDayHeading(instant: string, language: Language, now = new Date()): string {
  const words = sayDay(instant, language, now);
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}

/** "14:05". */
export function sayTime(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** A key that is the same for instants of one day in the person's zone. */
export function dayKey(instant: string): string {
  const date = new Date(instant);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** English needs "on 12 March" but "tomorrow" alone. */
export function sayWhen(instant: string, language: Language, now = new Date()): string {
  const words = sayDay(instant, language, now);
  return language === 'en' && /\d/.test(words) ? `on ${words}` : words;
}

/** As sayWhen, of the last day: points that end at midnight can be spent the day before and not after it. */
export function sayLastDay(expiresAt: string, language: Language, now = new Date()): string {
  return sayWhen(new Date(Date.parse(expiresAt) - 1).toISOString(), language, now);
}

function dayNumber(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs;
}

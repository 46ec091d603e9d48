// How moments are written in lists, bubbles and between days.
import type { Language } from './preferences.ts';
import type { Words } from './words/en.ts';

const dayMs = 86_400_000;
const locales: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

export const clockTime = (unixSeconds: number, language: Language): string =>
  format(unixSeconds, language, { hour: '2-digit', minute: '2-digit' });

/** The clock today, the weekday this week, the date before that. */
export function listTime(unixSeconds: number, language: Language): string {
  const ageDays = daysAgo(unixSeconds);
  if (ageDays === 0) return clockTime(unixSeconds, language);
  if (ageDays < 7) return format(unixSeconds, language, { weekday: 'short' });
  return format(unixSeconds, language, { day: '2-digit', month: '2-digit', year: '2-digit' });
}

export function dayName(unixSeconds: number, language: Language, words: Words): string {
  const ageDays = daysAgo(unixSeconds);
  if (ageDays === 0) return words.today;
  if (ageDays === 1) return words.yesterday;
  return format(unixSeconds, language, { day: 'numeric', month: 'long' });
}

export const dayOf = (unixSeconds: number): string => new Date(unixSeconds * 1000).toDateString();

function daysAgo(unixSeconds: number): number {
  const startOfDay = (moment: Date) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((startOfDay(new Date()) - startOfDay(new Date(unixSeconds * 1000))) / dayMs);
}

function format(unixSeconds: number, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[language], options).format(unixSeconds * 1000);
}

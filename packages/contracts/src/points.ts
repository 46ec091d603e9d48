/** How points, money and dates are written for people; no zod here, so web apps may import it freely. */

/** The brand's noun: Russian needs three forms, English two. */
export interface PointsName {
  ru: { one: string; few: string; many: string };
  en: { one: string; other: string };
}

/** "1 зерно", "2 зерна", "5 зёрен"; "1 bean", "2 beans". */
export function pointsNoun(count: number, name: PointsName, language: 'ru' | 'en'): string {
  const form = new Intl.PluralRules(language).select(Math.abs(count));
  if (language === 'en') return form === 'one' ? name.en.one : name.en.other;
  if (form === 'one') return name.ru.one;
  return form === 'few' ? name.ru.few : name.ru.many;
}

/** Whole number with thin no-break spaces between thousands: 12 345. */
export function formatCount(count: number): string {
  const digits = String(Math.abs(Math.trunc(count))).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return count < 0 ? `\u2212${digits}` : digits;
}

/** "45 зёрен". */
export function formatPoints(count: number, name: PointsName, language: 'ru' | 'en'): string {
  return `${formatCount(count)}\u00a0${pointsNoun(count, name, language)}`;
}

/** "+45" or "−20": gain and loss are told by the sign. */
export function formatSigned(count: number): string {
  return count > 0 ? `+${formatCount(count)}` : formatCount(count);
}

/** Digits after the point for a currency: 2 for RUB, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** Money in minor units as people write it: "1 234,50 ₽"; whole sums without the fraction. */
export function formatMoney(minor: number, currency: string, language: 'ru' | 'en'): string {
  const digits = currencyDigits(currency);
  const value = minor / 10 ** digits;
  const isWhole = Number.isInteger(value);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: isWhole ? 0 : digits,
  })
    .format(value)
    .replaceAll('\u00a0', '\u202f');
}

/** How points, money and dates are written for people; no zod here, so web apps may import it freely. */

/** The brand's noun: Russian needs three forms, English two. */
export interface PointsName {
  ru: { one: string; few: string; many: string };
  en: { one: string; other: string };
}

/** "1 зерно", "2 зерна", "5 зёрен"; "1 bean", "2 beans". */
export function pointsNoun(count: number, name: PointsName, language: 'ru' | 'en'): string {
  const form = pluralRules[language].select(Math.abs(count));
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
  return moneyFormats(currency, 'en').digits;
}

/** Money in minor units as people write it: "1 234,50 ₽"; whole sums without the fraction. */
export function formatMoney(minor: number, currency: string, language: 'ru' | 'en'): string {
  const { digits, whole, exact } = moneyFormats(currency, language);
  const value = minor / 10 ** digits;
  return (Number.isInteger(value) ? whole : exact).format(value).replaceAll('\u00a0', '\u202f');
}

const pluralRules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };

interface MoneyFormats {
  digits: number;
  whole: Intl.NumberFormat;
  exact: Intl.NumberFormat;
}

// Making a format takes a hundred times longer than using it, and a till writes two sums per purchase.
const moneyFormatsMade = new Map<string, MoneyFormats>();

function moneyFormats(currency: string, language: 'ru' | 'en'): MoneyFormats {
  const key = `${language} ${currency}`;
  const made = moneyFormatsMade.get(key);
  if (made) return made;
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const exact = new Intl.NumberFormat(language, style);
  const digits = exact.resolvedOptions().maximumFractionDigits ?? 2;
  const whole = new Intl.NumberFormat(language, {
    ...style,
    minimumFractionDigits: 0,
    maximumFractionDigits: 0,
  });
  moneyFormatsMade.set(key, { digits, whole, exact });
  return { digits, whole, exact };
}

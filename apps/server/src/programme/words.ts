/** Says a programme in one sentence, for customers and for the owner who is setting it up. */
import {
  type ExpiryRule,
  formatMoney,
  formatPoints,
  type Language,
  type PointsName,
  type ProgrammeSettings,
  type PurchaseEffect,
} from '@regulars/contracts';

export interface BrandWords {
  currency: string;
  pointsName: PointsName;
}

/** `rules` says what purchases earn where the base rule does not pay. */
export function describeProgramme(
  settings: ProgrammeSettings,
  brand: BrandWords,
  rules: Record<Language, string> | null = null,
): Record<Language, string> {
  return { ru: describeIn('ru', settings, brand, rules), en: describeIn('en', settings, brand, rules) };
}

function describeIn(
  language: Language,
  settings: ProgrammeSettings,
  brand: BrandWords,
  rules: Record<Language, string> | null,
): string {
  const parts = [
    ...(rules
      ? [rules[language]]
      : [earningPart(language, settings.effect, brand), delayPart(language, settings.activationDelayDays)]),
    spendingPart(language, settings.redeemCapPercent),
    // Each rule has a life of its own, which its words have told.
    rules ? null : expiryPart(language, settings.expiry),
    inactivityPart(language, settings.inactivityMonths ?? 0),
    redemptionsPart(language, settings.redemptionsPerDay ?? 0),
  ];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}

function earningPart(language: Language, effect: PurchaseEffect, brand: BrandWords): string {
  const isNothing = effect.kind === 'percent' ? effect.basisPoints === 0 : effect.points === 0;
  const { ru, en } = brand.pointsName;
  if (isNothing)
    return language === 'ru' ? `Покупки пока не приносят ${ru.many}` : `Purchases earn no ${en.other} yet`;
  if (effect.kind === 'perAmount') {
    const points = formatPoints(effect.points, brand.pointsName, language);
    const amount = formatMoney(effect.amountMinor, brand.currency, language);
    return language === 'ru' ? `${points} за каждые ${amount} покупки` : `${points} for every ${amount} paid`;
  }
  const percent = formatPercent(language, effect.basisPoints);
  // The noun stands in the genitive, the one oblique case that a brand's three forms hold.
  return language === 'ru'
    ? `Возвращаем ${percent} от оплаченной суммы в виде ${ru.many}`
    : `Get ${percent} of what you pay back in ${en.other}`;
}

function delayPart(language: Language, days: number): string | null {
  if (days === 0) return null;
  return language === 'ru'
    ? `тратить можно через ${count(language, days, 'days')}`
    : `spendable after ${count(language, days, 'days')}`;
}

function spendingPart(language: Language, percent: number): string {
  if (percent === 0) return language === 'ru' ? 'оплата ими пока закрыта' : 'not yet spendable';
  return language === 'ru'
    ? `ими можно оплатить до ${percent}% чека`
    : `pay up to ${percent}% of a bill with them`;
}

function expiryPart(language: Language, expiry: ExpiryRule): string {
  switch (expiry.kind) {
    case 'never':
      return language === 'ru' ? 'не сгорают' : 'they never expire';
    case 'days':
      return language === 'ru'
        ? `живут ${count(language, expiry.days, 'days')}`
        : `they live ${count(language, expiry.days, 'days')}`;
    case 'months':
      return language === 'ru'
        ? `живут ${count(language, expiry.months, 'months')}`
        : `they live ${count(language, expiry.months, 'months')}`;
  }
}

function inactivityPart(language: Language, months: number): string | null {
  if (months === 0) return null;
  return language === 'ru'
    ? `сгорают, если ${count(language, months, 'months')} не было покупок`
    : `they lapse after ${count(language, months, 'months')} without a purchase`;
}

function redemptionsPart(language: Language, times: number): string | null {
  if (times === 0) return null;
  return language === 'ru'
    ? `платить ими можно не чаще ${times} ${times === 1 ? 'раза' : 'раз'} в день`
    : `use them at most ${times === 1 ? 'once' : `${times} times`} a day`;
}

const nouns = {
  ru: {
    days: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
    months: { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' },
  },
  en: {
    days: { one: 'day', other: 'days' },
    months: { one: 'month', other: 'months' },
  },
} as const;

function count(language: Language, amount: number, unit: 'days' | 'months'): string {
  const form = new Intl.PluralRules(language).select(amount);
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string } = nouns[language][unit];
  return `${amount} ${forms[form] ?? forms.other}`;
}

/** 500 is "5%", 250 is "2,5%" in Russian and "2.5%" in English. */
function formatPercent(language: Language, basisPoints: number): string {
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(basisPoints / 100)}%`;
}

/** Tiers as one edits them (whole money, ×1.5) and as the contract keeps them (minor units, percent). */
import type { TierLevel, TierSettings } from '@regulars/contracts';

/** Inputs hold '' while they are empty. */
type Amount = number | '';

export interface LevelForm {
  id: string | null;
  nameRu: string;
  nameEn: string;
  color: string;
  picture: string | null;
  /** In whole currency, or in points. */
  threshold: Amount;
  /** 1.5 is one and a half times. */
  multiplier: Amount;
  giftPoints: Amount;
  benefitsRu: string;
  benefitsEn: string;
  isLifetime: boolean;
}

export interface TierForm {
  basis: TierSettings['basis'];
  periodKind: TierSettings['period']['kind'];
  periodDays: Amount;
  atPeriodEnd: TierSettings['atPeriodEnd'];
  graceDays: Amount;
  warningDays: Amount;
  levels: LevelForm[];
}

const firstColors = ['#a97142', '#8a949e', '#c9a227', '#3f6f8f', '#7a4fa3'];

export function newLevel(index: number, changes: Partial<LevelForm> = {}): LevelForm {
  return {
    id: null,
    nameRu: '',
    nameEn: '',
    color: firstColors[index % firstColors.length] ?? '#8a949e',
    picture: null,
    threshold: '',
    multiplier: 1,
    giftPoints: 0,
    benefitsRu: '',
    benefitsEn: '',
    isLifetime: false,
    ...changes,
  };
}

/** What most programmes begin with. */
export const firstTiers: TierForm = {
  basis: 'money',
  periodKind: 'year',
  periodDays: 365,
  atPeriodEnd: 'earned',
  graceDays: 14,
  warningDays: 14,
  levels: [
    newLevel(0, { nameRu: 'Бронза', nameEn: 'Bronze', threshold: 0 }),
    newLevel(1, { nameRu: 'Серебро', nameEn: 'Silver', threshold: 10_000, multiplier: 1.25 }),
    newLevel(2, { nameRu: 'Золото', nameEn: 'Gold', threshold: 30_000, multiplier: 1.5 }),
  ],
};

/** `digits`: how many digits the currency has after the point. */
export function toForm(settings: TierSettings, digits: number): TierForm {
  const unit = settings.basis === 'money' ? 10 ** digits : 1;
  return {
    basis: settings.basis,
    periodKind: settings.period.kind,
    periodDays: settings.period.kind === 'days' ? settings.period.days : 365,
    atPeriodEnd: settings.atPeriodEnd,
    graceDays: settings.graceDays,
    warningDays: settings.warningDays,
    levels: settings.levels.map((level) => ({
      id: level.id,
      nameRu: level.name.ru,
      nameEn: level.name.en,
      color: level.color,
      picture: level.picture,
      threshold: level.threshold / unit,
      multiplier: level.multiplierPercent / 100,
      giftPoints: level.giftPoints,
      benefitsRu: level.benefits.ru,
      benefitsEn: level.benefits.en,
      isLifetime: level.isLifetime,
    })),
  };
}

export function toSettings(form: TierForm, digits: number): TierSettings {
  const unit = form.basis === 'money' ? 10 ** digits : 1;
  return {
    basis: form.basis,
    period:
      form.periodKind === 'days'
        ? { kind: 'days', days: numberOf(form.periodDays) }
        : { kind: form.periodKind },
    atPeriodEnd: form.atPeriodEnd,
    graceDays: numberOf(form.graceDays),
    warningDays: numberOf(form.warningDays),
    levels: form.levels.map(
      (level): TierLevel => ({
        id: level.id,
        name: { ru: level.nameRu.trim(), en: level.nameEn.trim() },
        color: level.color,
        picture: level.picture,
        threshold: Math.round(numberOf(level.threshold) * unit),
        multiplierPercent: Math.round(numberOf(level.multiplier) * 100),
        giftPoints: numberOf(level.giftPoints),
        benefits: { ru: level.benefitsRu.trim(), en: level.benefitsEn.trim() },
        isLifetime: level.isLifetime,
      }),
    ),
  };
}

const fieldOfPart: Record<string, string> = {
  'name.ru': 'nameRu',
  'name.en': 'nameEn',
  'benefits.ru': 'benefitsRu',
  'benefits.en': 'benefitsEn',
  multiplierPercent: 'multiplier',
};

/** Problems by contract path to problems by form field. */
export function toFormProblems(
  problems: Record<string, string>,
  multiplierSentence: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).map(([path, text]) => {
      const [, index, part] = /^levels\.(\d+)\.(.+)$/.exec(path) ?? [];
      if (index === undefined || part === undefined) {
        return [path === 'period.days' ? 'periodDays' : path, text];
      }
      const field = `levels.${index}.${fieldOfPart[part] ?? part}`;
      return [field, part === 'multiplierPercent' ? multiplierSentence : text];
    }),
  );
}

/** An emptied input is not a number, so that the contract's check asks for it. */
function numberOf(amount: Amount): number {
  return amount === '' ? Number.NaN : amount;
}

/** The programme as one edits it (percent, roubles) and as the contract keeps it (basis points, minor units). */
import type { ProgrammeSettings } from '@regulars/contracts';

/** Inputs hold '' while they are empty. */
type Amount = number | '';

export interface ProgrammeForm {
  effectKind: 'percent' | 'perAmount';
  percent: Amount;
  perAmountPoints: Amount;
  /** In whole currency. */
  perAmountMoney: Amount;
  activationDelayDays: Amount;
  expiryKind: 'never' | 'days' | 'months';
  expiryDays: Amount;
  expiryMonths: Amount;
  roundToMonthEnd: boolean;
  /** In whole currency. */
  pointValueMoney: Amount;
  redeemCapPercent: Amount;
  minPaidMoney: Amount;
  refundShortPolicy: ProgrammeSettings['refundShortPolicy'];
  refundMethod: NonNullable<ProgrammeSettings['refundMethod']>;
  refundGraceDays: Amount;
  welcomeBonusPoints: Amount;
  expiryReminderDays: Amount;
  /** 0: silence ends nothing. */
  inactivityMonths: Amount;
  /** 0: no limit. */
  redemptionsPerDay: Amount;
}

/** `digits`: how many digits the currency has after the point. */
export function toForm(settings: ProgrammeSettings, digits: number): ProgrammeForm {
  const { effect, expiry } = settings;
  const unit = 10 ** digits;
  return {
    effectKind: effect.kind,
    percent: effect.kind === 'percent' ? effect.basisPoints / 100 : 5,
    perAmountPoints: effect.kind === 'perAmount' ? effect.points : 1,
    perAmountMoney: effect.kind === 'perAmount' ? effect.amountMinor / unit : 100,
    activationDelayDays: settings.activationDelayDays,
    expiryKind: expiry.kind,
    expiryDays: expiry.kind === 'days' ? expiry.days : 180,
    expiryMonths: expiry.kind === 'months' ? expiry.months : 12,
    roundToMonthEnd: expiry.kind === 'months' ? expiry.roundToMonthEnd : true,
    pointValueMoney: settings.pointValueMinor / unit,
    redeemCapPercent: settings.redeemCapPercent,
    minPaidMoney: settings.minPaidMinor / unit,
    refundShortPolicy: settings.refundShortPolicy,
    refundMethod: settings.refundMethod ?? 'recompute',
    refundGraceDays: settings.refundGraceDays,
    welcomeBonusPoints: settings.welcomeBonusPoints,
    expiryReminderDays: settings.expiryReminderDays,
    inactivityMonths: settings.inactivityMonths ?? 0,
    redemptionsPerDay: settings.redemptionsPerDay ?? 0,
  };
}

export function toSettings(form: ProgrammeForm, digits: number): ProgrammeSettings {
  const minor = (money: Amount) => Math.round(numberOf(money) * 10 ** digits);
  return {
    effect:
      form.effectKind === 'percent'
        ? { kind: 'percent', basisPoints: Math.round(numberOf(form.percent) * 100) }
        : {
            kind: 'perAmount',
            points: numberOf(form.perAmountPoints),
            amountMinor: minor(form.perAmountMoney),
          },
    activationDelayDays: numberOf(form.activationDelayDays),
    expiry: expiryOf(form),
    pointValueMinor: minor(form.pointValueMoney),
    redeemCapPercent: numberOf(form.redeemCapPercent),
    minPaidMinor: minor(form.minPaidMoney),
    refundShortPolicy: form.refundShortPolicy,
    refundMethod: form.refundMethod,
    refundGraceDays: numberOf(form.refundGraceDays),
    welcomeBonusPoints: numberOf(form.welcomeBonusPoints),
    expiryReminderDays: numberOf(form.expiryReminderDays),
    inactivityMonths: numberOf(form.inactivityMonths),
    redemptionsPerDay: numberOf(form.redemptionsPerDay),
  };
}

/** Where each part of the contract is edited. */
const fieldOfPath: Record<string, keyof ProgrammeForm> = {
  'effect.basisPoints': 'percent',
  'effect.points': 'perAmountPoints',
  'effect.amountMinor': 'perAmountMoney',
  'expiry.days': 'expiryDays',
  'expiry.months': 'expiryMonths',
  pointValueMinor: 'pointValueMoney',
  minPaidMinor: 'minPaidMoney',
};
/** Limits in the contract's units would mislead here; these fields have a sentence of their own. */
const ownSentence = new Set<string>(['percent', 'perAmountMoney', 'pointValueMoney', 'minPaidMoney']);

/** Problems by contract path to problems by form field. */
export function toFormProblems(
  problems: Record<string, string>,
  sentence: (field: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).map(([path, text]) => {
      const field = fieldOfPath[path] ?? path;
      return [field, ownSentence.has(field) ? sentence(field) : text];
    }),
  );
}

function expiryOf(form: ProgrammeForm): ProgrammeSettings['expiry'] {
  switch (form.expiryKind) {
    case 'never':
      return { kind: 'never' };
    case 'days':
      return { kind: 'days', days: numberOf(form.expiryDays) };
    case 'months':
      return {
        kind: 'months',
        months: numberOf(form.expiryMonths),
        roundToMonthEnd: form.roundToMonthEnd,
      };
  }
}

/** An emptied input is not a number, so that the contract's check asks for it. */
function numberOf(amount: Amount): number {
  return amount === '' ? Number.NaN : amount;
}

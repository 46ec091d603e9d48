/** Opening and saving a programme changes nothing that was not touched, and wrong input is caught in its field. */
import { programmeSettings } from '@regulars/contracts/programme';
import { describe, expect, it } from 'vitest';
import { toForm, toFormProblems, toSettings } from './programme-form.ts';

const base = programmeSettings.parse({
  effect: { kind: 'percent', basisPoints: 725 },
  activationDelayDays: 3,
  expiry: { kind: 'months', months: 6, roundToMonthEnd: true },
  pointValueMinor: 100,
  redeemCapPercent: 30,
  minPaidMinor: 1,
  refundShortPolicy: 'below_zero',
  refundMethod: 'proportional',
  refundGraceDays: 14,
  welcomeBonusPoints: 100,
  expiryReminderDays: 7,
  inactivityMonths: 6,
  redemptionsPerDay: 2,
});
const variants = [
  base,
  programmeSettings.parse({ ...base, effect: { kind: 'perAmount', points: 3, amountMinor: 9999 } }),
  programmeSettings.parse({ ...base, expiry: { kind: 'never' } }),
  programmeSettings.parse({ ...base, expiry: { kind: 'days', days: 45 } }),
  programmeSettings.parse({ ...base, pointValueMinor: 1, minPaidMinor: 12_345_678_901 }),
];

describe('the form', () => {
  it.each([0, 2, 3])('gives back what it was opened with, at %i digits of currency', (digits) => {
    for (const settings of variants) expect(toSettings(toForm(settings, digits), digits)).toEqual(settings);
  });

  it('keeps money exact where binary fractions do not: 0.29 is 29 kopecks', () => {
    expect(toSettings({ ...toForm(base, 2), pointValueMoney: 0.29 }, 2).pointValueMinor).toBe(29);
  });

  it('names the field that was emptied or is out of range', () => {
    const settings = toSettings({ ...toForm(base, 2), percent: 101, redeemCapPercent: '' }, 2);
    const issues = programmeSettings.safeParse(settings).error?.issues ?? [];
    const problems = Object.fromEntries(issues.map((issue) => [issue.path.join('.'), issue.message]));
    expect(Object.keys(toFormProblems(problems, (field) => field)).sort()).toEqual([
      'percent',
      'redeemCapPercent',
    ]);
  });
});

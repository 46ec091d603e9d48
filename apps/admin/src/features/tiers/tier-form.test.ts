import type { TierSettings } from '@regulars/contracts';
import { tierSettings } from '@regulars/contracts/tiers';
import { describe, expect, it } from 'vitest';
import { firstTiers, toForm, toFormProblems, toSettings } from './tier-form.ts';

describe('a form of tiers', () => {
  it('is the same settings again, money and points alike', () => {
    for (const basis of ['money', 'points'] as const) {
      const settings: TierSettings = toSettings({ ...firstTiers, basis }, 2);
      expect(toSettings(toForm(settings, 2), 2)).toEqual(settings);
    }
  });

  it('begins with levels that the contract takes', () => {
    expect(tierSettings.safeParse(toSettings(firstTiers, 2)).success).toBe(true);
  });

  it('keeps money in minor units and times in percent', () => {
    expect(toSettings(firstTiers, 2).levels[2]).toMatchObject({
      threshold: 3_000_000,
      multiplierPercent: 150,
    });
  });

  it('shows problems where their field is', () => {
    const problems = { 'levels.1.name.ru': 'a', 'levels.0.multiplierPercent': 'b', 'period.days': 'c' };
    expect(toFormProblems(problems, 'from 1 to 10')).toEqual({
      'levels.1.nameRu': 'a',
      'levels.0.multiplier': 'from 1 to 10',
      periodDays: 'c',
    });
  });
});

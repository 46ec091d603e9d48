import { describe, expect, it } from 'vitest';
import { firstProgramme } from '../brands/new-brand.ts';
import { testBrandSettings } from '../testing.ts';
import { describeProgramme } from './words.ts';

const brand = { currency: 'RUB', pointsName: testBrandSettings.pointsName };

describe('a programme in a sentence', () => {
  it('names the percent, the part of a bill and the life of points', () => {
    expect(describeProgramme({ ...firstProgramme, redeemCapPercent: 30 }, brand)).toEqual({
      ru: 'Возвращаем 5% от оплаченной суммы в виде зёрен, ими можно оплатить до 30% чека, живут 12 месяцев.',
      en: 'Get 5% of what you pay back in beans, pay up to 30% of a bill with them, they live 12 months.',
    });
  });

  it('declines points, amounts and days', () => {
    const words = describeProgramme(
      {
        ...firstProgramme,
        effect: { kind: 'perAmount', points: 2, amountMinor: 10_000 },
        activationDelayDays: 1,
        expiry: { kind: 'days', days: 22 },
      },
      brand,
    );
    expect(words.ru).toBe(
      '2\u00a0зерна за каждые 100\u202f₽ покупки, тратить можно через 1 день, ими можно оплатить до 50% чека, живут 22 дня.',
    );
    expect(words.en).toBe(
      '2\u00a0beans for every ₽100 paid, spendable after 1 day, pay up to 50% of a bill with them, they live 22 days.',
    );
  });

  it('says what is switched off', () => {
    const words = describeProgramme(
      {
        ...firstProgramme,
        effect: { kind: 'percent', basisPoints: 0 },
        redeemCapPercent: 0,
        expiry: { kind: 'never' },
      },
      brand,
    );
    expect(words.ru).toBe('Покупки пока не приносят зёрен, оплата ими пока закрыта, не сгорают.');
    expect(words.en).toBe('Purchases earn no beans yet, not yet spendable, they never expire.');
  });

  it('keeps the fraction of a percent', () => {
    const settings = { ...firstProgramme, effect: { kind: 'percent', basisPoints: 250 } as const };
    expect(describeProgramme(settings, brand).ru).toContain('2,5%');
    expect(describeProgramme(settings, brand).en).toContain('2.5%');
  });
});

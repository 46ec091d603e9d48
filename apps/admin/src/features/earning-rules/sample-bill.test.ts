/** The sample receipt adds up and falls into the hours of the rules. */
import type { EarningRule, EarningRuleSettings } from '@regulars/contracts';
import { describe, expect, it } from 'vitest';
import { emptyRule } from './rule-draft.ts';
import { sampleBill, sampleMoment } from './sample-bill.ts';

function rule(settings: Partial<EarningRuleSettings>): EarningRule {
  return {
    id: '01981f2e-7c1a-7b3e-9d55-3a1f0c6a9b10',
    isBase: false,
    state: 'active',
    version: 1,
    settings: { ...emptyRule(), ...settings },
    summary: { ru: '', en: '' },
    paidPoints: 0,
    paidTimes: 0,
    savedAt: '2026-03-01T00:00:00.000Z',
    savedBy: null,
  };
}
const coffee = rule({
  effect: { kind: 'percent', basisPoints: 500, lines: { categories: ['Кофе', 'Чай'] } },
  conditions: {
    kind: 'all',
    of: [
      { kind: 'hours', from: '08:30', until: '11:00' },
      { kind: 'weekday', weekdays: [6, 7] },
    ],
  },
});

describe('the sample receipt', () => {
  it('has the goods that rules name and comes to its sum', () => {
    const { lines } = sampleBill([coffee], 100_000, 'прочее');
    expect(lines.map(({ category }) => category)).toEqual(['Кофе', 'Чай', undefined]);
    expect(lines.reduce((sum, { unitPriceMinor }) => sum + unitPriceMinor, 0)).toBe(100_000);
    expect(sampleBill([], 100_000, 'прочее').lines).toHaveLength(1);
  });

  it('is rung up on the next day and hour of the rules, by the clock of the brand', () => {
    const tuesday = new Date('2026-03-03T10:00:00Z');
    expect(sampleMoment([coffee], 'Europe/Moscow', tuesday)).toBe('2026-03-07T05:30:00.000Z');
    expect(sampleMoment([rule({})], 'Europe/Moscow', tuesday)).toBeNull();
  });
});

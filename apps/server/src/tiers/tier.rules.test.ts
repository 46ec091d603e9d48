import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../earning/facts.ts';
import { type CountedDay, placeOf, type TierTerms } from './tier.rules.ts';

const bronzeSilverGold: TierTerms['levels'] = [
  { id: 'bronze', threshold: 0, isLifetime: false },
  { id: 'silver', threshold: 10_000, isLifetime: false },
  { id: 'gold', threshold: 20_000, isLifetime: false },
];
const names = ['Bronze', 'Silver', 'Gold'];

function terms(changes: Partial<TierTerms> = {}): TierTerms {
  return {
    period: { kind: 'ever' },
    atPeriodEnd: 'earned',
    graceDays: 0,
    levels: bronzeSilverGold,
    ...changes,
  };
}

function days(amounts: Record<string, number>): CountedDay[] {
  return Object.entries(amounts)
    .map(([date, amount]) => ({ day: dayOfDate(date), amount }))
    .sort((one, other) => one.day - other.day);
}

function tierOn(
  date: string,
  counted: Record<string, number>,
  changes: Partial<TierTerms>,
): string | undefined {
  return names[placeOf(terms(changes), days(counted), dayOfDate(date)).rank];
}

describe('levels by what was spent in all', () => {
  it.each([
    [0, 6_000, 'Bronze'],
    [0, 15_000, 'Silver'],
    [4_000, 500, 'Bronze'],
    [18_000, 3_000, 'Gold'],
  ])('after %i a purchase of %i is %s', (before, purchase, expected) => {
    const counted = { '2026-01-10': before, '2026-03-12': purchase };
    expect(tierOn('2026-03-12', counted, {})).toBe(expected);
  });

  it('a threshold above zero leaves people below the lowest level', () => {
    const levels = bronzeSilverGold.slice(1);
    expect(placeOf(terms({ levels }), [], 20_000).rank).toBe(-1);
  });
});

describe('levels of the last days', () => {
  const period = { kind: 'days', days: 30 } as const;

  it('reached on 20 July for 30 days: over with the first instant of 20 August', () => {
    const counted = { '2026-07-20': 10_000 };
    expect(tierOn('2026-07-20', counted, { period })).toBe('Silver');
    expect(tierOn('2026-08-19', counted, { period })).toBe('Silver');
    expect(tierOn('2026-08-20', counted, { period })).toBe('Bronze');
    expect(placeOf(terms({ period }), days(counted), dayOfDate('2026-07-25')).drops).toEqual([
      { day: dayOfDate('2026-08-20'), rank: 0 },
    ]);
  });

  it('earned again meanwhile it lives 30 days more from then', () => {
    const counted = { '2026-07-20': 10_000, '2026-08-19': 10_000 };
    expect(tierOn('2026-09-18', counted, { period })).toBe('Silver');
    expect(tierOn('2026-09-19', counted, { period })).toBe('Bronze');
  });

  it('a higher level that ends leaves the lower one its own time', () => {
    const counted = { '2026-07-20': 20_000, '2026-08-10': 5_000, '2026-08-25': 5_000 };
    expect(tierOn('2026-08-19', counted, { period })).toBe('Gold');
    expect(tierOn('2026-08-20', counted, { period })).toBe('Gold');
    expect(tierOn('2026-09-10', counted, { period })).toBe('Silver');
    expect(tierOn('2026-09-25', counted, { period })).toBe('Bronze');
  });
});

describe('calendar periods', () => {
  const period = { kind: 'year' } as const;
  const gold2025 = { '2025-05-01': 25_000 };

  it('a level lives to the end of the year after the one it was earned in', () => {
    expect(tierOn('2026-12-31', gold2025, { period })).toBe('Gold');
    expect(tierOn('2027-01-01', gold2025, { period })).toBe('Bronze');
  });

  it('goes to the level earned in the year that ended', () => {
    const counted = { ...gold2025, '2026-02-01': 12_000 };
    expect(tierOn('2027-01-01', counted, { period })).toBe('Silver');
  });

  it('goes one step down where the brand says so, and one more a year later', () => {
    const change = { period, atPeriodEnd: 'stepDown' } as const;
    expect(tierOn('2027-01-01', gold2025, change)).toBe('Silver');
    expect(tierOn('2027-12-31', gold2025, change)).toBe('Silver');
    expect(tierOn('2028-01-01', gold2025, change)).toBe('Bronze');
  });

  it('stays where the brand keeps levels, and a level for life stays anywhere', () => {
    expect(tierOn('2035-01-01', gold2025, { period, atPeriodEnd: 'keep' })).toBe('Gold');
    const levels = bronzeSilverGold.map((level) => ({ ...level, isLifetime: level.id === 'gold' }));
    expect(tierOn('2035-01-01', gold2025, { period, levels })).toBe('Gold');
    expect(placeOf(terms({ period, levels }), days(gold2025), dayOfDate('2026-01-01')).drops).toEqual([]);
  });

  it('days of grace put the fall off, and what is bought in them can still save the level', () => {
    const change = { period, graceDays: 14 };
    expect(tierOn('2027-01-14', gold2025, change)).toBe('Gold');
    expect(tierOn('2027-01-15', gold2025, change)).toBe('Bronze');
    const saved = { ...gold2025, '2026-06-01': 15_000, '2027-01-10': 5_000 };
    expect(tierOn('2027-12-31', saved, change)).toBe('Gold');
    expect(tierOn('2028-01-15', saved, change)).toBe('Bronze');
  });

  it('rises at once in any period, and counts each from nothing', () => {
    const counted = { '2026-01-30': 8_000, '2026-02-03': 8_000 };
    expect(tierOn('2026-02-03', counted, { period: { kind: 'month' } })).toBe('Bronze');
    expect(tierOn('2026-02-03', counted, { period: { kind: 'quarter' } })).toBe('Silver');
  });

  it('tells what is missing to keep a level', () => {
    const counted = days({ ...gold2025, '2026-02-01': 7_000 });
    const place = placeOf(terms({ period }), counted, dayOfDate('2026-03-12'));
    expect(place).toEqual({
      rank: 2,
      drops: [{ day: dayOfDate('2027-01-01'), rank: 0 }],
      counted: 7_000,
      missingToKeep: 13_000,
    });
  });
});

describe('whatever was counted', () => {
  const amounts = fc.array(
    fc.record({ day: fc.integer({ min: 20_000, max: 21_500 }), amount: fc.integer({ min: 0, max: 15_000 }) }),
    { maxLength: 30 },
  );
  const anyTerms = fc.record({
    period: fc.constantFrom<TierTerms['period']>(
      { kind: 'year' },
      { kind: 'quarter' },
      { kind: 'month' },
      { kind: 'days', days: 45 },
      { kind: 'ever' },
    ),
    atPeriodEnd: fc.constantFrom('keep', 'stepDown', 'earned'),
    graceDays: fc.constantFrom(0, 7, 20),
    levels: fc.constant(bronzeSilverGold),
  });
  const merged = (list: readonly CountedDay[]) => {
    const sums = new Map<number, number>();
    for (const { day, amount } of list) sums.set(day, (sums.get(day) ?? 0) + amount);
    return [...sums].map(([day, amount]) => ({ day, amount })).sort((one, other) => one.day - other.day);
  };

  it('the falls that are foretold come on their days, and none before', () => {
    fc.assert(
      fc.property(anyTerms, amounts, (given, list) => {
        const counted = merged(list);
        const today = counted.at(-1)?.day ?? 20_000;
        const { rank, drops } = placeOf(given, counted, today);
        for (const drop of drops) expect(placeOf(given, counted, drop.day).rank).toBe(drop.rank);
        const [first] = drops;
        expect(placeOf(given, counted, (first?.day ?? today + 800) - 1).rank).toBe(rank);
      }),
    );
  });

  it('what is missing to keep a level puts its end off, and one less does not', () => {
    fc.assert(
      fc.property(anyTerms, amounts, (given, list) => {
        const counted = merged(list);
        const today = (counted.at(-1)?.day ?? 20_000) + 1;
        const { rank, drops, missingToKeep } = placeOf(given, counted, today);
        const [drop] = drops;
        if (!drop || missingToKeep === null) return;
        const buying = (amount: number) =>
          placeOf(given, [...counted, { day: today, amount }], drop.day).rank;
        expect(buying(missingToKeep)).toBeGreaterThanOrEqual(rank);
        if (missingToKeep > 0) expect(buying(missingToKeep - 1)).toBeLessThan(rank);
      }),
    );
  });

  it('more never lowers anybody', () => {
    const day = fc.integer({ min: 20_000, max: 21_500 });
    fc.assert(
      fc.property(anyTerms, amounts, day, day, (given, list, extraDay, today) => {
        const before = placeOf(given, merged(list), today).rank;
        const more = merged([...list, { day: extraDay, amount: 9_000 }]);
        expect(placeOf(given, more, today).rank).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 1_000 },
    );
  });
});

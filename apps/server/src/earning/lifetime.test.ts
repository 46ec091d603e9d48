import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endAfterDays, lifetimeOf } from './lifetime.ts';

const zone = 'Europe/Moscow';

function gone(
  expiry: Parameters<typeof lifetimeOf>[0]['expiry'],
  earnedAt: string,
  delay = 0,
): string | undefined {
  return lifetimeOf(
    { activationDelayDays: delay, expiry },
    new Date(earnedAt),
    zone,
  ).expiresAt?.toISOString();
}

describe('points live', () => {
  it('for a month from 31 January: to the end of 28 February', () => {
    const rule = { kind: 'months', months: 1, roundToMonthEnd: false } as const;
    expect(gone(rule, '2026-01-31T12:00:00+03:00')).toBe('2026-02-28T21:00:00.000Z');
  });

  it('to the end of February from any day of January, when rounded to the month end', () => {
    const rule = { kind: 'months', months: 1, roundToMonthEnd: true } as const;
    for (const day of ['01', '15', '31']) {
      expect(gone(rule, `2026-01-${day}T23:59:59+03:00`)).toBe('2026-02-28T21:00:00.000Z');
    }
  });

  it('for twelve months from 6 July 2020, rounded: gone on 1 August 2021', () => {
    const rule = { kind: 'months', months: 12, roundToMonthEnd: true } as const;
    expect(gone(rule, '2020-07-06T10:00:00+03:00')).toBe('2021-07-31T21:00:00.000Z');
  });

  it('for 30 days from 20 July: to 00:00 on 20 August', () => {
    expect(gone({ kind: 'days', days: 30 }, '2026-07-20T10:00:00+03:00')).toBe('2026-08-19T21:00:00.000Z');
  });

  it('from their activation: 14 days of waiting move the end by 14 days', () => {
    const rule = { kind: 'days', days: 30 } as const;
    const { activeFrom, expiresAt } = lifetimeOf(
      { activationDelayDays: 14, expiry: rule },
      new Date('2026-03-01T15:00:00+03:00'),
      zone,
    );
    expect(activeFrom.toISOString()).toBe('2026-03-14T21:00:00.000Z');
    expect(expiresAt?.toISOString()).toBe('2026-04-14T21:00:00.000Z');
  });

  it('for ever when the rule says so, and the grace days of a return are whole days', () => {
    expect(gone({ kind: 'never' }, '2026-03-01T15:00:00+03:00')).toBeUndefined();
    expect(endAfterDays(new Date('2026-03-01T23:30:00+03:00'), 3, zone).toISOString()).toBe(
      '2026-03-04T21:00:00.000Z',
    );
  });

  it('by the calendar of the zone, where a day may have 23 hours', () => {
    const spring = lifetimeOf(
      { activationDelayDays: 1, expiry: { kind: 'days', days: 1 } },
      new Date('2026-03-28T12:00:00+01:00'),
      'Europe/Berlin',
    );
    expect(spring.activeFrom.toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(spring.expiresAt?.toISOString()).toBe('2026-03-30T22:00:00.000Z');
  });

  it('at least until they wake, and the same whether or not the day was asked before', () => {
    const rules = fc.record({
      activationDelayDays: fc.nat(365),
      expiry: fc.oneof(
        fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 3650 }) }),
        fc.record({
          kind: fc.constant('months' as const),
          months: fc.integer({ min: 1, max: 120 }),
          roundToMonthEnd: fc.boolean(),
        }),
      ),
    });
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    const zones = fc.constantFrom('Europe/Moscow', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu');
    fc.assert(
      fc.property(rules, instants, zones, (rule, at, where) => {
        const first = lifetimeOf(rule, at, where);
        expect(lifetimeOf(rule, at, where)).toEqual(first);
        expect(first.activeFrom.getTime()).toBeGreaterThanOrEqual(
          rule.activationDelayDays === 0 ? at.getTime() : at.getTime() + 1,
        );
        expect(first.expiresAt?.getTime()).toBeGreaterThan(first.activeFrom.getTime());
      }),
      { numRuns: 200 },
    );
  });
});

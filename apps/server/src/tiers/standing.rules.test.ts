import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../earning/facts.ts';
import { giftsDue, standingOf } from './standing.rules.ts';
import type { Place } from './tier.rules.ts';

const zone = 'Europe/Moscow';
const now = new Date('2026-03-12T09:30:00Z');

function place(rank: number, ...drops: [string, number][]): Place {
  const list = drops.map(([date, to]) => ({ day: dayOfDate(date), rank: to }));
  return { rank, drops: list, counted: 0, missingToKeep: null };
}

describe('a standing', () => {
  it("falls with the first instant of the day in the brand's zone", () => {
    expect(standingOf(place(1, ['2026-08-20', 0]), [], { now, zone }).fall).toEqual({
      at: new Date('2026-08-19T21:00:00Z'),
      rank: 0,
      reason: 'period_ended',
    });
  });

  it('is the higher of what was earned and what was granted', () => {
    const grant = { rank: 1, endsAt: new Date('2026-04-01T00:00:00Z') };
    expect(standingOf(place(0), [grant], { now, zone })).toMatchObject({
      rank: 1,
      fall: { at: grant.endsAt, rank: 0, reason: 'grant_ended' },
    });
    expect(standingOf(place(2), [grant], { now, zone })).toMatchObject({ rank: 2, fall: null });
    const after = new Date('2026-04-01T00:00:00Z');
    expect(standingOf(place(0), [grant], { now: after, zone }).rank).toBe(0);
  });

  it('falls after a grant to what is left of the earned one by then', () => {
    const grant = { rank: 2, endsAt: new Date('2026-06-01T00:00:00Z') };
    const earned = place(1, ['2026-05-01', 0]);
    expect(standingOf(earned, [grant], { now, zone }).fall).toMatchObject({ at: grant.endsAt, rank: 0 });
  });
});

describe('gifts', () => {
  it('are due for each level passed, once', () => {
    expect(giftsDue([], 0, 2)).toEqual([1, 2]);
    expect(giftsDue([{ reason: 'earned', toRank: 1 }], 1, 2)).toEqual([2]);
  });

  it('are not due again for a level that a refund took back', () => {
    const history = [
      { reason: 'earned', toRank: 2 },
      { reason: 'refunded', toRank: 0 },
    ] as const;
    expect(giftsDue(history, 0, 2)).toEqual([]);
  });

  it('are due again for a level that was lost by the calendar', () => {
    const history = [
      { reason: 'earned', toRank: 2 },
      { reason: 'period_ended', toRank: 1 },
    ] as const;
    expect(giftsDue(history, 1, 2)).toEqual([2]);
  });
});

/** A shop's door: open until when, or closed until when, also at night, on holidays and round the clock. */
import type { OpeningInterval } from '@regulars/contracts';
import { describe, expect, it } from 'vitest';
import { openingAt } from './opening.rules.ts';

const zone = 'Europe/Moscow';
const everyDay = (from: string, until: string): OpeningInterval[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, until }));
/** 12 March 2026 is a Thursday. */
const at = (time: string, date = '2026-03-12') => new Date(`${date}T${time}:00+03:00`);
const ask = (hours: OpeningInterval[], when: Date, closedDates: string[] = []) =>
  openingAt({ hours, closedDates }, when, zone);

describe('opening hours', () => {
  it('count from the first minute and end before the last', () => {
    const hours = everyDay('08:00', '22:00');
    expect(ask(hours, at('08:00'))).toEqual({ kind: 'open', until: '22:00' });
    expect(ask(hours, at('21:59'))).toEqual({ kind: 'open', until: '22:00' });
    expect(ask(hours, at('22:00'))).toEqual({
      kind: 'closed',
      opens: { weekday: 5, inDays: 1, at: '08:00' },
    });
    expect(ask(hours, at('07:59'))).toEqual({
      kind: 'closed',
      opens: { weekday: 4, inDays: 0, at: '08:00' },
    });
  });

  it('may have a break in the middle of the day', () => {
    const hours = [...everyDay('09:00', '13:00'), ...everyDay('14:00', '19:00')];
    expect(ask(hours, at('12:30'))).toEqual({ kind: 'open', until: '13:00' });
    expect(ask(hours, at('13:30'))).toEqual({
      kind: 'closed',
      opens: { weekday: 4, inDays: 0, at: '14:00' },
    });
  });

  it('of a night reach into the next morning', () => {
    const friday: OpeningInterval[] = [{ weekday: 5, from: '18:00', until: '02:00' }];
    expect(ask(friday, at('01:30', '2026-03-14'))).toEqual({ kind: 'open', until: '02:00' });
    expect(ask(friday, at('02:00', '2026-03-14'))).toEqual({
      kind: 'closed',
      opens: { weekday: 5, inDays: 6, at: '18:00' },
    });
  });

  it('round the clock never end, written in either way', () => {
    expect(ask(everyDay('00:00', '00:00'), at('03:00'))).toEqual({ kind: 'open', until: null });
    expect(ask([...everyDay('08:00', '20:00'), ...everyDay('20:00', '08:00')], at('03:00'))).toEqual({
      kind: 'open',
      until: null,
    });
  });

  it('give way to days off and to closed dates', () => {
    const weekdays = everyDay('10:00', '18:00').filter(({ weekday }) => weekday < 6);
    const monday = { kind: 'closed', opens: { weekday: 1, inDays: 2, at: '10:00' } };
    expect(ask(weekdays, at('12:00', '2026-03-14'))).toEqual(monday);
    expect(ask(weekdays, at('12:00'), ['2026-03-12', '2026-03-13'])).toEqual({
      kind: 'closed',
      opens: { weekday: 1, inDays: 4, at: '10:00' },
    });
    const allWeek = Array.from({ length: 9 }, (_, day) => `2026-03-${12 + day}`);
    expect(ask(weekdays, at('12:00'), allWeek)).toEqual({ kind: 'closed', opens: null });
  });

  it('are of the brand, not of the machine, and untold without any', () => {
    const hours = everyDay('08:00', '22:00');
    expect(openingAt({ hours, closedDates: [] }, at('23:30'), 'America/New_York')).toEqual({
      kind: 'open',
      until: '22:00',
    });
    expect(ask([], at('12:00'))).toEqual({ kind: 'untold' });
  });
});

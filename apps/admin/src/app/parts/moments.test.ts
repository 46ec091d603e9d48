/** Days and hours are those of the brand's zone, whatever the browser's. */
import { describe, expect, it } from 'vitest';
import { dayAhead, dayStart, formatDay, formatMoment } from './moments.ts';

const zone = 'Europe/Moscow';
const now = new Date('2026-03-12T21:30:00Z');

describe('formatDay', () => {
  it('counts days in the zone: past midnight in Moscow it is tomorrow already', () => {
    expect(formatDay('2026-03-12T20:59:00Z', zone, 'ru', now)).toBe('вчера');
    expect(formatDay('2026-03-12T21:00:00Z', zone, 'ru', now)).toBe('сегодня');
  });
  it('says day and month within the year, and the year otherwise', () => {
    expect(formatDay('2026-02-01T09:00:00Z', zone, 'ru', now)).toBe('1 февраля');
    expect(formatDay('2025-02-01T09:00:00Z', zone, 'en', now)).toBe('February 1, 2025');
    expect(formatDay('2025-02-01T09:00:00Z', zone, 'ru', now)).toBe('1 февраля 2025');
  });
});

describe('formatMoment', () => {
  it('adds the hour in the zone', () => {
    expect(formatMoment('2026-03-12T06:05:00Z', zone, 'en', now)).toBe('yesterday, 09:05');
  });
});

describe('dayAhead', () => {
  it('counts from the day of the zone', () => {
    expect(dayAhead(0, zone, now)).toBe('2026-03-13');
    expect(dayAhead(20, zone, now)).toBe('2026-04-02');
  });
});

describe('dayStart', () => {
  it('is midnight of the zone, and the end of a day is the next midnight', () => {
    expect(dayStart('2026-03-12', zone)).toBe('2026-03-11T21:00:00.000Z');
    expect(dayStart('2026-03-12', zone, 1)).toBe('2026-03-12T21:00:00.000Z');
  });
  it('follows the clock change', () => {
    expect(dayStart('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
    expect(dayStart('2026-03-29', 'Europe/Berlin', 1)).toBe('2026-03-29T22:00:00.000Z');
  });
});

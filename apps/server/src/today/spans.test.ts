import { describe, expect, it } from 'vitest';
import { spansOf } from './spans.ts';

const iso = (date: Date | undefined) => date?.toISOString();

describe('the spans that the home screen compares', () => {
  it('are today so far and yesterday until the same time, in the zone of the brand', () => {
    const spans = spansOf('today', new Date('2026-03-12T09:30:00.000Z'), 'Europe/Moscow');
    expect([iso(spans.current.from), iso(spans.current.until)]).toEqual([
      '2026-03-11T21:00:00.000Z',
      '2026-03-12T09:30:00.001Z',
    ]);
    expect([iso(spans.previous.from), iso(spans.previous.until)]).toEqual([
      '2026-03-10T21:00:00.000Z',
      '2026-03-11T09:30:00.001Z',
    ]);
    expect(spans.days).toHaveLength(7);
    expect(iso(spans.days[0]?.from)).toBe('2026-03-05T21:00:00.000Z');
    expect(spans.days.at(-1)).toEqual(spans.current);
  });

  it('are whole days that touch, whatever the length', () => {
    for (const [period, count] of [
      ['7d', 7],
      ['30d', 30],
    ] as const) {
      const spans = spansOf(period, new Date('2026-03-12T21:30:00.000Z'), 'Asia/Vladivostok');
      expect(spans.days).toHaveLength(count);
      expect(spans.days[0]?.from).toEqual(spans.current.from);
      for (const [index, day] of spans.days.entries()) {
        const next = spans.days[index + 1];
        if (next) expect(day.until).toEqual(next.from);
      }
    }
  });

  it('keep the hour of the day when clocks change', () => {
    const spans = spansOf('today', new Date('2026-03-29T10:00:00.000Z'), 'Europe/Berlin');
    expect(iso(spans.previous.until)).toBe('2026-03-28T11:00:00.001Z');
    expect(iso(spans.current.from)).toBe('2026-03-28T23:00:00.000Z');
  });
});

/** Days are told as people tell them, by the calendar and not by the hour. */
import { expect, it } from 'vitest';
import { sayDate, sayDay, sayDayHeading, sayLastDay, sayWhen } from './dates.ts';

const now = new Date(2026, 2, 12, 0, 30);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

it('names the days around today', () => {
  expect(sayDay(at(2026, 2, 12, 23, 59), 'ru', now)).toBe('сегодня');
  expect(sayDay(at(2026, 2, 11, 23, 59), 'ru', now)).toBe('вчера');
  expect(sayDay(at(2026, 2, 13, 0, 0), 'en', now)).toBe('tomorrow');
  expect(sayDayHeading(at(2026, 2, 11, 9, 0), 'ru', now)).toBe('Вчера');
});

it('says the year only when it is another one', () => {
  expect(sayDay(at(2026, 4, 1, 9, 0), 'ru', now)).toBe('1 мая');
  expect(sayDay(at(2025, 4, 1, 9, 0), 'ru', now)).toBe('1 мая 2025');
  expect(sayDay(at(2025, 4, 1, 9, 0), 'en', now)).toBe('1 May 2025');
});

it('puts the English preposition before dates alone', () => {
  expect(sayWhen(at(2026, 4, 1, 9, 0), 'en', now)).toBe('on 1 May');
  expect(sayWhen(at(2026, 2, 12, 9, 0), 'en', now)).toBe('today');
});

it('names the last day on which points can be spent', () => {
  expect(sayLastDay(at(2026, 4, 1, 0, 0), 'ru', now)).toBe('30 апреля');
  expect(sayLastDay(at(2026, 4, 1, 9, 0), 'en', now)).toBe('on 1 May');
  expect(sayLastDay(at(2026, 2, 13, 0, 0), 'ru', now)).toBe('сегодня');
});

it('keeps to the date where a sentence needs one', () => {
  expect(sayDate(at(2026, 2, 12, 9, 0), 'ru', now)).toBe('12 марта');
});

/** Distances to shops: right to a few metres, and said in round numbers. */
import { expect, it } from 'vitest';
import { metersBetween, sayDistance } from './distance.ts';

it('a distance is that of the map', () => {
  const pokrovka = { latitude: 55.7594, longitude: 37.6467 };
  const myasnitskaya = { latitude: 55.7633, longitude: 37.6355 };
  expect(metersBetween(pokrovka, pokrovka)).toBe(0);
  expect(Math.round(metersBetween(pokrovka, myasnitskaya) / 10)).toBe(82);
  const acrossTheDateLine = metersBetween(
    { latitude: 0, longitude: 179.5 },
    { latitude: 0, longitude: -179.5 },
  );
  expect(Math.round(acrossTheDateLine / 1_000)).toBe(111);
});

it.each([
  [3, '10 m', '10 м'],
  [347, '350 m', '350 м'],
  [998, '1 km', '1 км'],
  [1_240, '1.2 km', '1,2 км'],
  [24_400, '24 km', '24 км'],
])('%s metres are "%s"', (meters, english, russian) => {
  // Which space stands before the unit is the business of the language's data.
  const say = (language: 'en' | 'ru') => sayDistance(meters, language).replace(/\s/g, ' ');
  expect([say('en'), say('ru')]).toEqual([english, russian]);
});

/** Whoever makes a key reads what each scope lets it do, in words and never as a code. */
import { scopes } from '@regulars/contracts/permissions';
import { expect, it } from 'vitest';
import english from './words.en.json' with { type: 'json' };
import russian from './words.ru.json' with { type: 'json' };

it.each([
  ['ru', russian],
  ['en', english],
])('every scope is explained, at length and in short (%s)', (_language, words) => {
  const keys = scopes.map((scope) => scope.replace(':', '-'));
  expect(Object.keys(words.scopes)).toEqual(expect.arrayContaining(keys));
  expect(Object.keys(words.short)).toEqual(expect.arrayContaining(keys));
});

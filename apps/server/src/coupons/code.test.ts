/** Codes that nobody guesses and everybody can read. */
import { expect, it } from 'vitest';
import { systemRandom } from '../platform/random.ts';
import { codeKey, newCode, qrText, shownCode } from './code.ts';

it('have at least 60 bits, from signs that look like no other', () => {
  const codes = Array.from({ length: 2_000 }, () => newCode(systemRandom));
  const signs = new Set(codes.join(''));
  expect([...signs].filter((sign) => '01ILOU'.includes(sign))).toEqual([]);
  expect(signs.size).toBe(30);
  expect(new Set(codes).size).toBe(codes.length);
  const [code = ''] = codes;
  expect(Math.log2(signs.size) * code.length).toBeGreaterThanOrEqual(60);
});

it('are the same however they are typed', () => {
  const code = newCode(systemRandom);
  const shown = shownCode({ code, shownCode: null });
  expect(shown).toMatch(/^\w{4}-\w{4}-\w{5}$/);
  for (const typed of [shown, shown.toLowerCase(), ` ${shown.replaceAll('-', ' — ')}\u200b`]) {
    expect(codeKey(typed)).toBe(code);
  }
  expect(codeKey('лето-2026')).toBe('ЛЕТО2026');
});

it('that were brought in are shown as they were', () => {
  expect(shownCode({ code: 'ABC12', shownCode: 'abc-12' })).toBe('abc-12');
  expect(shownCode({ code: 'SALE10', shownCode: null })).toBe('SALE10');
  expect(qrText({ code: 'ABC12', shownCode: 'abc-12' })).toBe('abc-12');
});

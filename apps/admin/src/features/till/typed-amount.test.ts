/** What is typed is what is shown, point and zeros included. */
import { describe, expect, it } from 'vitest';
import { typedAmount } from './typed-amount.ts';

describe('typedAmount', () => {
  it('keeps the point and the zeros that were just typed', () => {
    const typed = ['', '1234', '1234.', '1234.5', '1234.50'];
    expect(typed.map((text) => typedAmount(text, 'RUB', 'ru'))).toEqual([
      '0\u202f₽',
      '1\u202f234\u202f₽',
      '1\u202f234,\u202f₽',
      '1\u202f234,5\u202f₽',
      '1\u202f234,50\u202f₽',
    ]);
  });
  it('writes the sign where the language does', () => {
    expect(typedAmount('1234.5', 'USD', 'en')).toBe('$1,234.5');
  });
});

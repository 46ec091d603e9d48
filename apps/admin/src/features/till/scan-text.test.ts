/** Whatever the customer shows or says, the till asks the server for the right thing. */
import { describe, expect, it } from 'vitest';
import { readSought, scannedCharacter } from './scan-text.ts';

describe('readSought', () => {
  it('knows the QR of a member card', () => {
    expect(readSought(' RC1.mS0q-2n_0aKd81VvQ7wzXYnT ')).toEqual({ card: 'RC1.mS0q-2n_0aKd81VvQ7wzXYnT' });
  });
  it('takes six digits for the code, with or without a space', () => {
    expect(readSought('482 913')).toEqual({ code: '482913' });
    expect(readSought('482913')).toEqual({ code: '482913' });
  });
  it('takes longer numbers for a phone and leaves their writing to the server', () => {
    expect(readSought('+7 (916) 123-45-67')).toEqual({ phone: '+7 (916) 123-45-67' });
    expect(readSought('89161234567')).toEqual({ phone: '89161234567' });
  });
  it('takes groups of letters and digits for a coupon, however they are written', () => {
    for (const coupon of ['7KMP-4XWR-9T3HQ', '7kmp4xwr9t3hq', 'SPRING', 'КОФЕ10', 'HELLO 2026'])
      expect(readSought(` ${coupon} `), coupon).toEqual({ coupon });
  });
  it('is null for what is none of them', () => {
    for (const text of [
      '',
      '12345',
      'Анна',
      'https://example.com',
      'RC1.',
      'RC2.abcdefghijkl',
      '1234567890123456',
    ])
      expect(readSought(text), text).toBeNull();
  });
});

describe('scannedCharacter', () => {
  it('reads the physical key, whatever the layout makes of it', () => {
    const keys = [
      { code: 'KeyR', shiftKey: true },
      { code: 'KeyC', shiftKey: true },
      { code: 'Digit1', shiftKey: false },
      { code: 'Period', shiftKey: false },
      { code: 'KeyA', shiftKey: false },
      { code: 'Minus', shiftKey: true },
      { code: 'Minus', shiftKey: false },
    ];
    expect(keys.map(scannedCharacter).join('')).toBe('RC1.a_-');
  });
  it('has nothing for keys that write nothing', () => {
    expect(scannedCharacter({ code: 'ShiftLeft', shiftKey: true })).toBeNull();
    expect(scannedCharacter({ code: 'Enter', shiftKey: false })).toBeNull();
  });
});

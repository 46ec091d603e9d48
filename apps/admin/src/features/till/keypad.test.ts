/** The keypad never holds something that is not an amount of the currency. */
import { describe, expect, it } from 'vitest';
import { minorOf, padKeyOf, parseAmount, pressKey, type PadKey, textOf } from './keypad.ts';

const type = (keys: PadKey[], digits = 2) => keys.reduce((text, key) => pressKey(text, key, digits), '');

describe('pressKey', () => {
  it('types an amount with kopecks and stops at two of them', () => {
    expect(type(['1', '2', '0', 'point', '5', '0', '9'])).toBe('120.50');
  });
  it('begins with a zero when the point comes first, and has one point only', () => {
    expect(type(['point', '5', 'point'])).toBe('0.5');
  });
  it('does not pile up leading zeros', () => {
    expect(type(['0', '0', '7'])).toBe('7');
  });
  it('has no point in a currency without fractions', () => {
    expect(type(['5', 'point', '0'], 0)).toBe('50');
  });
  it('takes back one key, and all of them', () => {
    expect(type(['1', '2', 'back'])).toBe('1');
    expect(type(['back'])).toBe('');
    expect(type(['1', '2', 'clear'])).toBe('');
  });
  it('refuses the digit that would pass the largest amount', () => {
    const largest = '10000000000';
    expect(pressKey(largest, '0', 2)).toBe(largest);
  });
});

describe('padKeyOf', () => {
  it('takes the point of both layouts and nothing else', () => {
    expect([padKeyOf('.'), padKeyOf(','), padKeyOf('ю')]).toEqual(['point', 'point', 'point']);
    expect([padKeyOf('7'), padKeyOf('Backspace')]).toEqual(['7', 'back']);
    expect([padKeyOf('a'), padKeyOf('Enter'), padKeyOf('F5')]).toEqual([null, null, null]);
  });
});

describe('minor units', () => {
  it('come from the text and lead back to it', () => {
    expect(minorOf('120.5', 2)).toBe(12050);
    expect(minorOf('', 2)).toBe(0);
    expect(minorOf('120', 0)).toBe(120);
    expect(minorOf('1.234', 3)).toBe(1234);
    for (const minor of [1, 10, 99, 100, 12050, 4700000]) expect(minorOf(textOf(minor, 2), 2)).toBe(minor);
    expect(textOf(0, 2)).toBe('');
    expect(textOf(5, 2)).toBe('0.05');
  });
});

describe('parseAmount', () => {
  it('reads what people write', () => {
    expect(parseAmount('1\u202f234,50 ₽', 2)).toBe(123450);
    expect(parseAmount('350', 2)).toBe(35000);
    expect(parseAmount('350', 0)).toBe(350);
  });
  it('is null for anything else', () => {
    for (const typed of ['', '0', '-5', '1.234', 'abc', '1.2.3', '99999999999999'])
      expect(parseAmount(typed, 2), typed).toBeNull();
    expect(parseAmount('3.5', 0)).toBeNull();
  });
});

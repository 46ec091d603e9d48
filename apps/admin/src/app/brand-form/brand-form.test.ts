/** New brands start valid, addresses are made of any name, and text stays readable on any colour. */
import { brandSettings } from '@regulars/contracts/brands';
import { slug } from '@regulars/contracts/primitives';
import { describe, expect, it } from 'vitest';
import { newBrand, readableOn, slugOf } from './brand-form.ts';

describe('newBrand', () => {
  it.each(['ru', 'en'] as const)('lacks only a name, in %s', (language) => {
    const issues = brandSettings.safeParse(newBrand('Europe/Moscow', language)).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.'))).toEqual(['name']);
  });
});

describe('slugOf', () => {
  it.each([
    ['Зерно', 'zerno'],
    ['Цветы рядом', 'tsvety-ryadom'],
    ['  Joe’s Diner #2 ', 'joe-s-diner-2'],
    ['Щука & Ёж', 'schuka-ezh'],
    ['!!!', ''],
  ])('%s is %s', (name, address) => {
    expect(slugOf(name)).toBe(address);
  });
  it('is a valid address however long the name', () => {
    expect(slug.safeParse(slugOf('Очень длинное название кофейни на углу двух улиц')).success).toBe(true);
  });
});

describe('readableOn', () => {
  it.each([
    ['#ffffff', '#000000'],
    ['#ffd400', '#000000'],
    ['#000000', '#ffffff'],
    ['#8a4b2a', '#ffffff'],
    ['#1f6f4a', '#ffffff'],
  ] as const)('on %s it is %s', (background, text) => {
    expect(readableOn(background)).toBe(text);
  });
});

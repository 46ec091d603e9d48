/** Both languages say the same things, with the same values, in every plural form, and nothing that no screen says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import english from './en.json' with { type: 'json' };
import russian from './ru.json' with { type: 'json' };
import { createTranslate } from './words.tsx';

const base = (key: string) => key.replace(/_(one|few|many|other)$/, '');
const valuesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const byBase = (catalog: Record<string, string>) =>
  new Map(Object.entries(catalog).map(([key, text]) => [base(key), valuesOf(text)]));

it('every key is in both catalogs with the same values', () => {
  const ru = byBase(russian);
  const en = byBase(english);
  expect([...en.keys()].sort()).toEqual([...ru.keys()].sort());
  for (const [key, values] of ru) expect(en.get(key), key).toEqual(values);
});

it('no word is kept that nothing says', () => {
  const folder = join(import.meta.dirname, '..');
  const screens = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
  const isSaid = (key: string) =>
    [`'${key}'`, `"${key}"`, `\`${key.replace(/[^.]+$/, '${')}`].some((said) => screens.includes(said));
  expect([...byBase(russian).keys()].filter((key) => !isSaid(key))).toEqual([]);
});

it.each([
  ['ru', russian, ['one', 'few', 'many']],
  ['en', english, ['one', 'other']],
] as const)('%s has all its plural forms', (_language, catalog, forms) => {
  const keys = Object.keys(catalog);
  const plural = new Set(keys.filter((key) => key !== base(key)).map(base));
  for (const key of plural) {
    for (const form of forms) expect(keys).toContain(`${key}_${form}`);
  }
});

describe('translating', () => {
  it('chooses the Russian form by the number', () => {
    const t = createTranslate(russian, 'ru');
    expect(t('card.refresh', { count: 1 })).toBe('Новый код через 1 секунду');
    expect(t('card.refresh', { count: 22 })).toBe('Новый код через 22 секунды');
    expect(t('card.refresh', { count: 11 })).toBe('Новый код через 11 секунд');
  });

  it('fills values in as they are, without reading them as patterns', () => {
    const t = createTranslate(english, 'en');
    expect(t('outside.title', { brand: '{{brand}} $& Co' })).toBe('{{brand}} $& Co lives in Telegram');
  });
});

/** Both languages say everything: the same keys, the same placeholders, and every key the code asks for. */
import { describe, expect, it } from 'vitest';
import { byNamespace } from './words-by-namespace.ts';

type Words = { [key: string]: string | Words };
const russian = byNamespace(
  import.meta.glob<Words>(['./words.ru.json', '../features/*/words.ru.json'], {
    eager: true,
    import: 'default',
  }),
);
const english = byNamespace(
  import.meta.glob<Words>(['./words.en.json', '../features/*/words.en.json'], {
    eager: true,
    import: 'default',
  }),
);
const sources = import.meta.glob<string>('../**/*.{ts,tsx}', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** "members_one" and "members_few" are forms of one key, "members". */
const pluralForm = /_(one|two|few|many|other)$/;

function flatten(words: Words, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

function baseKeys(words: Words): string[] {
  return [...new Set([...flatten(words).keys()].map((key) => key.replace(pluralForm, '')))].sort();
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/{{\w+}}/g) ?? [])].sort();
}

describe.each(Object.keys(russian))('words of %s', (namespace) => {
  const ru = russian[namespace] ?? {};
  const en = english[namespace] ?? {};

  it('has the same keys in both languages', () => {
    expect(baseKeys(en)).toEqual(baseKeys(ru));
  });

  it('fills the same placeholders in both languages', () => {
    const inRussian = flatten(ru);
    for (const [key, text] of flatten(en)) {
      const same = inRussian.get(key);
      if (same && !pluralForm.test(key)) expect([key, placeholders(same)]).toEqual([key, placeholders(text)]);
    }
  });

  it('has every plural form that the language needs', () => {
    for (const [words, forms] of [
      [ru, ['one', 'few', 'many']],
      [en, ['one', 'other']],
    ] as const) {
      const flat = flatten(words);
      for (const key of flat.keys()) {
        if (!pluralForm.test(key)) continue;
        for (const form of forms) {
          const needed = key.replace(pluralForm, `_${form}`);
          expect(flat.has(needed), `${namespace}: ${needed}`).toBe(true);
        }
      }
    }
  });
});

describe('words asked for by the code', () => {
  it('are all in the catalogue', () => {
    const missing: string[] = [];
    for (const [path, source] of Object.entries(sources)) {
      if (path.includes('.test.')) continue;
      const namespace = source.match(/useTranslation\('([^']+)'\)/)?.[1] ?? 'app';
      const known = new Set([...baseKeys(russian[namespace] ?? {}), ...baseKeys(russian.app ?? {})]);
      for (const [, key] of source.matchAll(/\bt\(\s*'([^']+)'/g)) {
        const [space, name] = key?.includes(':') ? key.split(':') : [undefined, key];
        const keys = space ? new Set(baseKeys(russian[space] ?? {})) : known;
        if (name && !keys.has(name)) missing.push(`${path}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

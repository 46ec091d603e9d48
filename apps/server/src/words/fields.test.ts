import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ownWords, russianOf, wordsOfIssue } from './fields.ts';

const repository = join(import.meta.dirname, '../../../..');

async function sourcesOf(folder: string): Promise<string[]> {
  const names = await readdir(join(repository, folder), { recursive: true });
  const wanted = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return Promise.all(wanted.map((name) => readFile(join(repository, folder, name), 'utf8')));
}

function sentencesIn(sources: readonly string[], pattern: RegExp): string[] {
  return sources.flatMap((source) => [...source.matchAll(pattern)].flatMap(([, sentence]) => sentence ?? []));
}

describe('the words of a wrong field', () => {
  it('are known in Russian wherever a contract or the domain writes its own', async () => {
    const contracts = await sourcesOf('packages/contracts/src');
    const server = await sourcesOf('apps/server/src');
    const written = [
      ...sentencesIn(contracts, /\.refine\((?:(?!\.refine\()[\s\S])*?,\s*'([^']+)',?\s*\)/g),
      ...sentencesIn(contracts, /\bmessage: '([^']+)'/g),
      ...sentencesIn(contracts, /\.regex\(\s*\/.*\/,\s*'([^']+)'/g),
      ...sentencesIn(server, /refuseField\(\s*(?:'[^']*'|`[^`]*`),\s*'([^']+)'/g),
    ];
    expect(written.length).toBeGreaterThan(20);
    expect([...new Set(written)].filter((sentence) => !(sentence in russianOf))).toEqual([]);
  });

  it.each([
    [z.string().min(1), '', 'is required', 'нужно заполнить'],
    [z.string(), undefined, 'is required', 'нужно заполнить'],
    [z.string(), 5, 'must be text', 'нужен текст'],
    [z.int(), 1.5, 'must be a whole number', 'нужно целое число'],
    [z.string().min(3), 'ab', 'must have at least 3 characters', 'не короче 3 символов'],
    [z.string().max(21), 'a'.repeat(22), 'must have at most 21 characters', 'не длиннее 21 символа'],
    [z.int().max(100), 101, 'must be at most 100', 'не больше 100'],
    [z.array(z.int()).min(1), [], 'must have at least 1 item', 'не меньше 1 элемента'],
    [z.enum(['ru', 'en']), 'de', 'must be one of ru, en', 'одно из: ru, en'],
    [z.literal('on'), 'off', 'must be on', 'должно быть on'],
    [
      z.email(),
      'x',
      'is not an e-mail address, as in anna@example.com',
      'не похоже на почту, пример: anna@example.com',
    ],
    [z.iso.date(), '1.2.2000', 'must be a date, as in 1990-05-17', 'нужна дата, например 1990-05-17'],
    [z.uuid(), 'x', 'is not an id', 'не похоже на id'],
    [z.string().regex(/^a$/), 'b', 'does not have the right form', 'записано не в том виде'],
    [z.string().regex(/^\d{6}$/, 'six digits'), 'b', 'six digits', 'нужны шесть цифр'],
    [z.strictObject({}), { a: 1 }, 'is not a field of this request', 'такого поля здесь нет'],
    [z.union([z.int(), z.boolean()]), 'x', 'is not right', 'заполнено неверно'],
  ])('%#: are plain in both languages', (schema: z.ZodType, value, en, ru) => {
    const [issue] = schema.safeParse(value).error?.issues ?? [];
    if (!issue) throw new Error('the value was taken');
    expect(wordsOfIssue(issue)).toEqual({ en, ru });
  });

  it('say at least that something is wrong where nobody has translated them', () => {
    expect(ownWords('must rhyme')).toEqual({ en: 'must rhyme', ru: 'заполнено неверно' });
  });
});

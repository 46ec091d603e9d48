/** The first screen speaks the member's language, and so does what it asks the server for. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BootResult } from './boot.ts';
import { prepareStart } from './start.ts';

const inRussian = { 'app.close': 'Закрыть' };
const inEnglish = { 'app.close': 'Close' };

function answerFor(language: 'ru' | 'en' | null, languages = ['ru', 'en']): Promise<BootResult> {
  const member = language ? { language } : null;
  return Promise.resolve({
    kind: 'answer',
    status: 200,
    body: { token: 'secret', brand: { languages }, member },
  });
}

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'ru' } });
  vi.stubGlobal('window', { __words: Promise.resolve(inRussian) });
  vi.stubGlobal('fetch', async (url: string) =>
    Response.json(url.includes('en.json') ? inEnglish : inRussian),
  );
});
afterEach(() => vi.unstubAllGlobals());

it("takes the words and the session to the member's language", async () => {
  const start = await prepareStart('zerno', answerFor('en'));
  expect(start).toMatchObject({ language: 'en', catalog: inEnglish });
  expect(start.session.headers()).toEqual({ 'accept-language': 'en', authorization: 'Bearer secret' });
});

it('stays with the guess for a newcomer, within what the brand speaks', async () => {
  expect(await prepareStart('zerno', answerFor(null))).toMatchObject({ language: 'ru', catalog: inRussian });
  expect(await prepareStart('zerno', answerFor(null, ['en']))).toMatchObject({ language: 'en' });
});

it('keeps the words that are there when others cannot be loaded', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  const start = await prepareStart('zerno', answerFor('en'));
  expect(start).toMatchObject({ language: 'ru', catalog: inRussian });
  expect(start.session.headers()['accept-language']).toBe('ru');
});

it('asks for the words itself when the page got none', async () => {
  vi.stubGlobal('window', { __words: Promise.resolve(null) });
  expect(await prepareStart('zerno', answerFor('ru'))).toMatchObject({ catalog: inRussian });
});

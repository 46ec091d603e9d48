/** The script in index.html starts the session call with what Telegram gave, byte for byte, and the words with it. */
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
// As built: the names of the word catalogs are in it.
const script = (/<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '')
  .replace('%WORDS_RU%', '/app-assets/ru-1.json')
  .replace('%WORDS_EN%', '/app-assets/en-1.json');

// Escaped slashes and a plus sign are what re-encoding would spoil.
const initData =
  'user=%7B%22id%22%3A42%2C%22first_name%22%3A%22A%2BB%22%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%22%2C%22language_code%22%3A%22ru%22%7D&auth_date=1700000000&hash=46d2';
const launch = new URLSearchParams({
  tgWebAppData: initData,
  tgWebAppVersion: '9.1',
  tgWebAppThemeParams: JSON.stringify({ bg_color: '#17212b', evil: 'red;}' }),
}).toString();

const session = { token: 't', brand: { currency: 'RUB' } };

interface Sent {
  url: string;
  authorization: string;
  language: string;
}

async function run({
  path = '/app/zerno/',
  hash = '',
  stored = null as string | null,
  language = null as string | null,
  isWordsFound = true,
}) {
  const sent: Sent[] = [];
  const wordsAsked: string[] = [];
  const styles = new Map<string, string>();
  const formatted: unknown[] = [];
  const formatLike = (kind: string) =>
    class {
      constructor(...made: unknown[]) {
        formatted.push([kind, ...made]);
      }
      format() {
        return '';
      }
    };
  const root = {
    lang: '',
    dataset: {} as Record<string, string>,
    style: { setProperty: (name: string, value: string) => styles.set(name, value) },
  };
  const sandbox = {
    URLSearchParams,
    Intl: { NumberFormat: formatLike('number'), DateTimeFormat: formatLike('date') },
    location: { pathname: path, href: `https://example.com${path}${hash}` },
    navigator: { language: 'en-GB' },
    sessionStorage: { getItem: () => stored },
    localStorage: { getItem: () => language },
    document: { documentElement: root },
    fetch: async (url: string, options?: { headers: Record<string, string> }) => {
      if (!options) {
        wordsAsked.push(url);
        return { ok: isWordsFound, json: async () => ({ 'app.close': url }) };
      }
      sent.push({
        url,
        authorization: options.headers.authorization ?? '',
        language: options.headers['accept-language'] ?? '',
      });
      return { status: 200, json: async () => session };
    },
    window: {} as { __boot?: Promise<unknown>; __words?: Promise<unknown> },
  };
  runInContext(script, createContext(sandbox));
  const [boot, words] = await Promise.all([sandbox.window.__boot, sandbox.window.__words]);
  return { sent, styles, root, boot, words, wordsAsked, formatted };
}

it('sends the raw init data of the hash', async () => {
  const { sent, boot } = await run({ hash: `#${launch}` });
  expect(sent).toEqual([
    { url: '/api/brands/zerno/session', authorization: `tma ${initData}`, language: 'ru' },
  ]);
  expect(boot).toEqual({ kind: 'answer', status: 200, body: session });
});

it('finds the same after a reload that lost the hash', async () => {
  const { sent } = await run({ path: '/app/zerno/card', stored: JSON.stringify(launch) });
  expect(sent[0]?.authorization).toBe(`tma ${initData}`);
});

it('calls nobody outside Telegram or without a brand', async () => {
  expect(await run({})).toMatchObject({ sent: [], boot: { kind: 'outside' } });
  expect(await run({ path: '/app/', hash: `#${launch}` })).toMatchObject({
    sent: [],
    boot: { kind: 'outside' },
  });
});

it('takes only colours from the theme', async () => {
  const { styles, root } = await run({ hash: `#${launch}` });
  expect([...styles]).toEqual([['--tg-theme-bg-color', '#17212b']]);
  expect(root.dataset).toEqual({ theme: 'dark' });
});

it("prefers the person's own language to Telegram's", async () => {
  const { sent, root } = await run({ hash: `#${launch}`, language: 'en' });
  expect(sent[0]?.language).toBe('en');
  expect(root.lang).toBe('en');
});

it('asks for the words of the guessed language alone', async () => {
  const { words, wordsAsked } = await run({ hash: `#${launch}` });
  expect(wordsAsked).toEqual(['/app-assets/ru-1.json']);
  expect(words).toEqual({ 'app.close': '/app-assets/ru-1.json' });
  expect((await run({ language: 'en' })).wordsAsked).toEqual(['/app-assets/en-1.json']);
});

it('leaves words that did not come to the bundle', async () => {
  expect((await run({ hash: `#${launch}`, isWordsFound: false })).words).toBeNull();
});

it("writes a sum in the brand's currency and a date ahead of the first screen", async () => {
  const { formatted } = await run({ hash: `#${launch}` });
  expect(formatted).toEqual([
    ['number', 'ru', { style: 'currency', currency: 'RUB' }],
    ['date', 'ru', { day: 'numeric', month: 'long' }],
  ]);
  expect((await run({})).formatted).toEqual([]);
});

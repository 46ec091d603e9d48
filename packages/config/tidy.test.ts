/** What the compiler cannot see: that every contract is served and tested, every event heard, every word translated. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allRoutes } from '@regulars/contracts';
import { describe, expect, inject, it } from 'vitest';
import { buildApp } from '../../apps/server/src/app.ts';
import { subscribers } from '../../apps/server/src/jobs.ts';
import { mountedRoutes } from '../../apps/server/src/platform/route.ts';
import { createTestDeps } from '../../apps/server/src/testing.ts';
import { listSources, readSources, root } from './source-files.ts';

/** Events that nothing acts on yet, with the reason why they are kept. */
const heardByNobody: Readonly<Record<string, string>> = {};

describe('routes', () => {
  it('of every contract are mounted', async () => {
    const { deps, close } = await createTestDeps(inject('postgresUrl'));
    const app = await buildApp(deps);
    await app.close();
    await close();
    const missing = allRoutes.filter((route) => !mountedRoutes.has(route.name));
    expect(missing.map((route) => route.name)).toEqual([]);
  });

  it('of every contract are called by a test, by name or by address', async () => {
    const tests = (await sourcesOf(['apps/server/src', 'apps/e2e'])).filter(isOfTests);
    const text = [...(await readSources(tests)).values()].join('\n');
    const isCalled = ({ name, path }: (typeof allRoutes)[number]) =>
      new RegExp(`\\b${name}\\b`).test(text) || addressPattern(path).test(text);
    expect(allRoutes.filter((route) => !isCalled(route)).map((route) => route.name)).toEqual([]);
  });
});

describe('events', () => {
  it('have a subscriber or a stated reason for none', async () => {
    const emitted = await emittedEvents();
    const heard = new Set(subscribers.flatMap((subscriber) => subscriber.events));
    expect([...emitted].filter((type) => !heard.has(type) && !(type in heardByNobody))).toEqual([]);
    expect([...heard, ...Object.keys(heardByNobody)].filter((type) => !emitted.has(type))).toEqual([]);
  });
});

describe('words', () => {
  it('exist in Russian wherever they exist in English, and the other way round', async () => {
    const files = await sourcesOf(['apps', 'packages']);
    const english = files.filter((path) => /(^|[/.])en[.](json|ts)$/.test(path));
    expect(english.length).toBeGreaterThan(0);
    for (const path of english) {
      const russianPath = path.replace(/en([.](json|ts))$/, 'ru$1');
      expect(files, `${path} has no Russian twin`).toContain(russianPath);
      const [inEnglish, inRussian] = await Promise.all([keysOf(path), keysOf(russianPath)]);
      expect(inRussian, `${russianPath} and ${path} differ`).toEqual(inEnglish);
    }
  });
});

async function sourcesOf(folders: readonly string[]): Promise<string[]> {
  return (await Promise.all(folders.map(listSources))).flat();
}

/** Tests, and what they share: `testing.ts` and folders of that name. */
function isOfTests(path: string): boolean {
  return isTest(path) || /\/testing([.]ts$|\/)/.test(path);
}

function isTest(path: string): boolean {
  return /[.](test|spec)[.]tsx?$/.test(path);
}

/** `/brands/:slug/me` also as it stands in a test: `/brands/${slug}/me` or `/brands/zerno/me?x=1`. */
function addressPattern(path: string): RegExp {
  const parts = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/\'"`?\\s]+' : part.replaceAll('.', '[.]')));
  return new RegExp(`${parts.join('/')}['"\`?]`);
}

/** Types of events as they are written: `type: 'member.joined'`, `announce(draft, 'points.expired'`, `*.events.ts`. */
async function emittedEvents(): Promise<Set<string>> {
  const paths = (await listSources('apps/server/src')).filter(
    (path) => /[.](ts|sql)$/.test(path) && !isTest(path),
  );
  const found = new Set<string>();
  for (const [path, content] of await readSources(paths)) {
    const pattern = path.endsWith('.events.ts')
      ? /'([a-z]+(?:[._][a-z]+)*[.][a-z_]+)'/g
      : /(?:\btype: |\bannounce\(\s*\w+,\s*)'([a-z_]+[.][a-z_]+)'/g;
    for (const [, type] of content.matchAll(pattern)) if (type !== undefined) found.add(type);
  }
  return found;
}

/** Flat names of a catalogue; plural forms count as one, since languages have different ones. */
async function keysOf(path: string): Promise<string[]> {
  const url = pathToFileURL(join(root, path)).href;
  const options = path.endsWith('.json') ? { with: { type: 'json' } } : undefined;
  const { default: whole, ...named } = await import(/* @vite-ignore */ url, options);
  const keys = flatten(whole ?? Object.values(named)[0], '').map((key) =>
    key.replace(/_(zero|one|two|few|many|other)$/, ''),
  );
  return [...new Set(keys)].sort();
}

function flatten(value: unknown, prefix: string): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}

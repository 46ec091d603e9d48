/**
 * How long people and staff wait for a page when a brand is large: catalogue, history, lists, at the server, over a
 * generated database. Usage: `pnpm bench reads [members]`, 100,000 unless told; each has ten movements.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@regulars/config/postgres.ts';
import { buildApp } from '@regulars/server/app.ts';
import { addApiKey, openSession } from '@regulars/server/customers/testing.ts';
import { createTestDeps, makeStaff } from '@regulars/server/testing.ts';
import { entriesPerMember, prepareReads, regularsEntries } from './reads-data.ts';

const usualMembers = 100_000;
const mostMembers = 5_000_000;
const warmUpCalls = 100;
const calls = 300;
const aimMilliseconds = 20;

type App = Awaited<ReturnType<typeof buildApp>>;

interface Page {
  name: string;
  /** The address and who asks, for the n-th call: another person each time, so that no cache answers. */
  ask: (n: number) => { url: string; headers: Record<string, string> };
}

export async function run(): Promise<void> {
  const members = Number(process.argv[3] ?? usualMembers);
  if (!Number.isInteger(members) || members < 100 || members > mostMembers) {
    throw new Error(`members: a whole number from 100 to ${mostMembers}`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'regulars-bench-'));
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { shared_buffers: '1GB', max_wal_size: '8GB', synchronous_commit: 'off' },
  });
  try {
    await measureAll(postgres.url, members);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAll(url: string, members: number): Promise<void> {
  const { deps, close } = await createTestDeps(url);
  const app = await buildApp(deps);
  try {
    const say = (count: number) => count.toLocaleString('en');
    console.log(
      `Preparing ${say(members)} members with ${say(members * entriesPerMember + regularsEntries)} movements...`,
    );
    const { brand, people, customerIds } = await prepareReads(deps, { members });
    const pages = await pagesOf({ app, deps, brand, people, customerIds });
    for (const page of pages) {
      await timesOf(app, page, warmUpCalls);
      const times = (await timesOf(app, page, calls)).sort((a, b) => a - b);
      const [p50, p95] = [0.5, 0.95].map((share) => times[Math.floor(times.length * share)] ?? 0);
      console.log(`${page.name.padEnd(44)} p50 ${ms(p50)}   p95 ${ms(p95)}`);
    }
    console.log(`(aim: p50 under ${aimMilliseconds} ms for the catalogue and the history)`);
  } finally {
    await app.close();
    await close();
  }
}

async function pagesOf({
  app,
  deps,
  brand,
  people,
  customerIds,
}: { app: App; deps: Parameters<typeof addApiKey>[0] } & Awaited<ReturnType<typeof prepareReads>>): Promise<
  Page[]
> {
  const sessions: { authorization: string }[] = [];
  for (const person of people) sessions.push(await openSession(app, deps, brand, person));
  const staff = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  const till = await addApiKey(deps, brand.id);
  const at = <T>(list: readonly T[], n: number): T => {
    const found = list[n % list.length];
    if (found === undefined) throw new Error('nobody to ask as');
    return found;
  };
  const own = `/api/brands/${brand.slug}`;
  const admin = `/api/admin/brands/${brand.slug}`;
  const cursor = await deepCursor(app, `${own}/me/entries`, at(sessions, 0));
  const asPerson = (name: string, url: (n: number) => string): Page => ({
    name,
    ask: (n) => ({ url: url(n), headers: at(sessions, n) }),
  });
  const asStaff = (name: string, url: (n: number) => string): Page => ({
    name,
    ask: (n) => ({ url: url(n), headers: staff.headers }),
  });
  return [
    asPerson('Mini App: catalogue', () => `${own}/rewards`),
    asPerson(
      'Mini App: catalogue, searched',
      (n) => `${own}/rewards?q=${encodeURIComponent(`Подарок ${1 + (n % 200)}`)}`,
    ),
    asPerson('Mini App: history', () => `${own}/me/entries`),
    {
      name: 'Mini App: history, page 50',
      ask: () => ({ url: `${own}/me/entries?cursor=${cursor}`, headers: at(sessions, 0) }),
    },
    {
      name: 'Till: movements of a customer',
      ask: (n) => ({ url: `/v1/customers/${at(customerIds, n)}/entries`, headers: till.headers }),
    },
    asStaff('Admin: customers', () => `${admin}/customers`),
    asStaff('Admin: purchases', () => `${admin}/purchases`),
    asStaff('Admin: a customer', (n) => `${admin}/customers/${at(customerIds, n)}`),
  ];
}

async function deepCursor(app: App, url: string, headers: Record<string, string>): Promise<string> {
  let cursor = '';
  for (let page = 1; page < 50; page++) {
    const answer = await app.inject({ url: cursor === '' ? url : `${url}?cursor=${cursor}`, headers });
    cursor = answer.json<{ nextCursor: string | null }>().nextCursor ?? cursor;
  }
  return cursor;
}

/** One after the other: what is measured is the wait of one person, not a rate. */
async function timesOf(app: App, page: Page, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    const answer = await app.inject(page.ask(n));
    times.push(performance.now() - start);
    if (answer.statusCode !== 200) throw new Error(`${page.name}: ${answer.statusCode} ${answer.body}`);
  }
  return times;
}

function ms(milliseconds: number | undefined): string {
  return `${(milliseconds ?? 0).toFixed(1)} ms`.padStart(9);
}

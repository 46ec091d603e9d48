import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@regulars/config/free-port.ts';
import { type Postgres, startPostgres } from '@regulars/config/postgres.ts';
import { createScratchDatabase } from '@regulars/config/scratch-database.ts';
import { migrate } from '@regulars/prisma/migrate';
import pg from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createApiKey } from '../api-keys/api-keys.ts';
import { systemActor } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { systemClock } from '../platform/clock.ts';
import { createDb, type Db } from '../platform/db.ts';
import { createLog } from '../platform/log.ts';
import { systemRandom } from '../platform/random.ts';
import { makeBrand, makeMember, testEncryptionKey } from '../testing.ts';

const testMilliseconds = 400_000;
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}, 60_000);

interface Shop {
  brandId: string;
  customerId: string;
  apiKey: string;
}

async function openShop(url: string): Promise<Shop> {
  const db: Db = createDb({ url, poolSize: 2, log: createLog({ level: 'silent', pretty: false }) });
  // The factories use no more than these of all that a server has.
  const deps = { db, random: systemRandom, clock: systemClock } as Deps;
  const brand = await makeBrand(deps);
  const customerId = await makeMember(deps, brand.id);
  const { secret } = await createApiKey(db.prisma, systemRandom, {
    brandId: brand.id,
    name: 'till',
    scopes: ['purchases:write'],
    createdBy: null,
    actor: systemActor,
  });
  await db.close();
  return { brandId: brand.id, customerId, apiKey: secret };
}

/** The whole program in a process of its own, on a port that stays the same when it is started again. */
async function startServer(databaseUrl: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    env: {
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ROLES: 'api',
      ENCRYPTION_KEY: testEncryptionKey,
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  });
  cleanUps.push(() => kill(child));
  for (let attempt = 0; attempt < 900; attempt++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const isUp = await fetch(`http://127.0.0.1:${port}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return child;
    await sleep(100);
  }
  throw new Error('the server did not start');
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** 0 when nobody answered. */
function buy(port: number, shop: Shop, number: number): Promise<number> {
  return fetch(`http://127.0.0.1:${port}/v1/purchases`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.apiKey}`,
      'idempotency-key': `key-${number}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      externalId: `receipt-${number}`,
      customerId: shop.customerId,
      totalMinor: 10_000,
    }),
    signal: AbortSignal.timeout(30_000),
  }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );
}

/** What a till does: the same key again until there is an answer. */
async function buyUntilAnswered(port: number, shop: Shop, number: number): Promise<number> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const status = await buy(port, shop, number);
    if (status !== 0 && status !== 503) return status;
    await sleep(100);
  }
  throw new Error(`purchase ${number} was never answered`);
}

async function expectEachOnce(url: string, shop: Shop, count: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await pool.query(
      `select (select count(*)::int from purchase where brand_id = $1) as purchases,
        (select count(*)::int from entry where brand_id = $1) as entries,
        (select count(*)::int from event where brand_id = $1 and type = 'purchase.posted') as events,
        (select available::int from wallet where brand_id = $1) as available,
        (select purchases_count from customer_stats where brand_id = $1) as counted`,
      [shop.brandId],
    );
    expect(rows).toEqual([
      { purchases: count, entries: count, events: count, available: count * 5, counted: count },
    ]);
    expect((await checkBrand(pool, shop.brandId)).mismatches).toEqual([]);
  } finally {
    await pool.end();
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('nothing is lost and nothing doubled', () => {
  it(
    'when the server is killed in the middle of postings and tills repeat with the same keys',
    async () => {
      const database = await createScratchDatabase(inject('postgresUrl'));
      cleanUps.push(database.drop);
      const shop = await openShop(database.url);
      const port = await findFreePort();
      const first = await startServer(database.url, port);
      const statuses: number[] = [];
      let next = 0;
      let death: Promise<void> | null = null;
      await Promise.all(
        numbers(24).map(async () => {
          while (!death) {
            statuses.push(await buy(port, shop, next++));
            // Others are being posted at this moment.
            if (statuses.length === 100) death = kill(first);
          }
        }),
      );
      await death;
      expect(statuses).toContain(0);
      expect(statuses).toContain(201);

      await startServer(database.url, port);
      const count = next;
      const repeated = await Promise.all(
        numbers(count).map((number) => buyUntilAnswered(port, shop, number)),
      );
      expect(new Set(repeated)).toEqual(new Set([201]));
      await expectEachOnce(database.url, shop, count);
    },
    testMilliseconds,
  );

  it(
    'when Postgres is killed under load: the server answers 503, lives on and goes on',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'regulars-crash-'));
      cleanUps.push(() => rm(folder, { recursive: true, force: true }));
      const dataDir = join(folder, 'postgres');
      let postgres: Postgres = await startPostgres({ dataDir });
      cleanUps.push(() => postgres.stop());
      const { url } = postgres;
      await migrate(url);
      const shop = await openShop(url);
      const port = await findFreePort();
      const server = await startServer(url, port);

      const seen = new Set<number>();
      let next = 0;
      let isOver = false;
      const tills = numbers(16).map(async () => {
        while (!isOver) {
          const number = next++;
          seen.add(await buy(port, shop, number));
        }
      });
      await waitFor(() => next > 200);
      process.kill(postgres.pid, 'SIGKILL');
      await postgres.exited;
      await waitFor(() => seen.has(503));
      postgres = await startAgain(dataDir, postgres.port);
      isOver = true;
      await Promise.all(tills);

      const count = next;
      const repeated = await Promise.all(
        numbers(count).map((number) => buyUntilAnswered(port, shop, number)),
      );
      expect(new Set(repeated)).toEqual(new Set([201]));
      expect(server.exitCode).toBeNull();
      expect([...seen].filter((status) => status !== 201 && status !== 503)).toEqual([]);
      await expectEachOnce(url, shop, count);
    },
    testMilliseconds,
  );
});

async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    if (isTrue()) return;
    await sleep(50);
  }
  throw new Error('waited for a minute in vain');
}

/** The killed server's children may hold its memory for a moment longer. */
async function startAgain(dataDir: string, port: number): Promise<Postgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostgres({ dataDir, port });
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(500);
    }
  }
}

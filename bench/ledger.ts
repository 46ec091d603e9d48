/**
 * How close purchases over HTTP come to what Postgres itself can commit: (a) bare statements straight through
 * `pg`, (b) POST /v1/purchases on separate wallets, (c) the same on one hot wallet; in turn, in one run, on an
 * embedded Postgres with 100,000 wallets. Server, database and load generator are processes of their own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@regulars/config/free-port.ts';
import { startPostgres } from '@regulars/config/postgres.ts';
import { migrate } from '@regulars/prisma/migrate';
import { prepareBrand } from './ledger-brand.ts';
import type { LoadOptions, LoadResult } from './ledger-load.ts';

const wallets = Number(process.env.BENCH_WALLETS ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
/** V8 compiles what has run often: a server is judged warm, as it is an hour after its start. */
const warmUpRequests = 10_000;
const warmUpTurns = 10;
const warmUpSeconds = 3;
const pgConnections = 32;
const httpConnections = 64;
const encryptionKey = Buffer.alloc(32, 1).toString('base64');

type Side = 'a' | 'b' | 'c';

export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-bench-'));
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
  });
  let server: ChildProcess | null = null;
  try {
    await migrate(postgres.url);
    console.log(`Preparing ${wallets.toLocaleString('en')} wallets...`);
    const port = await findFreePort();
    const api = await prepareBrand({ url: postgres.url, slug: 'purchases', wallets, encryptionKey });
    const limit = await prepareBrand({ url: postgres.url, slug: 'limit', wallets, encryptionKey });
    server = startServer(postgres.url, port);
    await waitForServer(port, server);
    const http = { origin: `http://127.0.0.1:${port}`, apiKey: api.apiKey, connections: httpConnections };
    const sides: Record<Side, LoadOptions> = {
      a: {
        kind: 'pg',
        url: postgres.url,
        brandId: limit.brandId,
        customerIds: limit.customerIds,
        connections: pgConnections,
        seconds,
      },
      b: { kind: 'http', ...http, customerIds: api.customerIds, seconds },
      c: { kind: 'http', ...http, customerIds: api.customerIds.slice(0, 1), seconds },
    };
    for (const side of ['a', 'b', 'c'] as const) await warmUp(sides[side]);
    await measure(sides);
    await checkLedger(postgres.url);
  } finally {
    server?.kill('SIGTERM');
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function warmUp(side: LoadOptions): Promise<void> {
  let count = 0;
  for (let turn = 0; turn < warmUpTurns && count < warmUpRequests; turn++) {
    count += (await load({ ...side, seconds: warmUpSeconds })).count;
  }
}

async function measure(sides: Record<Side, LoadOptions>): Promise<void> {
  const results: Record<Side, LoadResult[]> = { a: [], b: [], c: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const side of ['a', 'b', 'c'] as const) results[side].push(await load(sides[side]));
    const rates = (['a', 'b', 'c'] as const).map(
      (side) => `${side} ${rate(results[side].at(-1)?.perSecond ?? 0)}`,
    );
    console.log(`round ${round}: ${rates.join('   ')}`);
  }
  const [a, b, c] = (['a', 'b', 'c'] as const).map((side) => median(results[side]));
  if (!a || !b || !c) throw new Error('nothing was measured');
  console.log(`
(a) the limit: bare statements, ${pgConnections} connections     ${rate(a.perSecond)}/s
(b) POST /v1/purchases, ${httpConnections} connections           ${rate(b.perSecond)}/s   p50 ${ms(b.p50)}   p99 ${ms(b.p99)}
(c) the same on one hot wallet                  ${rate(c.perSecond)}/s   p50 ${ms(c.p50)}   p99 ${ms(c.p99)}
b/a ${(b.perSecond / a.perSecond).toFixed(2)}   c/a ${(c.perSecond / a.perSecond).toFixed(2)}   (aim: 0.60, 0.60, p99 of b under 60 ms)`);
}

/** The round whose rate is in the middle. */
function median(results: readonly LoadResult[]): LoadResult | undefined {
  return [...results].sort((x, y) => x.perSecond - y.perSecond)[Math.floor(results.length / 2)];
}

async function load(options: LoadOptions): Promise<LoadResult> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'ledger-load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(options));
  return JSON.parse(await text(child.stdout));
}

function startServer(databaseUrl: string, port: number): ChildProcess {
  // As the image starts it.
  const args = ['--max-semi-space-size=64', join(import.meta.dirname, '../apps/server/src/main.ts')];
  return spawn(process.execPath, args, {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ROLES: 'api',
      ENCRYPTION_KEY: encryptionKey,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function waitForServer(port: number, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.exitCode !== null) throw new Error('the server did not start');
    const isUp = await fetch(`http://127.0.0.1:${port}/livez`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error('the server was not ready in a minute');
}

async function checkLedger(databaseUrl: string): Promise<void> {
  const command = join(import.meta.dirname, '../apps/server/src/ledger/check.ts');
  const child = spawn(process.execPath, [command, databaseUrl, 'purchases'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(`\n${(await text(child.stdout)).trim()}`);
}

function rate(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en').padStart(7);
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

/**
 * How fast a file of members comes in, and how much memory that takes: upload, check and run of `--rows` rows (100,000
 * unless told) with phone, e-mail, names, birthday, consent and a lot each, in an embedded Postgres.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '@regulars/config/postgres.ts';
import { migrate } from '@regulars/prisma/migrate';
import { createBrand, firstProgramme } from '@regulars/server/brands/new-brand.ts';
import { readConfig } from '@regulars/server/config.ts';
import { createDeps } from '@regulars/server/create-deps.ts';
import type { Deps } from '@regulars/server/deps.ts';
import { customerPages } from '@regulars/server/exports/people.ts';
import { checkBrand } from '@regulars/server/ledger/check-ledger.ts';
import { storeFile } from '@regulars/server/imports/sealed-file.ts';
import { workImport } from '@regulars/server/imports/work.ts';
import { tableStream } from '@regulars/server/platform/csv-out.ts';

const megabyte = 1_024 * 1_024;
const headers = [
  'phone',
  'email',
  'external id',
  'first name',
  'last name',
  'birthday',
  'points',
  'expires on',
  'consent',
];
const columns = [
  'phone',
  'email',
  'externalId',
  'firstName',
  'lastName',
  'birthday',
  'points',
  'expiresOn',
  'marketing',
];

export async function run(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { rows: { type: 'string' } } });
  const rows = Number(values.rows ?? 100_000);
  const folder = await mkdtemp(join(tmpdir(), 'regulars-bench-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  try {
    await migrate(postgres.url);
    const deps = createDeps(
      readConfig({
        DATABASE_URL: postgres.url,
        PUBLIC_URL: 'http://localhost:3000',
        ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
        LOG_LEVEL: 'warn',
      }),
    );
    try {
      await measure(deps, rows);
    } finally {
      await deps.live.close();
      await deps.db.close();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(deps: Deps, rows: number): Promise<void> {
  const brandId = await createBrand(deps.db.prisma, deps.random, {
    slug: 'imports',
    settings: {
      name: 'imports',
      accentColor: '#1f7a4d',
      cardColors: ['#1f7a4d', '#0f4a2d'],
      zone: 'Europe/Moscow',
      currency: 'RUB',
      languages: ['ru', 'en'],
      pointsName: {
        ru: { one: 'балл', few: 'балла', many: 'баллов' },
        en: { one: 'point', other: 'points' },
      },
    },
    programme: firstProgramme,
    createdBy: null,
  });
  const memory = watchMemory();
  console.log(`${rows.toLocaleString('en')} members; memory at rest ${memory.now()} MB`);
  const id = await upload(deps, brandId, rows);
  for (const phase of ['check', 'run', 'the same file again'] as const) {
    const seconds = await work(deps, { brandId, id }, phase === 'check' ? 'checking' : 'running');
    const { result, check } = await deps.db.prisma.import.findUniqueOrThrow({
      where: { brandId_id: { brandId, id } },
    });
    console.log(
      `${phase.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s ${Math.round(rows / seconds)
        .toLocaleString('en')
        .padStart(8)} rows/s   ${JSON.stringify(phase === 'check' ? check : result)}`,
    );
  }
  const start = performance.now();
  let bytes = 0;
  const brand = { id: brandId, currency: 'RUB', zone: 'Europe/Moscow', language: 'en' } as const;
  const query = { separator: 'comma', sort: 'newest' } as const;
  const pages = customerPages(deps, brand, query, true);
  for await (const text of tableStream({ header: [], pages, separator: 'comma' }))
    bytes += String(text).length;
  const seconds = (performance.now() - start) / 1_000;
  console.log(
    `${'export of customers'.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s ${Math.round(rows / seconds)
      .toLocaleString('en')
      .padStart(8)} rows/s   ${(bytes / megabyte).toFixed(1)} MB`,
  );
  console.log(`memory at its peak ${memory.stop()} MB   (aim: 100,000 in under 300 s)`);
  const ledger = await checkBrand(deps.db.pool, brandId);
  console.log(
    `ledger: ${ledger.wallets} wallets, ${ledger.entries} entries, ${ledger.mismatches.length} mismatches`,
  );
}

async function upload(deps: Deps, brandId: string, rows: number): Promise<string> {
  const id = deps.random.id();
  await deps.db.prisma.import.create({
    data: {
      brandId,
      id,
      kind: 'members',
      state: 'uploading',
      fileName: 'members.csv',
      encoding: 'utf-8',
      separator: ',',
      headers,
      mapping: { columns, withoutExpiry: 'programme' },
      createdAt: deps.clock.now(),
      fileUntil: deps.clock.now(),
    },
  });
  await storeFile(deps, { brandId, importId: id }, lines(rows));
  return id;
}

async function* lines(rows: number): AsyncGenerator<Buffer> {
  yield Buffer.from(`${headers.join(',')}\n`);
  for (let row = 0; row < rows; row += 1_000) {
    const some = Array.from({ length: Math.min(1_000, rows - row) }, (_, index) => memberLine(row + index));
    yield Buffer.from(some.join(''));
  }
}

function memberLine(number: number): string {
  const day = String(1 + (number % 28)).padStart(2, '0');
  return `+79${160_000_000 + number},member${number}@example.com,crm-${number},Анна,Лебедева,${day}.05.1990,${1 + (number % 900)},2099-12-31,${number % 2 ? 'да' : 'нет'}\n`;
}

/** From the first row, as the worker does it. */
async function work(deps: Deps, key: { brandId: string; id: string }, state: string): Promise<number> {
  const nothing = { created: 0, changed: 0, unchanged: 0, failed: 0, points: 0 };
  await deps.db.prisma.import.update({
    where: { brandId_id: key },
    data: { state, rowsDone: 0, check: nothing, result: nothing },
  });
  const start = performance.now();
  await workImport(deps, key.brandId, key.id);
  return (performance.now() - start) / 1_000;
}

function watchMemory(): { now: () => number; stop: () => number } {
  const now = () => Math.round(process.memoryUsage.rss() / megabyte);
  let peak = now();
  const timer = setInterval(() => {
    peak = Math.max(peak, now());
  }, 100);
  return {
    now,
    stop: () => {
      clearInterval(timer);
      return Math.max(peak, now());
    },
  };
}

/** What tests of the server share: real Postgres, a clock that stands still, brands made on the spot. */
import { createHmac } from 'node:crypto';
import { createScratchDatabase } from '@regulars/config/scratch-database.ts';
import type { BrandSettings, ProgrammeSettings, Role } from '@regulars/contracts';
import { createBrand, firstProgramme } from './brands/new-brand.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { manualClock } from './platform/clock.ts';
import { createDb } from './platform/db.ts';
import { createLive } from './platform/live.ts';
import { createLog } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { systemRandom } from './platform/random.ts';
import { createSecrets } from './platform/secrets.ts';
import { addMembership, createAccount, readyAccount } from './staff/accounts.ts';
import { createStaffAuth } from './staff/auth.ts';
import { sessionCookie } from './staff/signed-cookies.ts';

export const testEncryptionKey = Buffer.alloc(32, 7).toString('base64');

export interface TestDeps extends Deps {
  clock: ReturnType<typeof manualClock>;
}

/** Deps over a database of the test's own; `close` drops it. */
export async function createTestDeps(
  postgresUrl: string,
  overrides: Partial<Config> = {},
): Promise<{ deps: TestDeps; close: () => Promise<void> }> {
  const database = await createScratchDatabase(postgresUrl);
  const config: Config = {
    databaseUrl: database.url,
    databasePoolSize: 8,
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost:3000',
    roles: ['api', 'bot', 'worker'],
    telegram: { apiRoot: 'http://127.0.0.1:9', updates: 'webhook', sandboxUrl: null },
    encryptionKey: testEncryptionKey,
    filesDir: '',
    log: { level: 'silent', pretty: false },
    metricsToken: null,
    trustedProxies: 0,
    ...overrides,
  };
  const log = createLog(config.log);
  const db = createDb({ url: database.url, poolSize: config.databasePoolSize, log });
  const deps: TestDeps = {
    config,
    log,
    clock: manualClock(new Date('2026-03-12T09:30:00.000Z')),
    random: systemRandom,
    db,
    secrets: createSecrets(config.encryptionKey),
    live: createLive({ url: database.url, pool: db.pool, log }),
    metrics: createMetrics(),
  };
  return {
    deps,
    async close() {
      await deps.live.close();
      await db.close();
      await database.drop();
    },
  };
}

export const testBrandSettings: BrandSettings = {
  name: 'Зерно',
  accentColor: '#1f7a4d',
  cardColors: ['#1f7a4d', '#0f4a2d'],
  zone: 'Europe/Moscow',
  currency: 'RUB',
  languages: ['ru', 'en'],
  pointsName: {
    ru: { one: 'зерно', few: 'зерна', many: 'зёрен' },
    en: { one: 'bean', other: 'beans' },
  },
};

let brandCount = 0;

/** A brand with the programme that the test asks for on top of the first one. */
export async function makeBrand(
  deps: Deps,
  options: { slug?: string; programme?: Partial<ProgrammeSettings>; settings?: Partial<BrandSettings> } = {},
): Promise<{ id: string; slug: string }> {
  brandCount += 1;
  const slug = options.slug ?? `brand-${brandCount}`;
  const id = await createBrand(deps.db.prisma, deps.random, {
    slug,
    settings: { ...testBrandSettings, ...options.settings },
    programme: { ...firstProgramme, ...options.programme },
    createdBy: null,
  });
  return { id, slug };
}

/** A member with an empty wallet. */
export async function makeMember(
  deps: Deps,
  brandId: string,
  fields: { firstName?: string; telegramId?: number } = {},
): Promise<string> {
  const id = deps.random.id();
  const now = deps.clock.now();
  await deps.db.prisma.customer.create({
    data: {
      brandId,
      id,
      firstName: fields.firstName ?? 'Анна',
      telegramId: fields.telegramId ?? null,
      joinedAt: now,
      createdAt: now,
      wallet: { create: {} },
      stats: { create: {} },
    },
  });
  return id;
}

let staffCount = 0;

export interface TestStaff {
  userId: string;
  email: string;
  password: string;
  /** What a browser of this person would send with a write. */
  headers: { cookie: string; origin: string };
}

/** A person of the staff who is signed in, with a role in each given brand. */
export async function makeStaff(
  deps: Deps,
  person: {
    memberships?: { brandId: string; role: Role; shopIds?: string[] }[];
    isOperator?: boolean;
    name?: string;
  } = {},
): Promise<TestStaff> {
  staffCount += 1;
  const email = `staff-${staffCount}@example.com`;
  const password = `correct horse ${staffCount}`;
  const { prisma } = deps.db;
  const userId = await createAccount(
    prisma,
    deps.random,
    await readyAccount({
      name: person.name ?? `Staff ${staffCount}`,
      email,
      language: 'ru',
      isOperator: person.isOperator ?? false,
      password,
    }),
  );
  for (const membership of person.memberships ?? [])
    await addMembership(prisma, deps.random, { ...membership, userId, now: deps.clock.now() });
  return { userId, email, password, headers: await openTestSession(deps, userId) };
}

/** A session as sign-in leaves it, without the half second that signing in takes. */
async function openTestSession(deps: Deps, userId: string): Promise<TestStaff['headers']> {
  const token = deps.random.token(24);
  const expiresAt = new Date(Date.now() + 30 * 24 * 60 * 60 * 1_000);
  await deps.db.prisma.staffSession.create({ data: { id: deps.random.id(), token, userId, expiresAt } });
  const signature = createHmac('sha256', createStaffAuth(deps).secret).update(token).digest('base64');
  return {
    cookie: `${sessionCookie}=${encodeURIComponent(`${token}.${signature}`)}`,
    origin: deps.config.publicUrl,
  };
}

/** A form with one file in it, as browsers put it together: the headers and the payload of a request. */
export function fileForm(
  file: string | Buffer,
  { field = 'file', name = 'file.bin', type = 'application/octet-stream' } = {},
): { headers: { 'content-type': string }; payload: Buffer } {
  const boundary = 'form-of-the-test';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

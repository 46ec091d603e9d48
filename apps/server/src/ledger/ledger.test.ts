import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPurchasing, type Purchasing } from '../purchases/purchases.ts';
import { buy, readWallet } from '../purchases/testing.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { checkBrand } from './check-ledger.ts';
import { pointsForecast } from './forecast.ts';
import { checkLedgerJob, settleDueJob } from './ledger.jobs.ts';
import { runOn } from './statement.ts';
import { postWelcome } from './welcome.ts';

let deps: TestDeps;
let close: () => Promise<void>;
let purchasing: Purchasing;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  purchasing = openPurchasing(deps);
});
afterAll(() => close());

const day = 86_400_000;
const pointPerRouble = {
  effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
  redeemCapPercent: 100,
} as const;

const forecastOf = (brandId: string, customerId: string) =>
  pointsForecast(runOn(deps.db.pool), { brandId, customerId, now: deps.clock.now() });

describe('points', () => {
  it('that expire first are spent first: 70 of 100 and 50 takes 50 and 20', async () => {
    const brand = await makeBrand(deps, {
      programme: { ...pointPerRouble, expiry: { kind: 'days', days: 30 } },
    });
    const customerId = await makeMember(deps, brand.id);
    const at = (date: string) => ({ customerId, occurredAt: `${date}T09:00:00Z` });
    await buy(purchasing, brand.id, { ...at('2026-03-12'), totalMinor: 10_000 });
    await buy(purchasing, brand.id, { ...at('2026-03-01'), totalMinor: 5_000 });
    await buy(purchasing, brand.id, { customerId, totalMinor: 7_000, redeemPoints: 70 });
    const lots = await deps.db.prisma.lot.findMany({
      where: { brandId: brand.id },
      orderBy: { expiresAt: 'asc' },
    });
    expect(lots.map(({ points, remaining, state }) => [Number(points), Number(remaining), state])).toEqual([
      [50, 0, 'closed'],
      [100, 80, 'active'],
    ]);
  });

  it('wait for their day, then live, then go; whoever runs the job and however often', async () => {
    const brand = await makeBrand(deps, {
      programme: { ...pointPerRouble, activationDelayDays: 2, expiry: { kind: 'days', days: 3 } },
    });
    const customerId = await makeMember(deps, brand.id);
    const start = deps.clock.now();
    await buy(purchasing, brand.id, { customerId, totalMinor: 4_000 });
    const wallet = () => readWallet(deps, brand.id, customerId);
    const settle = () => Promise.all([1, 2, 3].map(() => settleDueJob.run(deps, { brandId: brand.id })));
    await settle();
    expect(await wallet()).toEqual({ available: 0, pending: 40 });
    expect(await forecastOf(brand.id, customerId)).toEqual({
      nextExpiry: null,
      nextActivation: { points: 40, expiresAt: '2026-03-13T21:00:00.000Z' },
    });
    deps.clock.set(new Date('2026-03-13T21:00:00.000Z'));
    await settle();
    expect(await wallet()).toEqual({ available: 40, pending: 0 });
    deps.clock.set(new Date('2026-03-17T20:59:59.999Z'));
    await settle();
    expect(await wallet()).toEqual({ available: 40, pending: 0 });
    deps.clock.set(new Date('2026-03-17T21:00:00.000Z'));
    await settle();
    expect(await wallet()).toEqual({ available: 0, pending: 0 });
    const entries = await deps.db.prisma.entry.findMany({
      where: { brandId: brand.id },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ kind }) => kind)).toEqual(['accrual', 'activation', 'expiry']);
    const events = await deps.db.prisma.event.findMany({ where: { brandId: brand.id } });
    expect(events.map(({ type }) => type).sort()).toEqual([
      'points.activated',
      'points.expired',
      'purchase.posted',
    ]);
    deps.clock.set(start);
  });

  it('whose time is over cannot be spent, even before the job has come', async () => {
    const brand = await makeBrand(deps, {
      programme: { ...pointPerRouble, expiry: { kind: 'days', days: 1 } },
    });
    const customerId = await makeMember(deps, brand.id);
    await buy(purchasing, brand.id, { customerId, totalMinor: 10_000 });
    const start = deps.clock.now();
    deps.clock.advance(3 * day);
    await expect(
      buy(purchasing, brand.id, { customerId, totalMinor: 10_000, redeemPoints: 1 }),
    ).rejects.toMatchObject({ code: 'insufficient_points' });
    const { body } = await buy(purchasing, brand.id, {
      customerId,
      totalMinor: 10_000,
      redeemPoints: 'max',
    });
    expect(body.redeemedPoints).toBe(0);
    expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]);
    deps.clock.set(start);
  });

  it('spend from more lots than one read brings', async () => {
    const brand = await makeBrand(deps, { programme: pointPerRouble });
    const customerId = await makeMember(deps, brand.id);
    await Promise.all(
      Array.from({ length: 260 }, () => buy(purchasing, brand.id, { customerId, totalMinor: 100 })),
    );
    const { body } = await buy(purchasing, brand.id, {
      customerId,
      totalMinor: 25_000,
      redeemPoints: 'max',
    });
    expect(body.redeemedPoints).toBe(250);
    expect(body.wallet.available).toBe(10);
    expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]);
  });
});

describe('the welcome bonus', () => {
  it('comes once, spendable at once, and expires as the programme says', async () => {
    const brand = await makeBrand(deps, { programme: { activationDelayDays: 5 } });
    const customerId = await makeMember(deps, brand.id);
    const welcome = { brandId: brand.id, customerId, personHash: 'person', points: 200 };
    const post = () => deps.db.prisma.$transaction((tx) => postWelcome(tx, deps, welcome));
    expect([await post(), await post()]).toEqual([true, false]);
    expect(await readWallet(deps, brand.id, customerId)).toEqual({ available: 200, pending: 0 });
    expect((await forecastOf(brand.id, customerId)).nextExpiry).toEqual({
      points: 200,
      expiresAt: '2027-03-31T21:00:00.000Z',
      isByInactivity: false,
    });
  });

  it('is not given again to who erased their data and came back under a new record', async () => {
    const brand = await makeBrand(deps);
    const give = async () => {
      const customerId = await makeMember(deps, brand.id);
      const welcome = { brandId: brand.id, customerId, personHash: 'person', points: 200 };
      return deps.db.prisma.$transaction((tx) => postWelcome(tx, deps, welcome));
    };
    expect([await give(), await give()]).toEqual([true, false]);
  });

  it('goes with the joining that failed', async () => {
    const brand = await makeBrand(deps);
    const customerId = await makeMember(deps, brand.id);
    const failing = deps.db.prisma.$transaction(async (tx) => {
      await postWelcome(tx, deps, { brandId: brand.id, customerId, personHash: 'person', points: 200 });
      throw new Error('joining failed');
    });
    await expect(failing).rejects.toThrow('joining failed');
    expect(await readWallet(deps, brand.id, customerId)).toEqual({ available: 0, pending: 0 });
  });
});

describe('the database itself', () => {
  it('refuses a balance below zero, a lot overspent, and any change of an entry', async () => {
    const brand = await makeBrand(deps);
    const customerId = await makeMember(deps, brand.id);
    await buy(purchasing, brand.id, { customerId, totalMinor: 100_000 });
    const where = { brandId: brand.id, customerId };
    const attempts = [
      deps.db.prisma.wallet.updateMany({ where, data: { available: -1 } }),
      deps.db.prisma.lot.updateMany({ where, data: { remaining: 51 } }),
      deps.db.prisma.lot.updateMany({ where, data: { remaining: -1 } }),
      deps.db.prisma.entry.updateMany({ where, data: { availableDelta: 500 } }),
      deps.db.prisma.entry.deleteMany({ where }),
    ];
    const results = await Promise.allSettled(attempts);
    expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  });
});

describe('the check', () => {
  const command = join(import.meta.dirname, 'check.ts');
  const run = (slug: string) =>
    promisify(execFile)(process.execPath, [command, deps.config.databaseUrl, slug]).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error: { stdout: string; code: number }) => ({ stdout: error.stdout, code: error.code }),
    );

  it('says what it compared, and finds a balance that somebody changed by hand', async () => {
    const brand = await makeBrand(deps);
    const customerId = await makeMember(deps, brand.id);
    await buy(purchasing, brand.id, { customerId, totalMinor: 100_000 });
    const sound = await run(brand.slug);
    expect(sound.code).toBe(0);
    expect(sound.stdout).toContain(`${brand.slug}: 1 wallets, 1 entries, 1 lots: no mismatches`);

    await deps.db.prisma.wallet.updateMany({ where: { brandId: brand.id }, data: { available: 51 } });
    const broken = await run(brand.slug);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain(`customer ${customerId}`);
    expect(broken.stdout).toContain('51 against 50');
    await checkLedgerJob.run(deps, { brandId: brand.id });
    expect(await deps.metrics.registry.metrics()).toContain('job="ledger.check",result="mismatch"');
  }, 60_000);
});

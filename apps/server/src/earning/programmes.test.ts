/** Real programmes, set up by a marketer through the admin's API and lived through by a till. */
import type { EarningRule, EarningTemplate } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { firstProgramme } from '../brands/new-brand.ts';
import { addApiKey, freshKey } from '../customers/testing.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { endInactiveJob, settleDueJob } from '../ledger/ledger.jobs.ts';
import { createTestDeps, makeBrand, makeMember, makeStaff, type TestDeps } from '../testing.ts';
import { readWallet } from '../purchases/testing.ts';
import { payBirthdaysJob } from './birthdays.jobs.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

let count = 0;

/** The template's rules alone, with its policy and what it says of the programme. */
async function running(key: string) {
  const brand = await makeBrand(deps);
  const marketer = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'marketer' }] });
  const admin = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) => {
    const url = `/api/admin/brands/${brand.slug}/${path}`;
    const answer = await app.inject({
      method,
      url,
      headers: marketer.headers,
      ...(payload ? { payload } : {}),
    });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer;
  };
  const templates = (await admin('GET', 'earning-templates')).json<{ items: EarningTemplate[] }>().items;
  const template = templates.find((one) => one.key === key);
  const settings = { ...firstProgramme, ...template?.programme };
  await admin('PUT', 'programme', { baseVersion: 1, settings });
  const drafts = (await admin('POST', `earning-templates/${key}`, {})).json<{ items: EarningRule[] }>().items;
  for (const { id } of drafts) await admin('PUT', `earning-rules/${id}/state`, { state: 'active' });
  const [base] = (await admin('GET', 'earning-rules')).json<{ items: EarningRule[] }>().items;
  await admin('PUT', `earning-rules/${base?.id}/state`, { state: 'paused' });
  await admin('PUT', 'earning-rules/terms', { policy: template?.policy, budget: null });

  const customerId = await makeMember(deps, brand.id);
  const { headers } = await addApiKey(deps, brand.id);
  const post = async (url: string, payload: object) => {
    count += 1;
    const body = { externalId: `n-${count}`, customerId, ...payload };
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { ...headers, ...freshKey() },
      payload: body,
    });
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json<{ earnedPoints: number; maxRedeemPoints: number; wallet: object }>();
  };
  return {
    brandId: brand.id,
    customerId,
    buy: (bill: object) => post('/v1/purchases', bill),
    report: (type: string) => post('/v1/events', { type }),
    available: async () => (await readWallet(deps, brand.id, customerId)).available,
    nightOf: async (instant: string) => {
      deps.clock.set(new Date(instant));
      // Two workers may look at once.
      await Promise.all([1, 2].map(() => endInactiveJob.run(deps, { brandId: brand.id })));
      await settleDueJob.run(deps, { brandId: brand.id });
    },
    balanced: async () => expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]),
  };
}

function goods(unitPriceMinor: number, more: object = {}) {
  return { lines: [{ id: '1', quantity: 1, unitPriceMinor, ...more }] };
}

describe('real programmes', () => {
  it('200 for the newcomer, 5% back at most three times a day, up to 30% of a bill', async () => {
    const { buy, balanced } = await running('gift-and-percent');
    const first = await buy({ totalMinor: 100_000 });
    expect(first).toMatchObject({ earnedPoints: 250, maxRedeemPoints: 0 });
    const second = await buy({ totalMinor: 50_000, redeemPoints: 'max' });
    expect(second).toMatchObject({ maxRedeemPoints: 150, earnedPoints: 17 });
    expect((await buy({ totalMinor: 100_000 })).earnedPoints).toBe(50);
    expect((await buy({ totalMinor: 100_000 })).earnedPoints).toBe(0);
    expect(await buy({ totalMinor: 10_000, redeemPoints: 'max' })).toMatchObject({ maxRedeemPoints: 30 });
    // Two payments with points a day, and no third.
    expect(await buy({ totalMinor: 10_000, redeemPoints: 'max' })).toMatchObject({ maxRedeemPoints: 0 });
    deps.clock.advance(86_400_000);
    expect(await buy({ totalMinor: 10_000, redeemPoints: 10 })).toMatchObject({ maxRedeemPoints: 30 });
    expect((await buy({ totalMinor: 100_000 })).earnedPoints).toBe(50);
    await balanced();
  });

  it('3, 5 and 7% by what was spent, of deliveries without drinks and offers', async () => {
    const { buy, balanced } = await running('growing-percent');
    const deliver = async (bill: object) => (await buy({ ...bill, channel: 'delivery' })).earnedPoints;
    expect(await deliver(goods(200_000))).toBe(60);
    expect(await deliver(goods(300_000))).toBe(150);
    expect(await deliver(goods(100_000))).toBe(70);
    expect(await deliver(goods(100_000, { category: 'Напитки' }))).toBe(0);
    expect(await deliver(goods(100_000, { discountMinor: 10_000 }))).toBe(0);
    const cafe = await buy({ ...goods(100_000), channel: 'cafe', redeemPoints: 'max' });
    expect(cafe).toMatchObject({ earnedPoints: 0, maxRedeemPoints: 200 });
    await balanced();
  });

  it('1, 2, 3 and 5% by the bill, and 500 for a birthday, three days each side', async () => {
    const { brandId, customerId, buy, balanced } = await running('receipt-steps-and-birthday');
    const bills = [50_000, 100_000, 300_000, 500_000];
    const earned: number[] = [];
    for (const totalMinor of bills) earned.push((await buy({ totalMinor })).earnedPoints);
    expect(earned).toEqual([5, 20, 90, 250]);
    await deps.db.prisma.customer.update({
      where: { brandId_id: { brandId, id: customerId } },
      data: { birthdayMonthDay: 517, birthdaySetAt: deps.clock.now() },
    });
    const back = deps.clock.now();
    const balanceAt = async (time: string) => {
      deps.clock.set(new Date(time));
      await payBirthdaysJob.run(deps, { brandId });
      await settleDueJob.run(deps, { brandId });
      const wallet = await deps.db.prisma.wallet.findFirstOrThrow({ where: { brandId, customerId } });
      return Number(wallet.available);
    };
    expect(await balanceAt('2026-05-13T20:00:00Z')).toBe(365);
    expect(await balanceAt('2026-05-13T21:00:00Z')).toBe(865);
    expect(await balanceAt('2026-05-20T20:59:59Z')).toBe(865);
    expect(await balanceAt('2026-05-20T21:00:00Z')).toBe(365);
    deps.clock.set(back);
    await balanced();
  });

  it('active the next day, nothing with points nor on discounts', async () => {
    const { brandId, buy, balanced } = await running('next-day');
    expect((await buy(goods(200_000))).wallet).toMatchObject({ available: 0, pending: 100 });
    expect((await buy(goods(200_000, { discountMinor: 1 }))).earnedPoints).toBe(0);
    deps.clock.advance(86_400_000);
    await settleDueJob.run(deps, { brandId });
    const partly = await buy({ ...goods(200_000), redeemPoints: 1 });
    expect(partly).toMatchObject({ earnedPoints: 0, wallet: { available: 99, pending: 0 } });
    await balanced();
  });

  it('three cappuccinos in a week, a friend, the app, and followers once a week', async () => {
    const { buy, report, balanced } = await running('coffee-challenge');
    const cup = async () => (await buy(goods(20_000, { name: 'Капучино большой' }))).earnedPoints;
    expect([await cup(), await cup(), await cup(), await cup()]).toEqual([0, 0, 50, 0]);
    expect((await report('referral')).earnedPoints).toBe(100);
    expect((await report('referral')).earnedPoints).toBe(100);
    expect((await report('app_install')).earnedPoints).toBe(200);
    expect((await report('app_install')).earnedPoints).toBe(0);
    expect((await report('subscription')).earnedPoints).toBe(0);
    const cake = async () => (await buy(goods(40_000, { name: 'Чизкейк' }))).earnedPoints;
    expect([await cake(), await cake()]).toEqual([20, 0]);
    deps.clock.advance(7 * 86_400_000);
    expect(await cake()).toBe(20);
    await balanced();
  });

  it('lapses after half a year of silence, and not a day before', async () => {
    const { buy, available, nightOf, balanced } = await running('gift-and-percent');
    deps.clock.set(new Date('2026-04-10T12:00:00.000Z'));
    await buy({ totalMinor: 100_000 });
    deps.clock.set(new Date('2026-08-31T12:00:00.000Z'));
    await buy({ totalMinor: 20_000 });
    // The first purchase's half a year is over; the second one has kept its points alive.
    await nightOf('2026-10-12T22:30:00.000Z');
    expect(await available()).toBe(260);
    // 31 August and six months: the end of 28 February, in Moscow.
    await nightOf('2027-02-27T22:30:00.000Z');
    expect(await available()).toBe(260);
    await nightOf('2027-02-28T21:30:00.000Z');
    expect(await available()).toBe(0);
    expect((await buy({ totalMinor: 20_000 })).earnedPoints).toBe(10);
    await nightOf('2027-02-28T22:30:00.000Z');
    expect(await available()).toBe(10);
    await balanced();
  });
});

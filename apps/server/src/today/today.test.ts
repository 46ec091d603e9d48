import type { Today } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { openPurchasing, type Purchasing } from '../purchases/purchases.ts';
import { openRefunding } from '../purchases/refunds.ts';
import { buy, receipt, tillAsker } from '../purchases/testing.ts';
import {
  createTestDeps,
  makeBrand,
  makeMember,
  makeStaff,
  type TestDeps,
  testBrandSettings,
} from '../testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let purchasing: Purchasing;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
  purchasing = openPurchasing(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

async function brandWithStaff() {
  const brand = await makeBrand(deps);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  const url = `/api/admin/brands/${brand.slug}`;
  const today = (query = '') => app.inject({ url: `${url}/today${query}`, headers: owner.headers });
  return { brand, owner, url, today };
}

/** The instant that many hours before the tests' now, half past twelve in Moscow. */
const hoursAgo = (hours: number) => new Date(deps.clock.now().getTime() - hours * 3_600_000);

describe('the home screen', () => {
  it('of a new brand is all zeros with every first step open', async () => {
    const { today } = await brandWithStaff();
    const body = (await today()).json<Today>();
    expect(body).toMatchObject({
      at: '2026-03-12T09:30:00.000Z',
      period: 'today',
      revenueMinor: { value: 0, previous: 0, series: [0, 0, 0, 0, 0, 0, 0] },
      averageReceiptMinor: { value: 0, previous: 0 },
      repeatPercent: { value: 0, previous: 0 },
      members: 0,
      outstandingPoints: 0,
      liabilityMinor: 0,
      expiringSoonPoints: 0,
      latest: [],
    });
    expect(body.checklist.map((step) => [step.name, step.done])).toEqual(
      ['bot', 'programme', 'look', 'api_key', 'first_member', 'first_purchase', 'team'].map((name) => [
        name,
        false,
      ]),
    );
  });

  it('compares today so far with yesterday until the same time', async () => {
    const { brand, today } = await brandWithStaff();
    const [anna, boris] = [
      await makeMember(deps, brand.id),
      await makeMember(deps, brand.id, { firstName: 'Борис' }),
    ];
    const bought = async (customerId: string, totalMinor: number, hours: number) =>
      buy(purchasing, brand.id, { customerId, totalMinor, occurredAt: hoursAgo(hours).toISOString() });
    await bought(anna, 10_000, 24);
    // Yesterday evening: later than the same time, so only the line of days counts it.
    await bought(anna, 5_000, 16);
    await bought(anna, 20_000, 2);
    await bought(boris, 40_000, 1);
    const body = (await today()).json<Today>();
    expect(body.purchases).toEqual({ value: 2, previous: 1, series: [0, 0, 0, 0, 0, 2, 2] });
    expect(body.revenueMinor).toEqual({
      value: 60_000,
      previous: 10_000,
      series: [0, 0, 0, 0, 0, 15_000, 60_000],
    });
    expect(body.averageReceiptMinor).toMatchObject({ value: 30_000, previous: 10_000 });
    expect(body.earnedPoints).toMatchObject({ value: 30, previous: 5 });
    // Anna came back, Boris is new.
    expect(body.repeatPercent).toMatchObject({ value: 50, previous: 0 });
    expect(body.newMembers).toMatchObject({ value: 2, previous: 0 });
    expect(body).toMatchObject({ members: 2, outstandingPoints: 37, liabilityMinor: 3_700 });
    expect(body.latest.map((one) => [one.customer.firstName, one.totalMinor])).toEqual([
      ['Борис', 40_000],
      ['Анна', 20_000],
      ['Анна', 5_000],
      ['Анна', 10_000],
    ]);
    const week = (await today('?period=7d')).json<Today>();
    expect(week.purchases).toEqual({ value: 4, previous: 0, series: [0, 0, 0, 0, 0, 2, 2] });
    expect((await today('?period=30d')).json<Today>().purchases.series).toHaveLength(30);
  });

  it('counts a refund on its own day, and leaves the day of the purchase as it was', async () => {
    const { brand, today } = await brandWithStaff();
    const customerId = await makeMember(deps, brand.id);
    const bought = await buy(purchasing, brand.id, {
      customerId,
      totalMinor: 10_000,
      occurredAt: hoursAgo(48).toISOString(),
    });
    const { body } = bought;
    const refundBody = { externalId: receipt(), amountMinor: 4_000 };
    await openRefunding(deps).refund({
      brandId: brand.id,
      purchaseId: body.id ?? '',
      body: refundBody,
      asker: tillAsker(brand.id, refundBody),
      language: 'en',
    });
    const shown = (await today()).json<Today>();
    expect(shown.revenueMinor.series).toEqual([0, 0, 0, 0, 10_000, 0, -4_000]);
    expect(shown.earnedPoints.series).toEqual([0, 0, 0, 0, 5, 0, -2]);
    expect(shown.latest).toMatchObject([{ totalMinor: 10_000, refundedMinor: 4_000 }]);
  });

  it('ticks off first steps as they are taken', async () => {
    const { brand, owner, url, today } = await brandWithStaff();
    const settings = { ...testBrandSettings, accentColor: '#000000' };
    await app.inject({ method: 'PUT', url: `${url}/settings`, headers: owner.headers, payload: settings });
    await app.inject({
      method: 'POST',
      url: `${url}/api-keys`,
      headers: owner.headers,
      payload: { name: 'Касса', scopes: ['purchases:write'] },
    });
    await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'cashier' }] });
    await buy(purchasing, brand.id, { customerId: await makeMember(deps, brand.id), totalMinor: 1_000 });
    const done = (await today()).json<Today>().checklist.filter((step) => step.done);
    expect(done.map((step) => step.name)).toEqual([
      'look',
      'api_key',
      'first_member',
      'first_purchase',
      'team',
    ]);
  });

  it('counts nothing of other brands, and refuses an unknown period', async () => {
    const busy = await brandWithStaff();
    const member = await makeMember(deps, busy.brand.id);
    await buy(purchasing, busy.brand.id, { customerId: member, totalMinor: 1_000 });
    const { today } = await brandWithStaff();
    expect((await today()).json<Today>()).toMatchObject({ purchases: { value: 0 }, members: 0, latest: [] });
    expect((await today('?period=year')).statusCode).toBe(400);
  });
});

describe('the currency', () => {
  it('can change only before the first purchase', async () => {
    const { brand, owner, url } = await brandWithStaff();
    const save = (currency: string) =>
      app.inject({
        method: 'PUT',
        url: `${url}/settings`,
        headers: owner.headers,
        payload: { ...testBrandSettings, currency },
      });
    expect((await save('KZT')).statusCode).toBe(200);
    await buy(purchasing, brand.id, { customerId: await makeMember(deps, brand.id), totalMinor: 1_000 });
    expect((await save('EUR')).json().errors).toMatchObject([{ path: 'currency' }]);
    expect((await save('KZT')).statusCode).toBe(200);
  });
});

/** Shops: kept by staff, shown to customers, and borders for those who work in some of them. */
import type {
  ApiKey,
  PurchaseRow,
  PurchaseView,
  RouteOutput,
  Routes,
  Shop,
  StaffMember,
} from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { addApiKey, freshKey, joinAs, makeSigningBrand } from '../customers/testing.ts';
import { createTestDeps, makeMember, makeStaff, type TestDeps, type TestStaff } from '../testing.ts';
import { findShopByFiscal } from './find.ts';

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

const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', until: '22:00' }));

/** A brand with two shops, its owner and a cashier of the first shop. */
async function openTwo() {
  const brand = await makeSigningBrand(deps);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  const first = await addShop(brand.slug, owner, { name: 'На Покровке', hours: week });
  const second = await addShop(brand.slug, owner, { name: 'У прудов' });
  const cashier = await makeStaff(deps, {
    memberships: [{ brandId: brand.id, role: 'cashier', shopIds: [first.id] }],
  });
  const customerId = await makeMember(deps, brand.id);
  return { brand, owner, cashier, first, second, customerId, url: `/api/admin/brands/${brand.slug}` };
}

type Two = Awaited<ReturnType<typeof openTwo>>;

async function addShop(slug: string, { headers }: TestStaff, payload: object): Promise<Shop> {
  const url = `/api/admin/brands/${slug}/shops`;
  const answer = await app.inject({ method: 'POST', url, headers, payload });
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json<Shop>();
}

let receipts = 0;

async function ring({ url, customerId }: Two, { headers }: TestStaff, shopId?: string) {
  receipts += 1;
  const payload = { externalId: `s-${receipts}`, customerId, totalMinor: 10_000, shopId };
  const post = (path: string) =>
    app.inject({ method: 'POST', url: url + path, headers: { ...headers, ...freshKey() }, payload });
  const asked = await post('/till/calculate');
  const booked = await post('/till/purchases');
  const ofAsked = asked.json<{ code?: string }>();
  const { id = '', code } = booked.json<{ id?: string; code?: string }>();
  // What calculate refuses, the sale refuses too, and the other way round.
  expect(ofAsked.code).toBe(code);
  return { id, code };
}

describe('shops', () => {
  it('are kept with place, hours and fiscal numbers, and each change is in the audit log', async () => {
    const { owner, first, url, brand } = await openTwo();
    const { headers } = owner;
    const payload = {
      name: 'На Покровке, 17',
      address: 'Покровка, 17',
      phone: '+7 495 123-45-67',
      place: { latitude: 55.7594, longitude: 37.6467 },
      hours: week,
      closedDates: ['2027-01-01', '2026-12-31', '2027-01-01'],
      fiscalNumbers: ['9282440300669857'],
      taxNumbers: ['7707083893'],
    };
    const save = (body: object) =>
      app.inject({ method: 'PUT', url: `${url}/shops/${first.id}`, headers, payload: body });
    const saved = await save(payload);
    expect(saved.json()).toMatchObject({ ...payload, closedDates: ['2026-12-31', '2027-01-01'] });
    await save(payload);
    const notes = await deps.db.prisma.auditEntry.findMany({
      where: { brandId: brand.id, targetId: first.id, action: 'shop.saved' },
    });
    expect(notes).toHaveLength(1);
    expect(
      (await save({ ...payload, hours: [...week, { weekday: 1, from: '21:00', until: '23:00' }] })).json(),
    ).toMatchObject({ code: 'validation_failed', errors: [{ path: 'hours' }] });
  });

  it('a fiscal drive stands in one shop, and tells whose receipt it is', async () => {
    const { owner, brand, url, second } = await openTwo();
    const fn = '9282440300669857';
    const third = await addShop(brand.slug, owner, {
      name: 'С кассой',
      fiscalNumbers: [fn],
      taxNumbers: ['7707083893'],
    });
    const { headers } = owner;
    const taken = await app.inject({
      method: 'PUT',
      url: `${url}/shops/${second.id}`,
      headers,
      payload: { name: 'У прудов', fiscalNumbers: [fn] },
    });
    expect(taken.json()).toMatchObject({ code: 'validation_failed', errors: [{ path: 'fiscalNumbers' }] });
    const find = (seller: { fn?: string; inn?: string }) =>
      findShopByFiscal(deps.db.prisma, brand.id, seller);
    expect(await find({ fn })).toEqual({ shop: { id: third.id, name: 'С кассой' } });
    expect(await find({ fn: '1111111111111111', inn: '7707083893' })).toEqual({
      shop: { id: third.id, name: 'С кассой' },
    });
    await addShop(brand.slug, owner, { name: 'Ещё один', taxNumbers: ['7707083893'] });
    expect(await find({ inn: '7707083893' })).toEqual({ shop: null });
    expect(await find({ fn: '1111111111111111' })).toBeNull();
  });

  it('that are archived are shown to no customer and come back as they were', async () => {
    const { brand, owner, first, second, url } = await openTwo();
    const { headers: customer } = await joinAs(app, deps, brand, { id: 51_001 });
    const seen = async () => {
      const answer = await app.inject({ url: `/api/brands/${brand.slug}/shops`, headers: customer });
      expect(answer.statusCode).toBe(200);
      return answer.json<RouteOutput<Routes['listPublicShops']>>();
    };
    expect(await seen()).toMatchObject({
      weekday: 4,
      items: [
        { id: first.id, now: { kind: 'open', until: '22:00' } },
        { id: second.id, now: { kind: 'untold' } },
      ],
    });
    const setState = (isArchived: boolean) =>
      app.inject({
        method: 'PUT',
        url: `${url}/shops/${second.id}/state`,
        headers: owner.headers,
        payload: { isArchived },
      });
    expect((await setState(true)).json()).toMatchObject({ isArchived: true, name: 'У прудов' });
    expect((await seen()).items.map(({ id }) => id)).toEqual([first.id]);
    expect((await setState(false)).json()).toMatchObject({ isArchived: false });
    expect((await seen()).items).toHaveLength(2);
  });
});

describe('a cashier of one shop', () => {
  it('rings up there alone, and must say so', async () => {
    const two = await openTwo();
    const { cashier, first, second, owner } = two;
    expect(await ring(two, cashier, first.id)).toMatchObject({ code: undefined });
    expect(await ring(two, cashier, second.id)).toMatchObject({ code: 'shop_not_yours' });
    expect(await ring(two, cashier)).toMatchObject({ code: 'shop_required' });
    expect(await ring(two, owner, second.id)).toMatchObject({ code: undefined });
    expect(await ring(two, owner)).toMatchObject({ code: undefined });
    expect(await ring(two, owner, deps.random.id())).toMatchObject({ code: 'shop_not_found' });
  });

  it('sees, opens and refunds no purchase of another', async () => {
    const two = await openTwo();
    const { cashier, owner, first, second, url } = two;
    const own = await ring(two, cashier, first.id);
    const foreign = await ring(two, owner, second.id);
    const nowhere = await ring(two, owner);
    const list = async ({ headers }: TestStaff, query = '') => {
      const answer = await app.inject({ url: `${url}/purchases${query}`, headers });
      return answer.json<{ items?: PurchaseRow[]; code?: string; total: number }>();
    };
    expect((await list(cashier)).items).toMatchObject([{ id: own.id, shop: { name: 'На Покровке' } }]);
    expect((await list(cashier)).total).toBe(1);
    expect((await list(cashier, `?shopId=${second.id}`)).code).toBe('shop_not_yours');
    expect((await list(owner)).total).toBe(3);
    expect((await list(owner, `?shopId=${second.id}`)).items).toMatchObject([{ id: foreign.id }]);
    for (const { id } of [foreign, nowhere]) {
      const { headers } = cashier;
      const refund = {
        method: 'POST',
        headers: { ...headers, ...freshKey() },
        payload: { externalId: 'r' },
      } as const;
      const answers = [
        await app.inject({ url: `${url}/purchases/${id}`, headers }),
        await app.inject({ ...refund, url: `${url}/purchases/${id}/refunds` }),
        await app.inject({ ...refund, url: `${url}/purchases/${id}/refunds/calculate` }),
      ];
      expect(answers.map((answer) => answer.json().code)).toEqual(Array(3).fill('shop_not_yours'));
      expect(answers[1]?.json().detail).toContain('Выберите свой магазин');
    }
    const opened = await app.inject({ url: `${url}/purchases/${own.id}`, headers: cashier.headers });
    expect(opened.json<PurchaseView>().shop).toEqual({ id: first.id, name: 'На Покровке' });
    const refunded = await app.inject({
      method: 'POST',
      url: `${url}/purchases/${own.id}/refunds`,
      headers: { ...cashier.headers, ...freshKey() },
      payload: { externalId: 'own' },
    });
    expect(refunded.statusCode).toBe(201);
  });

  it('is bound and freed by those above, at once; an owner never', async () => {
    const two = await openTwo();
    const { owner, cashier, second, url, brand } = two;
    const people = async () => {
      const answer = await app.inject({ url: `${url}/staff`, headers: owner.headers });
      return answer.json<{ items: StaffMember[] }>().items;
    };
    const memberOf = async ({ userId }: TestStaff) =>
      (await people()).find((one) => one.userId === userId)?.id ?? '';
    const bind = async (who: TestStaff, shopIds: string[]) =>
      app.inject({
        method: 'PUT',
        url: `${url}/staff/${await memberOf(who)}/shops`,
        headers: owner.headers,
        payload: { shopIds },
      });
    expect((await bind(cashier, [second.id])).json()).toMatchObject({ shops: [{ name: 'У прудов' }] });
    expect(await ring(two, cashier, second.id)).toMatchObject({ code: undefined });
    expect((await bind(cashier, [])).json()).toMatchObject({ shops: [] });
    expect(await ring(two, cashier)).toMatchObject({ code: undefined });
    expect((await bind(cashier, [deps.random.id()])).json()).toMatchObject({ code: 'shop_not_found' });
    await bind(owner, [second.id]);
    expect(await ring(two, owner)).toMatchObject({ code: undefined });
    expect(
      await deps.db.prisma.auditEntry.count({ where: { brandId: brand.id, action: 'staff.shops_changed' } }),
    ).toBeGreaterThan(1);
  });

  it('is invited for the shop already', async () => {
    const { url, owner, first, brand } = await openTwo();
    const made = await app.inject({
      method: 'POST',
      url: `${url}/invitations`,
      headers: owner.headers,
      payload: { role: 'cashier', shopIds: [first.id] },
    });
    const token = made.json<{ link: string }>().link.split('/').at(-1);
    const joined = await app.inject({
      method: 'POST',
      url: `/api/invitations/${token}/accept`,
      headers: { origin: deps.config.publicUrl },
      payload: {
        name: 'Новый',
        email: 'new-cashier@example.com',
        password: 'long enough words',
        language: 'ru',
      },
    });
    expect(joined.statusCode).toBe(201);
    const member = await deps.db.prisma.staffMembership.findFirstOrThrow({
      where: { brandId: brand.id, role: 'cashier', user: { email: 'new-cashier@example.com' } },
    });
    expect(member.shopIds).toEqual([first.id]);
  });
});

describe('shops and tills', () => {
  it('a key that belongs to a shop rings up for it, and history says where', async () => {
    const two = await openTwo();
    const { owner, first, second, url, customerId } = two;
    const made = await app.inject({
      method: 'POST',
      url: `${url}/api-keys`,
      headers: owner.headers,
      payload: { name: 'Касса', scopes: ['purchases:write'], shopId: first.id },
    });
    const key = made.json<ApiKey & { secret: string }>();
    expect(key.shop).toEqual({ id: first.id, name: 'На Покровке' });
    const buy = (shopId?: string) =>
      app.inject({
        method: 'POST',
        url: '/v1/purchases',
        headers: { authorization: `Bearer ${key.secret}`, ...freshKey() },
        payload: { externalId: `k-${shopId ?? 'own'}`, customerId, totalMinor: 50_000, shopId },
      });
    expect((await buy()).statusCode).toBe(201);
    expect((await buy(second.id)).json()).toMatchObject({ code: 'shop_not_found' });
    const history = await app.inject({
      url: `${url}/customers/${customerId}/entries`,
      headers: owner.headers,
    });
    expect(history.json()).toMatchObject({ items: [{ kind: 'accrual', shop: { name: 'На Покровке' } }] });
    const unknown = await app.inject({
      method: 'POST',
      url: `${url}/api-keys`,
      headers: owner.headers,
      payload: { name: 'x', scopes: ['purchases:write'], shopId: deps.random.id() },
    });
    expect(unknown.json()).toMatchObject({ code: 'shop_not_found' });
  });

  it('a till without a shop of its own names any shop of the brand, and no other', async () => {
    const { brand, second, customerId } = await openTwo();
    const { second: foreign } = await openTwo();
    const { headers } = await addApiKey(deps, brand.id);
    const post = (path: string, shopId: string) =>
      app.inject({
        method: 'POST',
        url: `/v1/${path}`,
        headers: { ...headers, ...freshKey() },
        payload: { externalId: `t-${path}-${shopId}`, customerId, totalMinor: 50_000, shopId },
      });
    for (const path of ['purchases', 'holds']) {
      expect((await post(path, second.id)).statusCode).toBe(201);
      expect((await post(path, foreign.id)).json()).toMatchObject({ code: 'shop_not_found' });
    }
  });
});

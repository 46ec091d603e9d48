/** Rewards through the routes: the catalogue, buying once and never more than there is, and undoing it. */
import type { OfferedReward, OwnCoupon, Reward } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../app.ts';
import {
  addToCrowd,
  bought,
  buy,
  call,
  type Counter,
  giftTerms,
  givePoints,
  joinCounter,
  makeReward,
  openCounter,
  tenPercent,
} from '../coupons/testing.ts';
import { openSession } from '../customers/testing.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { readWallet } from '../purchases/testing.ts';
import { createTestDeps, fileForm, makeStaff, type TestDeps } from '../testing.ts';
import { affordable } from './quantity.rules.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let filesDir: string;

beforeAll(async () => {
  filesDir = await mkdtemp(join(tmpdir(), 'regulars-rewards-'));
  ({ deps, close } = await createTestDeps(inject('postgresUrl'), { filesDir }));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
  await rm(filesDir, { recursive: true, force: true });
});

async function isClean({ id }: Counter) {
  expect((await checkBrand(deps.db.pool, id)).mismatches).toEqual([]);
}

function window(counter: Counter, headers: Record<string, string>, query = '') {
  return call(counter, 'GET', `/api/brands/${counter.slug}/rewards${query}`, headers);
}

async function soldCount(rewardId: string): Promise<number> {
  const row = await deps.db.prisma.reward.findFirstOrThrow({ where: { id: rewardId } });
  return row.soldCount;
}

describe('the catalogue', () => {
  it('is kept by those who may: made, changed, ordered, listed (listRewards), put away', async () => {
    const counter = await openCounter(app, deps);
    const { admin, owner } = counter;
    const first = await makeReward(counter, { category: 'Drinks' });
    const second = await makeReward(counter, {
      title: { ru: 'Кружка', en: '' },
      stock: 5,
      category: 'Things',
    });
    expect(first).toMatchObject({ state: 'active', isOnSale: true, leftCount: null, soldCount: 0 });
    expect(second).toMatchObject({ leftCount: 5, summary: expect.stringMatching(/till|касс/) });

    const changed = await call(counter, 'PUT', `${admin}/rewards/${first.id}`, owner, {
      title: { ru: 'Раф', en: 'Raf' },
      pricePoints: 150,
      terms: tenPercent,
      until: '2026-03-11',
    });
    expect(changed.json()).toMatchObject({ pricePoints: 150, isOnSale: false, category: null });

    expect(
      (await call(counter, 'PUT', `${admin}/rewards/order`, owner, { ids: [second.id] })).statusCode,
    ).toBe(204);
    const list = await call(counter, 'GET', `${admin}/rewards?limit=1`, owner);
    expect(list.json()).toMatchObject({ total: 2, categories: ['Things'], items: [{ id: second.id }] });
    const next = await call(counter, 'GET', `${admin}/rewards?cursor=${list.json().nextCursor}`, owner);
    expect(next.json()).toMatchObject({ items: [{ id: first.id }], nextCursor: null });
    const found = await call(counter, 'GET', `${admin}/rewards?q=КРУЖ&state=active&category=Things`, owner);
    expect(found.json<{ items: Reward[] }>().items.map(({ id }) => id)).toEqual([second.id]);

    const put = await call(counter, 'PUT', `${admin}/rewards/${second.id}/state`, owner, {
      state: 'archived',
    });
    expect(put.json()).toMatchObject({ state: 'archived', isOnSale: false });
    const audit = await deps.db.prisma.auditEntry.findMany({ where: { brandId: counter.id } });
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['reward.created', 'reward.saved', 'reward.ordered', 'reward.state_changed']),
    );
  });

  it('refuses what cannot work, and says where', async () => {
    const counter = await openCounter(app, deps);
    const { admin, owner } = counter;
    const body = { title: { ru: 'x', en: '' }, pricePoints: 1, terms: giftTerms };
    const nobody = deps.random.id();
    const refusals: [object, string][] = [
      [{ title: { ru: '', en: '' } }, 'title'],
      [{ tierIds: [nobody] }, 'tierIds'],
      [{ shopIds: [nobody] }, 'shopIds'],
      [{ quantityStep: 3, maxQuantity: 4 }, 'maxQuantity'],
      [{ maxQuantity: 2, terms: tenPercent }, 'maxQuantity'],
      [{ from: '2026-03-02', until: '2026-03-01' }, 'until'],
      [{ segmentId: nobody }, 'segmentId'],
      [{ terms: { discount: { kind: 'freeItem' } } }, 'terms.lines'],
    ];
    for (const [fields, path] of refusals) {
      const answer = await call(counter, 'POST', `${admin}/rewards`, owner, { ...body, ...fields });
      expect([answer.statusCode, answer.json().errors?.[0]?.path]).toEqual([400, path]);
      expect(answer.json().errors[0].message).not.toBe('is not right');
    }
    const cashier = await makeStaff(deps, { memberships: [{ brandId: counter.id, role: 'cashier' }] });
    expect((await call(counter, 'POST', `${admin}/rewards`, cashier.headers, body)).statusCode).toBe(403);
  });

  it('keeps a picture, always written anew', async () => {
    const counter = await openCounter(app, deps);
    const { id } = await makeReward(counter);
    const png = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c62' } })
      .png()
      .toBuffer();
    const send = (bytes: Buffer) => {
      const { headers, payload } = fileForm(bytes);
      return app.inject({
        method: 'POST',
        url: `${counter.admin}/rewards/${id}/picture`,
        headers: { ...counter.owner, ...headers },
        payload,
      });
    };
    const kept = await send(png);
    expect(kept.statusCode).toBe(200);
    const picture = await app.inject(kept.json().pictureUrl);
    expect(picture.headers['content-type']).toBe('image/webp');
    expect((await sharp(picture.rawPayload).metadata()).width).toBe(720);
    expect((await send(Buffer.from('<svg/>'))).json().code).toBe('file_invalid');
    const url = `${counter.admin}/rewards/${id}/picture`;
    expect((await call(counter, 'DELETE', url, counter.owner)).statusCode).toBe(204);
    const shown = await call(counter, 'GET', `${counter.admin}/rewards/${id}`, counter.owner);
    expect(shown.json().pictureUrl).toBeNull();
  });
});

describe('the window', () => {
  it('shows what is on sale, what is in reach, and what is in the way', async () => {
    const counter = await openCounter(app, deps);
    const { headers } = await joinCounter(counter, 120);
    const cheap = await makeReward(counter, { title: { ru: 'Печенье', en: 'Cookie' }, category: 'Еда' });
    const dear = await makeReward(counter, { pricePoints: 500, category: 'Напитки' });
    const out = await makeReward(counter, { stock: 0 });
    await makeReward(counter, { until: '2026-03-11' });
    await makeReward(counter, { from: '2026-03-13' });
    const all = (await window(counter, headers)).json<{ items: OfferedReward[]; categories: string[] }>();
    expect(all.items.map(({ id, availability, missingPoints }) => [id, availability, missingPoints])).toEqual(
      [
        [cheap.id, 'available', 0],
        [dear.id, 'not_enough_points', 380],
        [out.id, 'sold_out', 0],
      ],
    );
    expect(all).toMatchObject({ categories: ['Еда', 'Напитки'], availablePoints: 120 });
    const ids = async (query: string) =>
      (await window(counter, headers, query)).json<{ items: OfferedReward[] }>().items.map(({ id }) => id);
    expect(await ids('?inReach=true')).toEqual([cheap.id]);
    expect(await ids('?q=cook')).toEqual([cheap.id]);
    expect(await ids(`?category=${encodeURIComponent('Напитки')}`)).toEqual([dear.id]);
    const one = await call(counter, 'GET', `/api/brands/${counter.slug}/rewards/${cheap.id}`, headers);
    expect(one.json()).toMatchObject({ title: 'Cookie', affordableQuantity: 1, ownCount: 0 });
  });
});

describe('buying', () => {
  it('spends points once and gives a coupon with a code and an end of its own', async () => {
    const counter = await openCounter(app, deps);
    const member = await joinCounter(counter, 250);
    const reward = await makeReward(counter, { couponValidity: { days: 30 }, perPersonLimit: 2, stock: 9 });
    const headers = { ...member.headers, 'idempotency-key': 'once' };
    const [first, again] = [await buy(counter, reward.id, headers), await buy(counter, reward.id, headers)];
    expect(first.statusCode).toBe(201);
    expect(first.json()).toMatchObject({
      spentPoints: 100,
      wallet: { available: 150 },
      // Thirty days from 12 March, to the end of 11 April in Moscow.
      coupon: { title: 'Cappuccino', state: 'issued', expiresAt: '2026-04-11T21:00:00.000Z' },
    });
    expect([again.json(), again.headers['idempotent-replayed']]).toEqual([first.json(), 'true']);
    await bought(counter, reward.id, member.headers);
    await givePoints(counter, member.id, 500);
    const refused = await buy(counter, reward.id, member.headers);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'reward_limit_reached']);
    expect(await readWallet(deps, counter.id, member.id)).toEqual({ available: 550, pending: 0 });
    expect(await soldCount(reward.id)).toBe(2);

    const history = await call(counter, 'GET', `/api/brands/${counter.slug}/me/entries`, member.headers);
    expect(history.json().items[1]).toMatchObject({ kind: 'reward', points: -100 });
    expect(history.json().items[1].explanation).toMatch(/Cappuccino|Капучино/);
    const events = await deps.db.prisma.event.findMany({
      where: { brandId: counter.id, type: 'reward.bought' },
    });
    expect(events).toHaveLength(2);
    await isClean(counter);
  });

  it('is refused without points, at another price, out of season and to other tiers, and moves nothing', async () => {
    const counter = await openCounter(app, deps);
    const member = await joinCounter(counter, 50);
    const reward = await makeReward(counter);
    const code = async (id: string, body: object = {}) =>
      (await buy(counter, id, member.headers, body)).json().code;
    expect(await code(reward.id)).toBe('insufficient_points');
    expect(await code(reward.id, { pricePoints: 90 })).toBe('reward_price_changed');
    expect(await code(deps.random.id())).toBe('reward_not_found');
    expect(await code((await makeReward(counter, { until: '2026-03-11' })).id)).toBe('reward_not_found');
    expect(await code((await makeReward(counter, { stock: 0 })).id)).toBe('reward_sold_out');
    expect(await code(reward.id, { quantity: 2 })).toBe('validation_failed');
    const tierId = deps.random.id();
    await deps.db.prisma.reward.update({
      where: { brandId_id: { brandId: counter.id, id: reward.id } },
      data: { tierIds: [tierId] },
    });
    expect(await code(reward.id)).toBe('reward_for_other_tiers');
    const [offered] = (await window(counter, member.headers)).json<{ items: OfferedReward[] }>().items;
    expect(offered).toMatchObject({ availability: 'other_tier', affordableQuantity: 0 });
    expect(await readWallet(deps, counter.id, member.id)).toEqual({ available: 50, pending: 0 });
    expect(await deps.db.prisma.coupon.count({ where: { brandId: counter.id } })).toBe(0);
  });

  it('a reward sold in threes with a balance of 10 spends 9', async () => {
    const counter = await openCounter(app, deps);
    const member = await joinCounter(counter, 10);
    const reward = await makeReward(counter, { pricePoints: 1, quantityStep: 3, maxQuantity: 30 });
    const answer = await buy(counter, reward.id, member.headers, { quantity: 'max' });
    expect(answer.json()).toMatchObject({
      spentPoints: 9,
      wallet: { available: 1 },
      coupon: { quantity: 9 },
    });
    expect((await buy(counter, reward.id, member.headers, { quantity: 4 })).json().code).toBe(
      'validation_failed',
    );
  });

  it('takes whole packs, as many as balance, stock, limit and the purchase allow', () => {
    const sale = {
      pricePoints: 2,
      quantityStep: 3,
      maxQuantity: 12,
      stock: 20,
      soldCount: 0,
      perPersonLimit: null,
    };
    expect(affordable(sale, { points: 1_000, ownCount: 0 })).toBe(12);
    expect(affordable(sale, { points: 13, ownCount: 0 })).toBe(6);
    expect(affordable({ ...sale, soldCount: 15 }, { points: 1_000, ownCount: 0 })).toBe(3);
    expect(affordable({ ...sale, perPersonLimit: 8 }, { points: 1_000, ownCount: 4 })).toBe(3);
    expect(affordable(sale, { points: 5, ownCount: 0 })).toBe(0);
  });

  it('gives exactly 10 of a stock of 10 to 500 people at once', { timeout: 180_000 }, async () => {
    const counter = await openCounter(app, deps, { effect: { kind: 'percent', basisPoints: 1_000 } });
    const reward = await makeReward(counter, { stock: 10 });
    const crowd: Awaited<ReturnType<typeof addToCrowd>>[] = [];
    for (let batch = 0; batch < 5; batch++) {
      crowd.push(...(await Promise.all(Array.from({ length: 100 }, () => addToCrowd(counter, 100_000)))));
    }
    // A busy machine may ask people to come back in a moment: they do, with the same key, as the app does.
    const insist = async (headers: object, key: string) => {
      for (let attempt = 1; ; attempt++) {
        const answer = await buy(counter, reward.id, { ...headers, 'idempotency-key': key });
        if (answer.statusCode !== 503 || attempt === 10) return answer;
      }
    };
    const answers = await Promise.all(crowd.map(({ headers }, index) => insist(headers, `crowd-${index}`)));
    const count = (status: number, code?: string) =>
      answers.filter((one) => one.statusCode === status && (code === undefined || one.json().code === code))
        .length;
    expect([count(201), count(409, 'reward_sold_out')]).toEqual([10, 490]);
    expect(await soldCount(reward.id)).toBe(10);
    expect(await deps.db.prisma.coupon.count({ where: { brandId: counter.id } })).toBe(10);
    const spent = await deps.db.prisma.wallet.count({ where: { brandId: counter.id, available: 0 } });
    expect(spent).toBe(10);
    await isClean(counter);
  });

  it('one person who taps thirty times gets no more than the limit', async () => {
    const counter = await openCounter(app, deps);
    const member = await joinCounter(counter, 10_000);
    const reward = await makeReward(counter, { perPersonLimit: 3 });
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => buy(counter, reward.id, member.headers)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(3);
    expect(await readWallet(deps, counter.id, member.id)).toEqual({ available: 9_700, pending: 0 });
    await isClean(counter);
  });
});

describe('cancelling', () => {
  it('gives points back to their lots with their dates, and the piece to the stock', async () => {
    const counter = await openCounter(app, deps, {
      expiry: { kind: 'days', days: 10 },
      refundGraceDays: 5,
    });
    const member = await joinCounter(counter, 60);
    deps.clock.set(new Date('2026-03-15T09:30:00.000Z'));
    await givePoints(counter, member.id, 60);
    const headers = await openSession(app, deps, counter, { id: member.telegramId });
    const reward = await makeReward(counter, { stock: 1, perPersonLimit: 1 });
    const coupon = await bought(counter, reward.id, headers);
    const lots = () =>
      deps.db.prisma.lot.findMany({
        where: { brandId: counter.id, customerId: member.id },
        orderBy: { id: 'asc' },
        select: { remaining: true, expiresAt: true, state: true },
      });
    expect((await lots()).map(({ remaining }) => Number(remaining))).toEqual([0, 20]);

    // The first lot has died meanwhile: it lives for the grace days.
    deps.clock.set(new Date('2026-03-24T09:30:00.000Z'));
    const url = `${counter.admin}/coupons/${coupon.id}/cancel`;
    const answer = await call(counter, 'POST', url, counter.owner, { reason: 'Machine is broken' });
    expect(answer.json()).toMatchObject({
      returnedPoints: 100,
      coupon: { state: 'cancelled', cancelReason: 'Machine is broken' },
    });
    expect(await lots()).toEqual([
      { remaining: 60n, expiresAt: new Date('2026-03-29T21:00:00.000Z'), state: 'active' },
      { remaining: 60n, expiresAt: new Date('2026-03-25T21:00:00.000Z'), state: 'active' },
    ]);
    expect(await soldCount(reward.id)).toBe(0);
    await isClean(counter);

    const again = await call(counter, 'POST', url, counter.owner, { reason: 'once more' });
    expect([again.statusCode, again.json().code]).toEqual([409, 'coupon_not_open']);
    // The limit and the stock have room again.
    const later = await openSession(app, deps, counter, { id: member.telegramId });
    expect((await buy(counter, reward.id, later)).statusCode).toBe(201);
    deps.clock.set(new Date('2026-03-12T09:30:00.000Z'));
  });

  it('by a program, once per key; a coupon that was used stays used', async () => {
    const counter = await openCounter(app, deps);
    const member = await joinCounter(counter, 200);
    const reward = await makeReward(counter);
    const [first, second] = [
      await bought(counter, reward.id, member.headers),
      await bought(counter, reward.id, member.headers),
    ];
    const cancel = ({ code }: OwnCoupon, key: string) =>
      call(
        counter,
        'POST',
        `/v1/coupons/${code}/cancel`,
        { ...counter.till, 'idempotency-key': key },
        { reason: 'Changed their mind' },
      );
    const answers = [await cancel(first, 'c-1'), await cancel(first, 'c-1')];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(answers[1]?.headers['idempotent-replayed']).toBe('true');
    expect(await readWallet(deps, counter.id, member.id)).toEqual({ available: 100, pending: 0 });
    await call(counter, 'POST', `/v1/coupons/${second.code}/redeem`, counter.till, {});
    expect((await cancel(second, 'c-2')).json().code).toBe('coupon_not_open');
    await isClean(counter);
  });

  it('and redeeming at once: one of them happens, and the points agree with it', async () => {
    const counter = await openCounter(app, deps);
    const member = await joinCounter(counter, 1_000);
    const reward = await makeReward(counter);
    for (let round = 0; round < 8; round++) {
      const coupon = await bought(counter, reward.id, member.headers);
      const answers = await Promise.all([
        call(counter, 'POST', `/v1/coupons/${coupon.code}/redeem`, counter.till, {}),
        call(counter, 'POST', `/v1/coupons/${coupon.code}/cancel`, counter.till, { reason: 'too late?' }),
      ]);
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    }
    const cancelled = await deps.db.prisma.coupon.count({
      where: { brandId: counter.id, state: 'cancelled' },
    });
    expect(await readWallet(deps, counter.id, member.id)).toEqual({
      available: 1_000 - 800 + cancelled * 100,
      pending: 0,
    });
    await isClean(counter);
  });
});

/** Pools and single coupons through the routes: made, brought in, given, typed, used once, ended, never silently. */
import type { Coupon, CouponPool, OwnCoupon } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { systemActor } from '../audit/audit.ts';
import { eraseCustomer } from '../customers/erase.ts';
import { mergeCustomers } from '../customers/merge.ts';
import { dispatch } from '../platform/dispatcher.ts';
import { prepareQueue } from '../platform/queue.ts';
import { createTestDeps, fileForm, makeMember, type TestDeps } from '../testing.ts';
import { codeKey } from './code.ts';
import { couponMessages } from './coupon-messages.ts';
import { expireCouponsJob, remindCouponsJob } from './coupons.jobs.ts';
import { generateJob } from './generate.jobs.ts';
import { issueCoupon } from './issue.ts';
import {
  bill,
  bought,
  call,
  type Counter,
  giveCoupon,
  joinCounter,
  makePool,
  makeReward,
  openCounter,
  ring,
} from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
const start = new Date('2026-03-12T09:30:00.000Z');

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  await prepareQueue(deps);
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

function poolUrl(counter: Counter, pool: { id: string }, path = '') {
  return `${counter.admin}/coupon-pools/${pool.id}${path}`;
}

async function showPool(counter: Counter, pool: { id: string }): Promise<CouponPool> {
  return (await call(counter, 'GET', poolUrl(counter, pool), counter.owner)).json();
}

async function generated(counter: Counter, quantity: number, fields: object = {}) {
  const pool = await makePool(counter, { kind: 'generated', ...fields });
  const ordered = await call(counter, 'POST', poolUrl(counter, pool, '/codes'), counter.owner, { quantity });
  expect(ordered.json()).toMatchObject({ generation: { wanted: quantity, made: 0 } });
  await generateJob.run(deps, { brandId: counter.id, poolId: pool.id });
  const rows = await deps.db.prisma.coupon.findMany({ where: { brandId: counter.id, poolId: pool.id } });
  return { pool, codes: rows.map(({ code }) => code) };
}

function claim(counter: Counter, headers: Record<string, string>, code: string, network = '10.0.0.1') {
  return app.inject({
    method: 'POST',
    url: `/api/brands/${counter.slug}/me/coupons`,
    headers: { ...headers, 'accept-language': 'en' },
    remoteAddress: network,
    payload: { code },
  });
}

function upload(counter: Counter, pool: { id: string }, csv: string, query = '') {
  const { headers, payload } = fileForm(csv);
  return app.inject({
    method: 'POST',
    url: `${poolUrl(counter, pool, '/import')}${query}`,
    headers: { ...counter.owner, 'accept-language': 'en', ...headers },
    payload,
  });
}

function eventTypes(counter: Counter, customerId: string) {
  return deps.db.prisma.event
    .findMany({
      where: { brandId: counter.id, customerId, type: { startsWith: 'coupon.' } },
      orderBy: { id: 'asc' },
    })
    .then((events) => events.map(({ type }) => type));
}

describe('pools', () => {
  it('of generated codes are filled in the background, told of, and written out', async () => {
    const counter = await openCounter(app, deps);
    const { pool, codes } = await generated(counter, 4_500);
    expect(new Set(codes).size).toBe(4_500);
    expect(await showPool(counter, pool)).toMatchObject({
      generation: null,
      counts: { codes: 4_500, free: 4_500, issued: 0 },
      canChangeTerms: true,
    });
    // A second run finds nothing to do.
    await generateJob.run(deps, { brandId: counter.id, poolId: pool.id });
    expect((await showPool(counter, pool)).counts.codes).toBe(4_500);
    const file = await call(counter, 'GET', poolUrl(counter, pool, '/codes.csv'), counter.owner);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.body.trim().split('\n')).toHaveLength(4_501);
    const shared = await makePool(counter, { kind: 'shared', sharedCode: 'ONE' });
    const refused = await call(counter, 'POST', poolUrl(counter, shared, '/codes'), counter.owner, {
      quantity: 1,
    });
    expect(refused.json().code).toBe('coupon_pool_kind');
  });

  it('are listed (listCouponPools), changed and switched; terms are a promise once somebody has a coupon', async () => {
    const counter = await openCounter(app, deps);
    const { owner, admin } = counter;
    const member = await joinCounter(counter);
    const pool = await makePool(counter, { name: 'Spring letter' });
    const body = {
      name: 'Letter',
      title: { ru: 'Скидка', en: 'Off' },
      terms: { discount: { kind: 'amount', amountMinor: 5_000 } },
      perPersonLimit: 1,
    };
    const changed = await call(counter, 'PUT', poolUrl(counter, pool), owner, body);
    expect(changed.json()).toMatchObject({ name: 'Letter', summary: expect.stringContaining('50') });
    const given = await giveCoupon(counter, pool.id, member.id);
    expect(given).toMatchObject({ state: 'issued', customer: { id: member.id }, poolName: 'Letter' });
    const again = await call(counter, 'POST', poolUrl(counter, pool, '/coupons'), owner, {
      customerId: member.id,
    });
    expect(again.json().code).toBe('coupon_limit_reached');
    const other = { ...body, terms: { discount: { kind: 'amount', amountMinor: 1 } } };
    expect((await call(counter, 'PUT', poolUrl(counter, pool), owner, other)).json().code).toBe(
      'coupon_pool_in_use',
    );
    expect(
      (await call(counter, 'PUT', poolUrl(counter, pool), owner, { ...body, name: 'B' })).statusCode,
    ).toBe(200);

    await call(counter, 'PUT', poolUrl(counter, pool, '/state'), owner, { isActive: false });
    const used = await ring(counter, bill(member.id, { totalMinor: 10_000, coupons: [given.code] }));
    expect(used.json().detail).toMatch(/switched off/);
    await makePool(counter, { kind: 'shared', sharedCode: 'LIST-1' });
    const names = async (query: string) =>
      (await call(counter, 'GET', `${admin}/coupon-pools${query}`, owner))
        .json<{ items: CouponPool[] }>()
        .items.map(({ name }) => name);
    expect(await names('')).toEqual(['A pool', 'B']);
    expect(await names('?q=list1&kind=shared')).toEqual(['A pool']);
    expect(await names('?isActive=false')).toEqual(['B']);
  });

  it('refuse codes and fields that cannot be', async () => {
    const counter = await openCounter(app, deps);
    await makePool(counter, { kind: 'shared', sharedCode: 'SALE' });
    const post = async (fields: object) => {
      const answer = await call(counter, 'POST', `${counter.admin}/coupon-pools`, counter.owner, {
        name: 'x',
        title: { ru: 'x', en: '' },
        terms: { discount: { kind: 'gift' } },
        ...fields,
      });
      return [answer.json().code, answer.json().errors?.[0]?.path];
    };
    expect(await post({ kind: 'shared', sharedCode: 's-a-l-e' })).toEqual(['coupon_code_taken', undefined]);
    expect(await post({ kind: 'shared' })).toEqual(['validation_failed', 'sharedCode']);
    expect(await post({ kind: 'shared', sharedCode: '- -' })).toEqual(['validation_failed', 'sharedCode']);
    expect(await post({ kind: 'personal', useLimit: 3 })).toEqual(['validation_failed', 'useLimit']);
  });

  it('take a file of codes: good rows in, bad rows by number, the same file twice changes nothing', async () => {
    const counter = await openCounter(app, deps);
    const pool = await makePool(counter, { kind: 'imported' });
    await makePool(counter, { kind: 'shared', sharedCode: 'TAKEN' });
    const csv = `name;code\r\nA;part-001\r\nB;"=part ""2"""\r\nC;\r\nD;PART 001\r\nE;taken\r\nF;${'x'.repeat(65)}\r\n`;
    const dry = await upload(counter, pool, csv, '?dryRun=true');
    expect(dry.json()).toMatchObject({ rowCount: 6, addedCount: 2, errorCount: 4 });
    expect((await showPool(counter, pool)).counts.codes).toBe(0);
    const kept = await upload(counter, pool, csv);
    expect(kept.json()).toMatchObject({
      addedCount: 2,
      knownCount: 0,
      errors: [
        { row: 4, problem: 'empty' },
        { row: 5, problem: 'repeated', message: 'Такой код уже был в файле выше' },
        { row: 6, problem: 'taken' },
        { row: 7, problem: 'too_long' },
      ],
    });
    expect((await upload(counter, pool, csv)).json()).toMatchObject({ addedCount: 0, knownCount: 2 });
    const member = await joinCounter(counter);
    const mine = await claim(counter, member.headers, 'PART001');
    expect(mine.json()).toMatchObject({ code: 'part-001', qrText: 'part-001' });
    const file = await call(counter, 'GET', poolUrl(counter, pool, '/codes.csv'), counter.owner);
    const rows = file.body.split('\n');
    expect(rows.some((row) => row.startsWith('"\'=part ""2"""'))).toBe(true);
    expect((await upload(counter, await makePool(counter), csv)).json().code).toBe('coupon_pool_kind');
  });
});

describe('a typed code', () => {
  it('becomes the coupon of whoever types it first, of 30 at once too', async () => {
    const counter = await openCounter(app, deps);
    const { codes, pool } = await generated(counter, 1, { validity: { days: 3 } });
    const members = await Promise.all(Array.from({ length: 30 }, () => joinCounter(counter)));
    const answers = await Promise.all(
      members.map(({ headers }, index) => claim(counter, headers, codes[0] ?? '', `10.1.0.${index}`)),
    );
    const won = answers.filter(({ statusCode }) => statusCode === 201);
    expect(won).toHaveLength(1);
    expect(won[0]?.json()).toMatchObject({ state: 'issued', expiresAt: '2026-03-15T21:00:00.000Z' });
    expect((await showPool(counter, pool)).counts).toMatchObject({ free: 0, issued: 1 });
    const row = await deps.db.prisma.coupon.findFirstOrThrow({ where: { brandId: counter.id } });
    const winner = members.find(({ id }) => id === row.customerId);
    expect((await claim(counter, winner?.headers ?? {}, codes[0] ?? '')).statusCode).toBe(200);
    expect(await eventTypes(counter, row.customerId ?? '')).toEqual(['coupon.issued']);
  });

  it('that is wrong, expired, used, cancelled, somebody else’s or over a limit gets one and the same answer', async () => {
    const counter = await openCounter(app, deps);
    const [me, other] = [await joinCounter(counter, 300), await joinCounter(counter, 300)];
    const { codes } = await generated(counter, 2);
    const old = await generated(counter, 1, { validity: { until: '2026-03-11' } });
    const off = await generated(counter, 1);
    await call(counter, 'PUT', poolUrl(counter, off.pool, '/state'), counter.owner, { isActive: false });
    await ring(counter, bill(other.id, { totalMinor: 10_000, coupons: [codes[0] ?? ''] }));
    await claim(counter, other.headers, codes[1] ?? '');
    const gift = await bought(counter, (await makeReward(counter)).id, other.headers);
    await makePool(counter, { kind: 'shared', sharedCode: 'ONCE', useLimit: 1 });
    await claim(counter, other.headers, 'once');
    const wrong = ['WRONG', codes[0], codes[1], old.codes[0], off.codes[0], gift.code, 'ONCE'];
    const answers = [];
    for (const code of wrong) answers.push(await claim(counter, me.headers, code ?? ''));
    const told = answers.map((answer) => {
      const { requestId: _requestId, ...problem } = answer.json();
      return { status: answer.statusCode, problem };
    });
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(told[0]).toMatchObject({ status: 404, problem: { code: 'coupon_code_not_valid' } });
  });

  it('may be tried ten times by one person, then they are told how long to wait', async () => {
    const counter = await openCounter(app, deps);
    const { headers } = await joinCounter(counter);
    for (let n = 0; n < 10; n++) {
      expect((await claim(counter, headers, `WRONG${n}`, `10.2.0.${n}`)).statusCode).toBe(404);
    }
    const stopped = await claim(counter, headers, 'WRONG', '10.2.1.1');
    expect([stopped.statusCode, stopped.json().code]).toEqual([429, 'rate_limited']);
    const wait = Number(stopped.headers['retry-after']);
    expect(wait).toBeGreaterThan(500);
    expect(wait).toBeLessThanOrEqual(600);
    expect(stopped.json()).toMatchObject({ retryAfterSeconds: wait, detail: expect.stringMatching(/\w/) });
  });

  it('is counted by network too: wrong ones of a crowd behind one address stop it there only', async () => {
    const counter = await openCounter(app, deps);
    const crowd = await Promise.all(Array.from({ length: 5 }, () => joinCounter(counter)));
    for (const { headers } of crowd) {
      for (let n = 0; n < 8; n++) await claim(counter, headers, 'WRONG', '10.3.0.1');
    }
    const fresh = await joinCounter(counter);
    expect((await claim(counter, fresh.headers, 'WRONG', '10.3.0.1')).statusCode).toBe(429);
    expect((await claim(counter, fresh.headers, 'WRONG', '10.3.0.2')).statusCode).toBe(404);
  });
});

describe('own coupons', () => {
  it('stand in the order of their ends, the past apart; another person’s are not there', async () => {
    const counter = await openCounter(app, deps);
    const [me, other] = [await joinCounter(counter), await joinCounter(counter)];
    const ends = [{ days: 9 }, {}, { days: 2 }];
    const given: Coupon[] = [];
    for (const validity of ends) {
      given.push(await giveCoupon(counter, (await makePool(counter, { validity })).id, me.id));
    }
    const [later, never, soon] = given.map(({ id }) => id);
    const url = `/api/brands/${counter.slug}/me/coupons`;
    const list = async (query: string) =>
      (await call(counter, 'GET', `${url}${query}`, me.headers)).json<{
        items: OwnCoupon[];
        nextCursor: string | null;
      }>();
    const first = await list('?limit=2');
    expect(first.items.map(({ id }) => id)).toEqual([soon, later]);
    const rest = await list(`?limit=2&cursor=${first.nextCursor}`);
    expect(rest.items.map(({ id }) => id)).toEqual([never]);
    expect((await list('?of=past')).items).toEqual([]);
    await ring(counter, bill(me.id, { totalMinor: 10_000, coupons: [given[2]?.code ?? ''] }));
    expect((await list('?of=past')).items).toMatchObject([
      { id: soon, state: 'redeemed', discountMinor: 1_000 },
    ]);
    expect((await call(counter, 'GET', `${url}/${later}`, me.headers)).json()).toMatchObject({ id: later });
    const foreign = await call(counter, 'GET', `${url}/${later}`, other.headers);
    expect([foreign.statusCode, foreign.json().code]).toEqual([404, 'coupon_not_found']);
    const mine = await call(counter, 'GET', `/api/brands/${counter.slug}/me/export`, me.headers);
    expect(mine.json().coupons).toHaveLength(3);
  });

  it('are found by staff (listCoupons) by code, pool, reward, person and state', async () => {
    const counter = await openCounter(app, deps);
    const me = await joinCounter(counter, 100);
    const reward = await makeReward(counter);
    const gift = await bought(counter, reward.id, me.headers);
    const { pool, codes } = await generated(counter, 3);
    const find = async (query: string) =>
      (await call(counter, 'GET', `${counter.admin}/coupons${query}`, counter.owner))
        .json<{ items: Coupon[] }>()
        .items.map(({ code }) => codeKey(code))
        .sort();
    expect(await find(`?q=${gift.code.slice(0, 6)}`)).toEqual([codeKey(gift.code)]);
    expect(await find(`?rewardId=${reward.id}&state=issued`)).toEqual([codeKey(gift.code)]);
    expect(await find(`?customerId=${me.id}`)).toEqual([codeKey(gift.code)]);
    expect(await find(`?poolId=${pool.id}&isGiven=false`)).toEqual([...codes].sort());
    expect(await find('?state=redeemed')).toEqual([]);
    const details = await call(counter, 'GET', `${counter.admin}/coupons/${gift.id}`, counter.owner);
    expect(details.json()).toMatchObject({ rewardId: reward.id, pricePoints: 100, customer: { id: me.id } });
  });
});

describe('a coupon without a purchase', () => {
  it('is looked at and used up, once for 30 tills at once', async () => {
    const counter = await openCounter(app, deps);
    const me = await joinCounter(counter, 100);
    const { code } = await bought(counter, (await makeReward(counter)).id, me.headers);
    expect((await call(counter, 'GET', `/v1/coupons/${code}`, counter.till)).json()).toMatchObject({
      code,
      state: 'issued',
      title: 'Cappuccino',
    });
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => call(counter, 'POST', `/v1/coupons/${code}/redeem`, counter.till, {})),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter((one) => one.json().code === 'coupon_not_applicable')).toHaveLength(29);
    expect(await eventTypes(counter, me.id)).toEqual(['coupon.redeemed']);
    expect((await call(counter, 'GET', '/v1/coupons/NOSUCH', counter.till)).json().code).toBe(
      'coupon_not_found',
    );
  });

  it('at the till in the admin: what it is good for, why not, and used by key once', async () => {
    const counter = await openCounter(app, deps);
    const [me, other] = [await joinCounter(counter), await joinCounter(counter)];
    const shop = await deps.db.prisma.shop.create({
      data: { brandId: counter.id, id: deps.random.id(), name: 'На углу' },
    });
    const pool = await makePool(counter, { shopIds: [shop.id] });
    const { code } = await giveCoupon(counter, pool.id, me.id);
    const look = async (more: object) =>
      (
        await call(counter, 'POST', `${counter.admin}/till/coupons/lookup`, counter.owner, { code, ...more })
      ).json();
    expect(await look({})).toMatchObject({
      problem: 'other_shop',
      problemText: expect.stringMatching(/shops|магазин/),
    });
    expect(await look({ shopId: shop.id, customerId: other.id })).toMatchObject({ problem: 'not_yours' });
    expect(await look({ shopId: shop.id })).toMatchObject({
      problem: null,
      coupon: { customer: { id: me.id } },
    });
    const redeem = () =>
      call(
        counter,
        'POST',
        `${counter.admin}/till/coupons/redeem`,
        { ...counter.owner, 'idempotency-key': 'till-1' },
        { code, shopId: shop.id },
      );
    const answers = [await redeem(), await redeem()];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(answers[1]?.headers['idempotent-replayed']).toBe('true');
    expect(await look({ shopId: shop.id })).toMatchObject({ problem: 'redeemed' });
  });

  it('of a shared code needs the customer', async () => {
    const counter = await openCounter(app, deps);
    const me = await joinCounter(counter);
    await makePool(counter, { kind: 'shared', sharedCode: 'GIFT', useLimit: 1 });
    const redeem = (body: object) => call(counter, 'POST', '/v1/coupons/gift/redeem', counter.till, body);
    expect((await redeem({})).json().errors[0].path).toBe('customerId');
    expect((await redeem({ customerId: me.id })).json()).toMatchObject({ state: 'redeemed' });
    expect((await redeem({ customerId: me.id })).json().detail).toMatch(/as often as/);
  });
});

describe('coupons that others give', () => {
  it('come once for a cause, from codes that nobody has, and the person is told', async () => {
    const counter = await openCounter(app, deps);
    const me = await joinCounter(counter);
    const { pool } = await generated(counter, 1, { validity: { until: '2026-04-30' } });
    const issue = (key: string) =>
      deps.db.prisma.$transaction((tx) =>
        issueCoupon(tx, deps, {
          brandId: counter.id,
          poolId: pool.id,
          customerId: me.id,
          key,
          source: 'automation',
        }),
      );
    const [first, again] = [await issue('birthday-2026'), await issue('birthday-2026')];
    expect(again).toBe(first);
    await expect(issue('another')).rejects.toMatchObject({ code: 'coupon_pool_empty' });
    while (await dispatch(deps, [couponMessages]));
    const said = await deps.db.prisma.delivery.findMany({
      where: { brandId: counter.id, customerId: me.id },
    });
    expect(said.map(({ text }) => text)).toEqual([
      'Вам подарили купон «Скидка 10%». Он действует до 30 апреля включительно, покажите его на кассе.',
    ]);
  });
});

describe('time', () => {
  it('reminds once before the end, ends at the end of the day in the brand’s zone, and tells programs', async () => {
    const counter = await openCounter(app, deps, { expiryReminderDays: 3 });
    const me = await joinCounter(counter);
    const pool = await makePool(counter, { validity: { until: '2026-03-20' } });
    const { id, code } = await giveCoupon(counter, pool.id, me.id);
    const run = async (at: string) => {
      deps.clock.set(new Date(at));
      await remindCouponsJob.run(deps, { brandId: counter.id });
      await expireCouponsJob.run(deps, { brandId: counter.id });
    };
    const reminders = () =>
      deps.db.prisma.delivery.findMany({
        where: { brandId: counter.id, dedupeKey: { startsWith: 'coupon:' } },
      });
    await run('2026-03-16T09:00:00.000Z');
    expect(await reminders()).toHaveLength(0);
    await run('2026-03-18T23:00:00.000Z');
    expect(await reminders()).toHaveLength(0);
    for (const at of ['2026-03-18T09:00:00.000Z', '2026-03-19T09:00:00.000Z']) await run(at);
    expect((await reminders()).map(({ text }) => text)).toEqual([
      'До 20 марта включительно действует ваш купон «Скидка 10%». Успейте воспользоваться.',
    ]);
    await run('2026-03-20T20:59:59.000Z');
    const state = async () =>
      (await deps.db.prisma.coupon.findUniqueOrThrow({ where: { brandId_id: { brandId: counter.id, id } } }))
        .state;
    expect(await state()).toBe('issued');
    deps.clock.set(new Date('2026-03-20T21:00:00.000Z'));
    // The clock decides before the job has been there.
    const late = await call(counter, 'GET', `/v1/coupons/${code}`, counter.till);
    expect(late.json()).toMatchObject({ state: 'expired' });
    await run('2026-03-20T21:00:00.000Z');
    await run('2026-03-20T21:00:00.000Z');
    expect(await state()).toBe('expired');
    expect(await eventTypes(counter, me.id)).toEqual(['coupon.issued', 'coupon.expired']);
    deps.clock.set(start);
  });

  it('codes that nobody has follow a pool whose days are changed', async () => {
    const counter = await openCounter(app, deps);
    const { pool } = await generated(counter, 2, { validity: { until: '2026-03-13' } });
    deps.clock.set(new Date('2026-03-14T09:00:00.000Z'));
    await expireCouponsJob.run(deps, { brandId: counter.id });
    expect((await showPool(counter, pool)).counts).toMatchObject({ free: 0, expired: 2 });
    const { name, title, terms } = pool;
    await call(counter, 'PUT', poolUrl(counter, pool), counter.owner, {
      name,
      title,
      terms,
      validity: { until: '2026-05-31' },
    });
    expect((await showPool(counter, pool)).counts).toMatchObject({ free: 2, expired: 0 });
    deps.clock.set(start);
  });
});

describe('people', () => {
  it('who become one keep the coupons of both, and the limits count both', async () => {
    const counter = await openCounter(app, deps);
    const me = await joinCounter(counter);
    const old = await makeMember(deps, counter.id);
    const pool = await makePool(counter, { perPersonLimit: 2 });
    const coupon = await giveCoupon(counter, pool.id, old);
    await giveCoupon(counter, pool.id, me.id);
    await deps.db.prisma.$transaction((tx) =>
      mergeCustomers(tx, deps, { brandId: counter.id, fromId: old, intoId: me.id, actor: systemActor }),
    );
    const used = await ring(counter, bill(me.id, { totalMinor: 10_000, coupons: [coupon.code] }));
    expect(used.json()).toMatchObject({ couponDiscountMinor: 1_000 });
    // The old id still leads to the person.
    const more = await call(counter, 'POST', poolUrl(counter, pool, '/coupons'), counter.owner, {
      customerId: old,
    });
    expect(more.json().code).toBe('coupon_limit_reached');
  });

  it('who are erased leave no open coupon and no words about them', async () => {
    const counter = await openCounter(app, deps);
    const me = await joinCounter(counter);
    const pool = await makePool(counter);
    const [first, second] = [
      await giveCoupon(counter, pool.id, me.id),
      await giveCoupon(counter, pool.id, me.id),
    ];
    await call(counter, 'POST', `${counter.admin}/coupons/${first.id}/cancel`, counter.owner, {
      reason: 'Anna asked by phone',
    });
    await eraseCustomer(deps, counter.id, me.id, systemActor);
    const rows = await deps.db.prisma.coupon.findMany({
      where: { brandId: counter.id, id: { in: [first.id, second.id] } },
    });
    expect(rows.map(({ state, cancelReason }) => [state, cancelReason])).toEqual([
      ['cancelled', '—'],
      ['cancelled', '—'],
    ]);
    expect(
      (await ring(counter, bill(me.id, { totalMinor: 10_000, coupons: [second.code] }))).statusCode,
    ).toBe(404);
  });
});

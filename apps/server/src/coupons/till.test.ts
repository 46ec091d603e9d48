/** Coupons on bills: the published examples, together with points, in holds, after refunds, and many tills at once. */
import type { PurchaseResult } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { timeOutHolds } from '../ledger/end-holds.ts';
import { readWallet } from '../purchases/testing.ts';
import { createTestDeps, type TestDeps } from '../testing.ts';
import {
  bill,
  bought,
  call,
  type Counter,
  giveCoupon,
  goods,
  joinCounter,
  makePool,
  makeReward,
  openCounter,
  quote,
  ring,
  tenPercent,
} from './testing.ts';

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

/** Everything that is paid earns a tenth of it, so that the base shows. */
const tenth = { effect: { kind: 'percent', basisPoints: 1_000 } } as const;

async function stateOf(counter: Counter, id: string) {
  const row = await deps.db.prisma.coupon.findUniqueOrThrow({
    where: { brandId_id: { brandId: counter.id, id } },
  });
  return { state: row.state, purchaseId: row.purchaseId, holdId: row.holdId };
}

async function withCoupon(terms: object = tenPercent, points = 0) {
  const counter = await openCounter(app, deps, tenth);
  const member = await joinCounter(counter, points);
  const pool = await makePool(counter, { terms: terms as typeof tenPercent });
  const coupon = await giveCoupon(counter, pool.id, member.id);
  return { counter, member, pool, coupon };
}

describe('one bill', () => {
  it('10% off 100: pays 90, earns on 90, and the coupon is used in the same stroke', async () => {
    const { counter, member, coupon } = await withCoupon();
    const body = bill(member.id, { totalMinor: 10_000, coupons: [coupon.code.toLowerCase()] });
    const asked = await quote(counter, body);
    expect(asked).toMatchObject({
      totalMinor: 9_000,
      couponDiscountMinor: 1_000,
      paidMinor: 9_000,
      earnedPoints: 9,
      coupons: [{ couponId: coupon.id, isApplied: true, discountMinor: 1_000, reason: null }],
    });
    expect(asked.coupons[0]?.explanation).toMatch(/^10% off: [-−]/);
    expect(await stateOf(counter, coupon.id)).toMatchObject({ state: 'issued' });

    const booked = await ring(counter, body);
    expect(booked.statusCode).toBe(201);
    expect(booked.json()).toMatchObject({ totalMinor: 9_000, paidMinor: 9_000, earnedPoints: 9 });
    expect(await stateOf(counter, coupon.id)).toMatchObject({
      state: 'redeemed',
      purchaseId: booked.json().id,
    });
    // The same receipt again is the same purchase.
    expect((await ring(counter, body)).json()).toMatchObject({
      id: booked.json().id,
      couponDiscountMinor: 1_000,
    });
    const seen = await call(counter, 'GET', `/v1/purchases/${booked.json().id}`, counter.till);
    expect(seen.json()).toMatchObject({ couponDiscountMinor: 1_000, coupons: [{ couponId: coupon.id }] });
    const refused = await ring(counter, bill(member.id, { totalMinor: 10_000, coupons: [coupon.code] }));
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'coupon_not_applicable']);
    expect(refused.json().detail).toMatch(/already/);
  });

  it('lines that do not earn share the discount: 135 to pay, base 90', async () => {
    const { counter, member, coupon } = await withCoupon();
    const lines = goods(['a', 10_000], ['b', 5_000, { earns: false }]);
    const booked = (
      await ring(counter, bill(member.id, { lines, coupons: [coupon.code] }))
    ).json<PurchaseResult>();
    expect(booked).toMatchObject({ totalMinor: 13_500, paidMinor: 13_500, earnedPoints: 9 });
    const rows = await deps.db.prisma.purchaseLine.findMany({
      where: { purchaseId: booked.id ?? '' },
      orderBy: { position: 'asc' },
    });
    expect(rows.map(({ baseMinor, orderDiscountMinor }) => [baseMinor, orderDiscountMinor])).toEqual([
      [9_000n, 1_000n],
      [0n, 500n],
    ]);
  });

  it('a sum off is spread by share and comes back line by line', async () => {
    const { counter, member, coupon } = await withCoupon({
      discount: { kind: 'amount', amountMinor: 1_000 },
    });
    const lines = goods(['a', 2_000], ['b', 4_500], ['c', 6_000]);
    const booked = (
      await ring(counter, bill(member.id, { lines, coupons: [coupon.code] }))
    ).json<PurchaseResult>();
    const refund = (externalId: string, id: string) =>
      call(counter, 'POST', `/v1/purchases/${booked.id}/refunds`, counter.till, {
        externalId,
        lines: [{ id, quantity: 1 }],
      });
    expect((await refund('r1', '1')).json()).toMatchObject({ amountMinor: 1_840 });
    expect((await refund('r2', '2')).json()).toMatchObject({ amountMinor: 4_140 });
    expect((await refund('r3', '3')).json()).toMatchObject({ amountMinor: 5_520, refundableMinor: 0 });
  });

  it('30 points on 100 leave 70; with a coupon on the same bill points pay of what it leaves', async () => {
    const { counter, member, coupon } = await withCoupon(tenPercent, 100);
    const plain = await quote(counter, bill(member.id, { totalMinor: 10_000, redeemPoints: 30 }));
    expect(plain).toMatchObject({ paidMinor: 7_000, redeemedPoints: 30 });
    const body = bill(member.id, { totalMinor: 10_000, redeemPoints: 30, coupons: [coupon.code] });
    expect(await quote(counter, body)).toMatchObject({
      totalMinor: 9_000,
      paidMinor: 6_000,
      maxRedeemPoints: 90,
    });
    expect((await ring(counter, body)).json()).toMatchObject({ paidMinor: 6_000, earnedPoints: 6 });
    expect(await readWallet(deps, counter.id, member.id)).toEqual({ available: 76, pending: 0 });
  });

  it('one that goes with no points says so, and leaves "max" with none', async () => {
    const { counter, member, coupon } = await withCoupon({ ...tenPercent, withPoints: false }, 50);
    const ask = (redeemPoints: number | 'max') =>
      bill(member.id, { totalMinor: 10_000, redeemPoints, coupons: [coupon.code] });
    expect(await quote(counter, ask('max'))).toMatchObject({ maxRedeemPoints: 0, paidMinor: 9_000 });
    expect(await quote(counter, ask(10))).toMatchObject({
      totalMinor: 10_000,
      coupons: [{ isApplied: false, reason: 'not_with_points', discountMinor: 0 }],
    });
    expect((await ring(counter, ask(10))).json().code).toBe('coupon_not_applicable');
    expect((await ring(counter, ask('max'))).json()).toMatchObject({ redeemedPoints: 0, paidMinor: 9_000 });
  });

  it('a bought free coffee may make the whole bill free', async () => {
    const counter = await openCounter(app, deps, tenth);
    const member = await joinCounter(counter, 100);
    const reward = await makeReward(counter, {
      terms: { discount: { kind: 'freeItem' }, lines: { categories: ['coffee'] } },
    });
    const { code } = await bought(counter, reward.id, member.headers);
    const body = bill(member.id, { lines: goods(['coffee', 25_000]), coupons: [code] });
    expect((await ring(counter, body)).json()).toMatchObject({
      totalMinor: 0,
      paidMinor: 0,
      earnedPoints: 0,
    });
  });

  it('says of each code why it does not apply, in the caller’s language', async () => {
    const { counter, member, coupon } = await withCoupon({ ...tenPercent, minTotalMinor: 20_000 });
    const other = await joinCounter(counter);
    const body = bill(other.id, { totalMinor: 10_000, coupons: [coupon.code, 'NOSUCHCODE'] });
    const answer = await call(
      counter,
      'POST',
      '/v1/purchases/calculate',
      { ...counter.till, 'accept-language': 'ru' },
      body,
    );
    expect(answer.json().coupons).toMatchObject([
      { reason: 'not_yours', explanation: 'Купон принадлежит другому клиенту.' },
      { reason: 'not_found', couponId: null },
    ]);
    const small = await quote(counter, bill(member.id, { totalMinor: 10_000, coupons: [coupon.code] }));
    expect(small.coupons[0]).toMatchObject({
      reason: 'minimum_not_met',
      explanation: expect.stringContaining('200'),
    });
    const twice = await quote(
      counter,
      bill(member.id, { totalMinor: 30_000, coupons: [coupon.code, coupon.code] }),
    );
    expect(twice.coupons.map(({ reason }) => reason)).toEqual([null, 'twice']);
  });

  it('works at the till in the admin', async () => {
    const { counter, member, coupon } = await withCoupon();
    const body = bill(member.id, { totalMinor: 10_000, coupons: [coupon.code] });
    const asked = await call(counter, 'POST', `${counter.admin}/till/calculate`, counter.owner, body);
    expect(asked.json()).toMatchObject({ couponDiscountMinor: 1_000 });
    const booked = await call(counter, 'POST', `${counter.admin}/till/purchases`, counter.owner, body);
    expect([booked.statusCode, booked.json().paidMinor]).toEqual([201, 9_000]);
  });
});

describe('a shared code', () => {
  it('becomes a coupon of each who uses it, within its limits', async () => {
    const counter = await openCounter(app, deps);
    await makePool(counter, { kind: 'shared', sharedCode: 'Весна-10', useLimit: 2, perPersonLimit: 1 });
    const [anna, boris, vera] = [
      await joinCounter(counter),
      await joinCounter(counter),
      await joinCounter(counter),
    ];
    const use = (who: { id: string }) =>
      ring(counter, bill(who.id, { totalMinor: 10_000, coupons: ['весна10'] }));
    expect((await use(anna)).json()).toMatchObject({ couponDiscountMinor: 1_000 });
    expect((await use(anna)).json().detail).toMatch(/one person/);
    expect((await use(boris)).statusCode).toBe(201);
    expect((await use(vera)).json().detail).toMatch(/as often as it could be/);
    const rows = await deps.db.prisma.coupon.findMany({ where: { brandId: counter.id } });
    expect(rows.map(({ state, customerId }) => [state, customerId]).sort()).toEqual(
      [
        ['redeemed', anna.id],
        ['redeemed', boris.id],
      ].sort(),
    );
  });

  it('with a limit of 5 goes to exactly 5 of 30 tills at once', async () => {
    const counter = await openCounter(app, deps);
    await makePool(counter, { kind: 'shared', sharedCode: 'FIVE', useLimit: 5 });
    const members = await Promise.all(Array.from({ length: 30 }, () => joinCounter(counter)));
    const answers = await Promise.all(
      members.map(({ id }) => ring(counter, bill(id, { totalMinor: 10_000, coupons: ['FIVE'] }))),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(5);
    expect(answers.filter((one) => one.json().code === 'coupon_not_applicable')).toHaveLength(25);
    const pool = await deps.db.prisma.couponPool.findFirstOrThrow({ where: { brandId: counter.id } });
    expect(pool.useCount).toBe(5);
  });

  it('one person at thirty tills uses it as often as one person may', async () => {
    const counter = await openCounter(app, deps);
    await makePool(counter, { kind: 'shared', sharedCode: 'TWICE', perPersonLimit: 2 });
    const { id } = await joinCounter(counter);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => ring(counter, bill(id, { totalMinor: 1_000, coupons: ['TWICE'] }))),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(2);
  });
});

describe('many tills and one code', () => {
  it('of 30 people who bring one code to 30 tills one uses it', async () => {
    const counter = await openCounter(app, deps);
    const pool = await makePool(counter, { kind: 'generated' });
    const code = 'ABCD2345EFGH6';
    await deps.db.prisma.coupon.create({
      data: { brandId: counter.id, id: deps.random.id(), code, poolId: pool.id, issuedAt: deps.clock.now() },
    });
    const members = await Promise.all(Array.from({ length: 30 }, () => joinCounter(counter)));
    const answers = await Promise.all(
      members.map(({ id }) => ring(counter, bill(id, { totalMinor: 10_000, coupons: [code] }))),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    const refusals = answers.filter(({ statusCode }) => statusCode !== 201);
    expect([...new Set(refusals.map((one) => `${one.statusCode} ${one.json().code}`))]).toEqual([
      '409 coupon_not_applicable',
    ]);
    expect(await deps.db.prisma.purchase.count({ where: { brandId: counter.id } })).toBe(1);
    expect((await checkBrand(deps.db.pool, counter.id)).mismatches).toEqual([]);
  });
});

describe('a hold', () => {
  async function held(more: object = {}) {
    const found = await withCoupon(tenPercent, 20);
    const { counter, member, coupon } = found;
    const body = {
      ...bill(member.id, { totalMinor: 10_000, coupons: [coupon.code], redeemPoints: 10 }),
      ...more,
    };
    const answer = await call(counter, 'POST', '/v1/holds', counter.till, body);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return { ...found, hold: answer.json(), body };
  }
  const act = (counter: Counter, hold: { id: string }, verb: string, payload: object = {}) =>
    call(counter, 'POST', `/v1/holds/${hold.id}/${verb}`, counter.till, payload);
  const useElsewhere = (counter: Counter, customerId: string, code: string) =>
    ring(counter, bill(customerId, { totalMinor: 5_000, coupons: [code] }));

  it('reserves the coupon, and its confirmation uses it with the final bill', async () => {
    const { counter, member, coupon, hold } = await held();
    expect(hold).toMatchObject({ totalMinor: 9_000, couponDiscountMinor: 1_000, paidMinor: 8_000 });
    const elsewhere = await useElsewhere(counter, member.id, coupon.code);
    expect(elsewhere.json().detail).toMatch(/not finished/);
    expect((await call(counter, 'GET', `/v1/holds/${hold.id}`, counter.till)).json()).toMatchObject({
      coupons: [{ couponId: coupon.id, isApplied: true }],
    });
    const cancelled = await call(
      counter,
      'POST',
      `${counter.admin}/coupons/${coupon.id}/cancel`,
      counter.owner,
      {
        reason: 'in a hold',
      },
    );
    expect(cancelled.json().code).toBe('coupon_not_open');
    const confirmed = await act(counter, hold, 'confirm', { totalMinor: 20_000 });
    expect(confirmed.json()).toMatchObject({
      totalMinor: 18_000,
      couponDiscountMinor: 2_000,
      paidMinor: 17_000,
    });
    expect(await stateOf(counter, coupon.id)).toMatchObject({
      state: 'redeemed',
      purchaseId: confirmed.json().id,
    });
    expect((await checkBrand(deps.db.pool, counter.id)).mismatches).toEqual([]);
  });

  it('confirmed with the bill that was held discounts once', async () => {
    const { counter, hold } = await held();
    expect((await act(counter, hold, 'confirm')).json()).toMatchObject({
      totalMinor: 9_000,
      couponDiscountMinor: 1_000,
      paidMinor: 8_000,
    });
  });

  it('that is released or timed out frees the coupon', async () => {
    const released = await held();
    await act(released.counter, released.hold, 'release');
    const { counter, member, coupon } = released;
    expect((await useElsewhere(counter, member.id, coupon.code)).statusCode).toBe(201);

    const late = await held({ expiresInSeconds: 5 });
    deps.clock.set(new Date(deps.clock.now().getTime() + 6_000));
    const again = await useElsewhere(late.counter, late.member.id, late.coupon.code);
    expect(again.statusCode).toBe(201);
    await timeOutHolds(deps, late.counter.id);
    expect((await act(late.counter, late.hold, 'confirm')).json().code).toBe('hold_expired');
  });

  it('with a final bill too small for the coupon lets it go and says why', async () => {
    const found = await withCoupon({ ...tenPercent, minTotalMinor: 8_000 });
    const { counter, member, coupon } = found;
    const body = bill(member.id, { totalMinor: 10_000, coupons: [coupon.code] });
    const hold = (await call(counter, 'POST', '/v1/holds', counter.till, body)).json();
    const confirmed = await act(counter, hold, 'confirm', { totalMinor: 7_000 });
    expect(confirmed.json()).toMatchObject({
      totalMinor: 7_000,
      coupons: [{ isApplied: false, reason: 'minimum_not_met' }],
    });
    expect((await useElsewhere(counter, member.id, coupon.code)).json().detail).toMatch(/must come to/);
    const large = await ring(counter, bill(member.id, { totalMinor: 9_000, coupons: [coupon.code] }));
    expect(large.statusCode).toBe(201);
  });

  it('its confirmation and its release at once: the coupon ends where the points do', async () => {
    for (let round = 0; round < 5; round++) {
      const { counter, coupon, hold } = await held();
      const [confirmed, released] = await Promise.all([
        act(counter, hold, 'confirm'),
        act(counter, hold, 'release'),
      ]);
      const isBooked = confirmed.statusCode === 201;
      expect(released.statusCode).toBe(isBooked ? 409 : 200);
      expect((await stateOf(counter, coupon.id)).state).toBe(isBooked ? 'redeemed' : 'issued');
    }
  });
});

describe('a refund', () => {
  async function refunded(terms: object, amounts: (number | undefined)[]) {
    const found = await withCoupon(terms);
    const { counter, member, coupon } = found;
    const booked = await ring(counter, bill(member.id, { totalMinor: 10_000, coupons: [coupon.code] }));
    for (const [index, amountMinor] of amounts.entries()) {
      const answer = await call(counter, 'POST', `/v1/purchases/${booked.json().id}/refunds`, counter.till, {
        externalId: `refund-${coupon.id}-${index}`,
        ...(amountMinor === undefined ? {} : { amountMinor }),
      });
      expect(answer.statusCode).toBe(201);
    }
    return { ...found, ...(await stateOf(counter, coupon.id)) };
  }

  it('of the whole gives the coupon back, and it can be used again', async () => {
    const { counter, member, coupon, state } = await refunded(tenPercent, [4_000, undefined]);
    expect(state).toBe('issued');
    const again = await ring(counter, bill(member.id, { totalMinor: 10_000, coupons: [coupon.code] }));
    expect(again.statusCode).toBe(201);
    const events = await deps.db.prisma.event.findMany({
      where: { brandId: counter.id, type: 'coupon.returned' },
    });
    expect(events).toHaveLength(1);
  });

  it('of a part does not, nor where its terms say otherwise', async () => {
    expect(await refunded(tenPercent, [8_999])).toMatchObject({ state: 'redeemed' });
    expect(await refunded({ ...tenPercent, returnsOnRefund: false }, [undefined])).toMatchObject({
      state: 'redeemed',
    });
  });
});

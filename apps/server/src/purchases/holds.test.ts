import type { ConfirmBody, HoldBody, RefundBody } from '@regulars/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkBrand } from '../ledger/check-ledger.ts';
import { releaseHold, timeOutHolds } from '../ledger/end-holds.ts';
import { settleDueJob } from '../ledger/ledger.jobs.ts';
import { Refusal } from '../platform/refusal.ts';
import { writeProgrammeVersion } from '../programme/versions.ts';
import { firstProgramme } from '../brands/new-brand.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { findHold, type Holding, openHolding } from './holds.ts';
import { openPurchasing, type Purchasing } from './purchases.ts';
import { openRefunding, type Refunding } from './refunds.ts';
import { buy, receipt, tillAsker } from './testing.ts';

let deps: TestDeps;
let close: () => Promise<void>;
let purchasing: Purchasing;
let holding: Holding;
let refunding: Refunding;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  purchasing = openPurchasing(deps);
  holding = openHolding(deps);
  refunding = openRefunding(deps);
});
afterAll(() => close());

const dayMilliseconds = 86_400_000;
const start = new Date('2026-03-12T09:30:00.000Z');
const pointPerRouble = {
  effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
  redeemCapPercent: 100,
} as const;

/** A brand with one member, who has bought for so many roubles that each gave a point. */
async function memberWith(points: number, programme: Parameters<typeof makeBrand>[1] = {}) {
  deps.clock.set(start);
  const brand = await makeBrand(deps, { programme: { ...pointPerRouble, ...programme?.programme } });
  const customerId = await makeMember(deps, brand.id);
  if (points > 0) await buy(purchasing, brand.id, { customerId, totalMinor: points * 100 });
  return { brandId: brand.id, customerId };
}

type HoldFields = Omit<HoldBody, 'externalId' | 'expiresInSeconds'> & Partial<HoldBody>;

function hold(brandId: string, fields: HoldFields, key?: string, door: Holding = holding) {
  const body: HoldBody = { externalId: receipt(), expiresInSeconds: 600, ...fields };
  return door.make(brandId, body, tillAsker(brandId, body, key));
}

function confirm(brandId: string, holdId: string, body: ConfirmBody = {}, key: string = receipt()) {
  const { source, actor, repeat } = tillAsker(brandId, [holdId, body], key);
  return holding.confirm({ brandId, holdId, body, asker: { source, actor, repeat }, language: 'en' });
}

function release(brandId: string, holdId: string) {
  return deps.db.prisma.$transaction((tx) => releaseHold(tx, deps, brandId, holdId));
}

function refund(brandId: string, purchaseId: string | null, fields: Partial<RefundBody> = {}) {
  const body: RefundBody = { externalId: receipt(), ...fields };
  const asker = { source: 'api', actor: { kind: 'apiKey', id: 'till-1' }, repeat: null } as const;
  return refunding.refund({ brandId, purchaseId: purchaseId ?? '', body, asker, language: 'en' });
}

async function walletOf(brandId: string, customerId: string) {
  const row = await deps.db.prisma.wallet.findUniqueOrThrow({
    where: { brandId_customerId: { brandId, customerId } },
  });
  return { available: Number(row.available), held: Number(row.held) };
}

async function lotsOf(brandId: string, customerId: string) {
  const rows = await deps.db.prisma.lot.findMany({ where: { brandId, customerId }, orderBy: { id: 'asc' } });
  return rows.map((row) => [Number(row.remaining), row.expiresAt?.toISOString().slice(0, 10)]);
}

async function expectSound(brandId: string) {
  expect((await checkBrand(deps.db.pool, brandId)).mismatches).toEqual([]);
}

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : String(error));

describe('a hold', () => {
  it('reserves points without a movement, and its confirmation is the purchase', async () => {
    const { brandId, customerId } = await memberWith(100);
    const held = await hold(brandId, {
      externalId: 'order-1',
      customerId,
      totalMinor: 20_000,
      redeemPoints: 'max',
    });
    expect(held).toMatchObject({
      status: 201,
      body: {
        externalId: 'order-1',
        state: 'held',
        expiresAt: '2026-03-12T09:40:00.000Z',
        customerId,
        totalMinor: 20_000,
        redeemedPoints: 100,
        paidMinor: 10_000,
        earnedPoints: 100,
        maxRedeemPoints: 100,
        purchaseId: null,
        wallet: { available: 0, pending: 0, held: 100 },
      },
    });
    expect(await deps.db.prisma.entry.count({ where: { brandId } })).toBe(1);
    await expectSound(brandId);

    const { body, status } = await confirm(brandId, held.body.id, { receiptNumber: '0000123' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      externalId: 'order-1',
      redeemedPoints: 100,
      paidMinor: 10_000,
      earnedPoints: 100,
      wallet: { available: 100, pending: 0 },
    });
    expect(body.entries.map(({ kind, points, availableAfter }) => [kind, points, availableAfter])).toEqual([
      ['redemption', -100, 0],
      ['accrual', 100, 100],
    ]);
    expect(await findHold(deps, brandId, held.body.id)).toMatchObject({
      state: 'confirmed',
      purchaseId: body.id,
      wallet: { available: 100, held: 0 },
    });
    const row = await deps.db.prisma.purchase.findUniqueOrThrow({
      where: { brandId_externalId: { brandId, externalId: 'order-1' } },
    });
    expect(row.receiptNumber).toBe('0000123');
    await expectSound(brandId);
  });

  it('spends what the final bill allows: less comes back from a smaller one, a larger one takes no more', async () => {
    const { brandId, customerId } = await memberWith(100, { programme: { redeemCapPercent: 50 } });
    const smaller = await hold(brandId, { customerId, totalMinor: 12_000, redeemPoints: 60 });
    const { body: less } = await confirm(brandId, smaller.body.id, { totalMinor: 8_000 });
    expect(less).toMatchObject({ redeemedPoints: 40, paidMinor: 4_000, wallet: { available: 60 + 40 } });
    expect(await walletOf(brandId, customerId)).toEqual({ available: 100, held: 0 });

    const larger = await hold(brandId, { customerId, totalMinor: 6_000, redeemPoints: 30 });
    const { body: more } = await confirm(brandId, larger.body.id, {
      lines: [
        { id: '1', quantity: 2, unitPriceMinor: 5_000 },
        { id: '2', quantity: 1, unitPriceMinor: 3_000, payableWithPoints: false, earns: false },
      ],
    });
    expect(more).toMatchObject({
      totalMinor: 13_000,
      redeemedPoints: 30,
      paidMinor: 10_000,
      earnedPoints: 70,
    });
    expect(await deps.db.prisma.purchaseLine.count({ where: { brandId } })).toBe(2);
    await expectSound(brandId);
  });

  it('keeps its lines for a confirmation that names none, and refuses totals that disagree', async () => {
    const { brandId, customerId } = await memberWith(0);
    const lines = [{ id: 'a', quantity: 3, unitPriceMinor: 1_000 }];
    const held = await hold(brandId, { customerId, lines });
    await expect(confirm(brandId, held.body.id, { totalMinor: 1, lines })).rejects.toMatchObject({
      code: 'total_mismatch',
    });
    const { body } = await confirm(brandId, held.body.id);
    expect(body).toMatchObject({ totalMinor: 3_000, redeemedPoints: 0, earnedPoints: 30 });
    expect(await deps.db.prisma.purchaseLine.count({ where: { brandId } })).toBe(1);
    await expectSound(brandId);
  });

  it('gives its points back to their lots with their dates when released', async () => {
    const { brandId, customerId } = await memberWith(40);
    deps.clock.advance(40 * dayMilliseconds);
    await buy(purchasing, brandId, { customerId, totalMinor: 5_000 });
    const before = await lotsOf(brandId, customerId);
    const { body } = await hold(brandId, { customerId, totalMinor: 7_000, redeemPoints: 70 });
    expect((await lotsOf(brandId, customerId)).map(([left]) => left)).toEqual([0, 20]);
    expect(await release(brandId, body.id)).toMatchObject({
      state: 'released',
      wallet: { available: 90, held: 0 },
    });
    expect(await lotsOf(brandId, customerId)).toEqual(before);
    await expect(release(brandId, body.id)).rejects.toMatchObject({
      code: 'hold_not_open',
      values: { state: 'released' },
    });
    await expect(confirm(brandId, body.id)).rejects.toMatchObject({ code: 'hold_not_open' });
    await expectSound(brandId);
  });

  it('is one by its externalId and by its key, whatever became of it', async () => {
    const { brandId, customerId } = await memberWith(100);
    const fields = { externalId: receipt(), customerId, totalMinor: 5_000, redeemPoints: 30 };
    const first = await hold(brandId, fields, 'k1');
    const found = await hold(brandId, { ...fields, expiresInSeconds: 60 });
    expect(found).toEqual({ body: first.body, status: 200, isReplay: false });
    await expect(hold(brandId, { ...fields, redeemPoints: 31 })).rejects.toMatchObject({
      code: 'external_id_conflict',
    });
    expect(await walletOf(brandId, customerId)).toEqual({ available: 70, held: 30 });

    const booked = await confirm(brandId, first.body.id, {}, 'c1');
    expect(await confirm(brandId, first.body.id, {}, 'c1')).toEqual({ ...booked, isReplay: true });
    expect(await hold(brandId, fields, 'k1')).toEqual({ ...first, isReplay: true });
    expect(await hold(brandId, fields)).toMatchObject({ status: 200, body: { state: 'confirmed' } });
    await expect(confirm(brandId, first.body.id, { totalMinor: 1 }, 'c1')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(await deps.db.prisma.purchase.count({ where: { brandId } })).toBe(2);

    // A receipt that was booked without a hold is neither held nor confirmed over.
    const taken = { externalId: receipt(), customerId, totalMinor: 5_000 };
    const late = await hold(brandId, taken);
    await buy(purchasing, brandId, taken);
    await expect(confirm(brandId, late.body.id)).rejects.toMatchObject({ code: 'external_id_conflict' });
    const alone = { externalId: receipt(), customerId, totalMinor: 5_000 };
    await buy(purchasing, brandId, alone);
    await expect(hold(brandId, alone)).rejects.toMatchObject({ code: 'external_id_conflict' });
    await expectSound(brandId);
  });

  it('is priced by the programme under which it was made', async () => {
    const { brandId, customerId } = await memberWith(100);
    const held = await hold(brandId, { customerId, totalMinor: 10_000, redeemPoints: 50 });
    await deps.db.prisma.$transaction((tx) =>
      writeProgrammeVersion(tx, deps.random, {
        brandId,
        version: 2,
        settings: { ...firstProgramme, effect: { kind: 'percent', basisPoints: 1 }, redeemCapPercent: 1 },
        createdBy: null,
        createdAt: deps.clock.now(),
      }),
    );
    const { body } = await confirm(brandId, held.body.id);
    expect(body).toMatchObject({ redeemedPoints: 50, earnedPoints: 50 });
    await expectSound(brandId);
  });

  it('of another brand is nowhere', async () => {
    const mine = await memberWith(100);
    const other = await memberWith(0);
    const { body } = await hold(mine.brandId, {
      customerId: mine.customerId,
      totalMinor: 5_000,
      redeemPoints: 5,
    });
    for (const attempt of [
      () => findHold(deps, other.brandId, body.id),
      () => confirm(other.brandId, body.id),
      () => release(other.brandId, body.id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'hold_not_found' });
    }
    await expect(hold(other.brandId, { customerId: mine.customerId, totalMinor: 100 })).rejects.toMatchObject(
      { code: 'customer_not_found' },
    );
    deps.clock.advance(601_000);
    await timeOutHolds(deps, other.brandId);
    expect(await walletOf(mine.brandId, mine.customerId)).toEqual({ available: 95, held: 5 });
    await expectSound(mine.brandId);
    await expectSound(other.brandId);
  });
});

describe('the deadline of a hold', () => {
  it('brings the points back, once, whoever runs it and however often', async () => {
    const { brandId, customerId } = await memberWith(100);
    const holds = await Promise.all(
      [10, 20, 30].map((redeemPoints) => hold(brandId, { customerId, totalMinor: 5_000, redeemPoints })),
    );
    deps.clock.advance(599_999);
    await timeOutHolds(deps, brandId);
    expect(await walletOf(brandId, customerId)).toEqual({ available: 40, held: 60 });
    deps.clock.advance(1);
    const [first] = holds;
    await expect(confirm(brandId, first?.body.id ?? '')).rejects.toMatchObject({ code: 'hold_expired' });
    await expect(release(brandId, first?.body.id ?? '')).rejects.toMatchObject({ code: 'hold_expired' });
    expect(await findHold(deps, brandId, first?.body.id ?? '')).toMatchObject({ state: 'timed_out' });
    await Promise.all([timeOutHolds(deps, brandId), timeOutHolds(deps, brandId)]);
    await timeOutHolds(deps, brandId);
    expect(await walletOf(brandId, customerId)).toEqual({ available: 100, held: 0 });
    expect(await deps.db.prisma.hold.count({ where: { brandId, state: 'timed_out' } })).toBe(3);
    expect(await deps.db.prisma.entry.count({ where: { brandId } })).toBe(1);
    await expect(confirm(brandId, first?.body.id ?? '')).rejects.toMatchObject({ code: 'hold_expired' });
    await expectSound(brandId);
  });

  it('is what the hold was answered with, to the millisecond', async () => {
    const { brandId, customerId } = await memberWith(100);
    deps.clock.set(new Date('2026-03-12T09:30:00.900Z'));
    const fields = { customerId, totalMinor: 5_000, redeemPoints: 10, expiresInSeconds: 1 };
    const [first, second] = [await hold(brandId, fields), await hold(brandId, fields)];
    deps.clock.advance(999);
    const { expiresAt } = await release(brandId, first.body.id);
    expect(expiresAt).toBe(first.body.expiresAt);
    expect((await confirm(brandId, second.body.id)).body.redeemedPoints).toBe(10);
    await expectSound(brandId);
  });

  it('outlives the lot: what was held in its last second is spent, what comes back has the days of grace', async () => {
    const programme = { ...pointPerRouble, expiry: { kind: 'days', days: 1 }, refundGraceDays: 3 } as const;
    const { brandId, customerId } = await memberWith(100, { programme });
    // Moscow: the lot lives to the end of 13 March.
    deps.clock.set(new Date('2026-03-13T20:59:59.000Z'));
    const [spent, returned] = [
      await hold(brandId, { customerId, totalMinor: 3_000, redeemPoints: 30 }),
      await hold(brandId, { customerId, totalMinor: 2_000, redeemPoints: 20 }),
    ];
    deps.clock.set(new Date('2026-03-13T21:00:00.000Z'));
    await settleDueJob.run(deps, { brandId });
    expect(await walletOf(brandId, customerId)).toEqual({ available: 0, held: 50 });
    const { body } = await confirm(brandId, spent?.body.id ?? '');
    expect(body).toMatchObject({ redeemedPoints: 30, wallet: { available: 0 } });
    expect(await release(brandId, returned?.body.id ?? '')).toMatchObject({ wallet: { available: 20 } });
    // 14 March and three days more.
    expect(await lotsOf(brandId, customerId)).toEqual([[20, '2026-03-17']]);
    deps.clock.set(new Date('2026-03-17T21:00:00.000Z'));
    await settleDueJob.run(deps, { brandId });
    expect(await walletOf(brandId, customerId)).toEqual({ available: 0, held: 0 });
    await expectSound(brandId);
  });

  it('and expiry in the same second leave either a held or an expired point, never both', async () => {
    const programme = { ...pointPerRouble, expiry: { kind: 'days', days: 1 }, refundGraceDays: 0 } as const;
    for (let round = 0; round < 5; round++) {
      const { brandId, customerId } = await memberWith(100, { programme });
      deps.clock.set(new Date('2026-03-13T20:59:59.000Z'));
      const making = hold(brandId, { customerId, totalMinor: 10_000, redeemPoints: 100 }).then(
        ({ body }) => body.id,
        codeOf,
      );
      deps.clock.set(new Date('2026-03-13T21:00:00.000Z'));
      const [made] = await Promise.all([making, settleDueJob.run(deps, { brandId })]);
      const wallet = await walletOf(brandId, customerId);
      expect(wallet).toEqual(
        made === 'insufficient_points' ? { available: 0, held: 0 } : { available: 0, held: 100 },
      );
      await expectSound(brandId);
    }
  });
});

describe('holds at once', () => {
  it('of 30 from 100 points: exactly 3 of 50, in two processes too', async () => {
    const { brandId, customerId } = await memberWith(100);
    const second = openHolding(deps);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        hold(
          brandId,
          { customerId, totalMinor: 3_000, redeemPoints: 30 },
          undefined,
          index % 2 ? second : holding,
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refusals = results.flatMap((result) =>
      result.status === 'rejected' ? [codeOf(result.reason)] : [],
    );
    expect(new Set(refusals)).toEqual(new Set(['insufficient_points']));
    expect(await walletOf(brandId, customerId)).toEqual({ available: 10, held: 90 });
    await expectSound(brandId);
  });

  it('and purchases share the points that there are', async () => {
    const { brandId, customerId } = await memberWith(100);
    const bill = { customerId, totalMinor: 3_000, redeemPoints: 30 };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 ? buy(purchasing, brandId, bill) : hold(brandId, bill),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expectSound(brandId);
  });

  it('confirmed, released and timed out in the same moment: exactly one wins', async () => {
    const ends = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const { brandId, customerId } = await memberWith(100);
      const { body } = await hold(brandId, { customerId, totalMinor: 5_000, redeemPoints: 50 });
      const isLate = round % 4 === 3;
      if (isLate) deps.clock.advance(600_000);
      const second = openHolding(deps);
      const { source, actor, repeat } = tillAsker(brandId, round);
      const attempts = [
        () => confirm(brandId, body.id).then(() => 'confirmed', codeOf),
        () => release(brandId, body.id).then(() => 'released', codeOf),
        () =>
          second
            .confirm({
              brandId,
              holdId: body.id,
              body: {},
              asker: { source, actor, repeat },
              language: 'en',
            })
            .then(() => 'confirmed', codeOf),
        () => timeOutHolds(deps, brandId).then(() => 'nothing to tell'),
      ];
      const order = round % 2 ? attempts : attempts.reverse();
      const outcomes = await Promise.all(order.map((attempt) => attempt()));
      const { state } = await findHold(deps, brandId, body.id);
      ends.add(state);
      const won = outcomes.filter((outcome) => outcome === 'confirmed' || outcome === 'released');
      expect(won).toEqual(isLate ? [] : [state]);
      expect(await walletOf(brandId, customerId)).toEqual({
        available: state === 'confirmed' ? 50 : 100,
        held: 0,
      });
      await expectSound(brandId);
    }
    expect(ends).toContain('timed_out');
  });

  it('sent again under the same keys have one effect, however many times', async () => {
    const { brandId, customerId } = await memberWith(100);
    const fields = { externalId: receipt(), customerId, totalMinor: 4_000, redeemPoints: 40 };
    const held = await Promise.all(Array.from({ length: 10 }, () => hold(brandId, fields, 'hold-key')));
    for (const { body, status } of held)
      expect({ body, status }).toEqual({ body: held[0]?.body, status: 201 });
    const id = held[0]?.body.id ?? '';
    const booked = await Promise.all(
      Array.from({ length: 10 }, () => confirm(brandId, id, {}, 'confirm-key')),
    );
    expect(new Set(booked.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(booked.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(await walletOf(brandId, customerId)).toEqual({ available: 60, held: 0 });
    await expectSound(brandId);
  });
});

describe('a purchase that came through a hold', () => {
  it('is refunded as any other: spent points return to their lots', async () => {
    const { brandId, customerId } = await memberWith(40);
    deps.clock.advance(40 * dayMilliseconds);
    await buy(purchasing, brandId, { customerId, totalMinor: 5_000 });
    const before = await lotsOf(brandId, customerId);
    const { body } = await hold(brandId, { customerId, totalMinor: 8_000, redeemPoints: 80 });
    const { body: purchase } = await confirm(brandId, body.id, { totalMinor: 6_000 });
    expect(purchase).toMatchObject({ redeemedPoints: 60, earnedPoints: 0, wallet: { available: 30 } });
    const { body: refunded } = await refund(brandId, purchase.id);
    expect(refunded).toMatchObject({ returnedPoints: 60, reversedPoints: 0, wallet: { available: 90 } });
    expect(await lotsOf(brandId, customerId)).toEqual(before);
    await expectSound(brandId);
  });

  it('pays a debt that arose meanwhile before its points fill a lot', async () => {
    const { brandId, customerId } = await memberWith(0, { programme: { refundShortPolicy: 'below_zero' } });
    const { body: bought } = await buy(purchasing, brandId, { customerId, totalMinor: 10_000 });
    const { body } = await hold(brandId, { customerId, totalMinor: 10_000, redeemPoints: 70 });
    await refund(brandId, bought.id);
    expect(await walletOf(brandId, customerId)).toEqual({ available: -70, held: 70 });
    await expectSound(brandId);
    const { body: purchase } = await confirm(brandId, body.id, { totalMinor: 3_000 });
    expect(purchase).toMatchObject({ redeemedPoints: 30, wallet: { available: -30 } });
    await expectSound(brandId);
    const again = await memberWith(100, { programme: { refundShortPolicy: 'below_zero' } });
    const other = await hold(again.brandId, {
      customerId: again.customerId,
      totalMinor: 9_000,
      redeemPoints: 90,
    });
    const first = await deps.db.prisma.purchase.findFirstOrThrow({ where: { brandId: again.brandId } });
    await refund(again.brandId, first.id, { amountMinor: 4_000 });
    expect(await walletOf(again.brandId, again.customerId)).toEqual({ available: -30, held: 90 });
    expect(await release(again.brandId, other.body.id)).toMatchObject({
      wallet: { available: 60, held: 0 },
    });
    await expectSound(again.brandId);
  });
});

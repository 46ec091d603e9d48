import type { ProgrammeSettings, RefundBody } from '@regulars/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkBrand } from '../ledger/check-ledger.ts';
import { settleDueJob } from '../ledger/ledger.jobs.ts';
import { hashInput } from '../platform/idempotency.ts';
import { writeProgrammeVersion } from '../programme/versions.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { firstProgramme } from '../brands/new-brand.ts';
import { openPurchasing, type Purchasing } from './purchases.ts';
import { openRefunding, type Refunding } from './refunds.ts';
import { buy, readWallet, receipt } from './testing.ts';

let deps: TestDeps;
let close: () => Promise<void>;
let purchasing: Purchasing;
let refunding: Refunding;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  purchasing = openPurchasing(deps);
  refunding = openRefunding(deps);
});
afterAll(() => close());

const pointPerRouble: Partial<ProgrammeSettings> = {
  effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
  redeemCapPercent: 100,
};

async function open(programme: Partial<ProgrammeSettings> = pointPerRouble) {
  const brand = await makeBrand(deps, { programme });
  return { brandId: brand.id, customerId: await makeMember(deps, brand.id) };
}

function refund(brandId: string, purchaseId: string | null, fields: Partial<RefundBody> = {}, key?: string) {
  const body: RefundBody = { externalId: receipt(), ...fields };
  const repeat = {
    brandId,
    caller: 'api:till-1',
    route: 'refundPurchase',
    key: key ?? receipt(),
    inputHash: hashInput([purchaseId, body]),
  };
  return refunding.refund({
    brandId,
    purchaseId: purchaseId ?? '',
    body,
    asker: { source: 'api', actor: { kind: 'apiKey', id: 'till-1' }, repeat },
    language: 'en',
  });
}

async function expectAddsUp(brandId: string) {
  expect((await checkBrand(deps.db.pool, brandId)).mismatches).toEqual([]);
}

describe('a refund', () => {
  it('leaves 25 points of 100 after 75 of 100 came back', async () => {
    const { brandId, customerId } = await open();
    const bought = await buy(purchasing, brandId, { customerId, totalMinor: 10_000 });
    const { body, status } = await refund(brandId, bought.body.id, { amountMinor: 7_500 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      amountMinor: 7_500,
      moneyMinor: 7_500,
      reversedPoints: 75,
      returnedPoints: 0,
      refundableMinor: 2_500,
      wallet: { available: 25, pending: 0 },
    });
    await expectAddsUp(brandId);
  });

  it('takes back 49 of 49 for 49.95, and nothing twice', async () => {
    const { brandId, customerId } = await open();
    const bought = await buy(purchasing, brandId, { customerId, totalMinor: 4_995 });
    expect(bought.body.earnedPoints).toBe(49);
    const { body } = await refund(brandId, bought.body.id);
    expect(body).toMatchObject({ amountMinor: 4_995, reversedPoints: 49, wallet: { available: 0 } });
    await expect(refund(brandId, bought.body.id)).rejects.toMatchObject({ code: 'already_refunded' });
    await expectAddsUp(brandId);
  });

  it('asks the version that paid, not the one in force', async () => {
    const { brandId, customerId } = await open();
    const bought = await buy(purchasing, brandId, { customerId, totalMinor: 5_000 });
    await writeProgrammeVersion(deps.db.prisma, deps.random, {
      brandId,
      version: 2,
      settings: { ...firstProgramme, effect: { kind: 'perAmount', points: 2, amountMinor: 100 } },
      createdBy: null,
    });
    const next = await buy(purchasing, brandId, { customerId, totalMinor: 5_000 });
    expect(next.body.earnedPoints).toBe(100);
    const { body } = await refund(brandId, bought.body.id);
    expect(body.reversedPoints).toBe(50);
    expect(await readWallet(deps, brandId, customerId)).toEqual({ available: 100, pending: 0 });
  });

  it('goes down to zero, or below it as a debt that later points pay', async () => {
    for (const [policy, left] of [
      ['to_zero', 0],
      ['below_zero', -50],
    ] as const) {
      const { brandId, customerId } = await open({ ...pointPerRouble, refundShortPolicy: policy });
      const first = await buy(purchasing, brandId, { customerId, totalMinor: 5_000 });
      await buy(purchasing, brandId, { customerId, totalMinor: 5_000, redeemPoints: 50 });
      const { body } = await refund(brandId, first.body.id);
      expect(body.wallet.available).toBe(left);
      await expectAddsUp(brandId);
      await buy(purchasing, brandId, { customerId, totalMinor: 8_000 });
      expect(await readWallet(deps, brandId, customerId)).toEqual({ available: 80 + left, pending: 0 });
      await expectAddsUp(brandId);
    }
  });

  it('gives spent points back to their lots; one that expired meanwhile lives for the grace days', async () => {
    const { brandId, customerId } = await open({
      ...pointPerRouble,
      expiry: { kind: 'days', days: 10 },
      refundGraceDays: 3,
    });
    await buy(purchasing, brandId, { customerId, totalMinor: 10_000 });
    const spent = await buy(purchasing, brandId, { customerId, totalMinor: 10_000, redeemPoints: 100 });
    expect(spent.body).toMatchObject({ paidMinor: 0, earnedPoints: 0 });
    const start = deps.clock.now();
    deps.clock.advance(20 * 86_400_000);
    const { body } = await refund(brandId, spent.body.id);
    expect(body).toMatchObject({ returnedPoints: 100, moneyMinor: 0, wallet: { available: 100 } });
    const lots = await deps.db.prisma.lot.findMany({ where: { brandId, remaining: { gt: 0 } } });
    expect(lots.map((lot) => lot.expiresAt?.toISOString())).toEqual(['2026-04-04T21:00:00.000Z']);
    deps.clock.advance(5 * 86_400_000);
    await settleDueJob.run(deps, { brandId });
    expect(await readWallet(deps, brandId, customerId)).toEqual({ available: 0, pending: 0 });
    await expectAddsUp(brandId);
    deps.clock.set(start);
  });

  it('returns spent points by share, and the rest with the last part', async () => {
    const { brandId, customerId } = await open();
    await buy(purchasing, brandId, { customerId, totalMinor: 10_000 });
    const bought = await buy(purchasing, brandId, { customerId, totalMinor: 10_000, redeemPoints: 33 });
    const parts = [];
    for (const amountMinor of [3_333, 3_333, 3_334]) {
      parts.push((await refund(brandId, bought.body.id, { amountMinor })).body);
    }
    expect(parts.map((part) => part.returnedPoints)).toEqual([10, 11, 12]);
    expect(parts.reduce((sum, part) => sum + part.moneyMinor, 0)).toBe(6_700);
    expect(parts.reduce((sum, part) => sum + part.reversedPoints, 0)).toBe(67);
    expect(await readWallet(deps, brandId, customerId)).toEqual({ available: 100, pending: 0 });
    await expectAddsUp(brandId);
  });

  it('goes by lines: a line that did not earn takes nothing back', async () => {
    const { brandId, customerId } = await open();
    const bought = await buy(purchasing, brandId, {
      customerId,
      lines: [
        { id: 'coffee', quantity: 3, unitPriceMinor: 10_000 },
        { id: 'delivery', quantity: 1, unitPriceMinor: 20_000, earns: false },
      ],
    });
    expect(bought.body.earnedPoints).toBe(300);
    const delivery = await refund(brandId, bought.body.id, { lines: [{ id: 'delivery', quantity: 1 }] });
    expect(delivery.body).toMatchObject({ amountMinor: 20_000, reversedPoints: 0 });
    const coffee = await refund(brandId, bought.body.id, { lines: [{ id: 'coffee', quantity: 2 }] });
    expect(coffee.body).toMatchObject({ amountMinor: 20_000, reversedPoints: 200, refundableMinor: 10_000 });
    await expect(
      refund(brandId, bought.body.id, { lines: [{ id: 'coffee', quantity: 2 }] }),
    ).rejects.toMatchObject({ code: 'refund_exceeds_original' });
    await expect(
      refund(brandId, bought.body.id, { lines: [{ id: 'tea', quantity: 1 }] }, 'tea'),
    ).rejects.toMatchObject({ code: 'validation_failed', fields: [{ path: 'lines.0.id' }] });
    const corrected = await refund(
      brandId,
      bought.body.id,
      { lines: [{ id: 'coffee', quantity: 1 }] },
      'tea',
    );
    expect(corrected).toMatchObject({ status: 201, body: { refundableMinor: 0 } });
    await expectAddsUp(brandId);
  });

  it('of many at once never gives back more than was bought', async () => {
    const { brandId, customerId } = await open();
    const bought = await buy(purchasing, brandId, { customerId, totalMinor: 10_000 });
    const other = openRefunding(deps);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => {
        const body: RefundBody = { externalId: receipt(), amountMinor: 3_000 };
        const repeat = {
          brandId,
          caller: 'api:till-1',
          route: 'refundPurchase',
          key: body.externalId,
          inputHash: '',
        };
        const asker = { source: 'api', actor: { kind: 'apiKey', id: 'till-1' }, repeat } as const;
        const question = {
          brandId,
          purchaseId: bought.body.id ?? '',
          body,
          asker,
          language: 'en',
        } as const;
        return (index % 2 ? other : refunding).refund(question);
      }),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    expect(await readWallet(deps, brandId, customerId)).toEqual({ available: 10, pending: 0 });
    await expectAddsUp(brandId);
  });

  it('is one by its externalId and by its key', async () => {
    const { brandId, customerId } = await open();
    const bought = await buy(purchasing, brandId, { customerId, totalMinor: 10_000 });
    const externalId = receipt();
    const first = await refund(brandId, bought.body.id, { externalId, amountMinor: 1_000 }, 'k1');
    const byKey = await refund(brandId, bought.body.id, { externalId, amountMinor: 1_000 }, 'k1');
    const byId = await refund(brandId, bought.body.id, { externalId, amountMinor: 1_000 }, 'k2');
    expect(byKey).toEqual({ body: first.body, status: 201, isReplay: true });
    expect(byId).toEqual({ body: first.body, status: 200, isReplay: false });
    await expect(refund(brandId, bought.body.id, { externalId, amountMinor: 2_000 })).rejects.toMatchObject({
      code: 'external_id_conflict',
    });
    await expect(refund(brandId, deps.random.id())).rejects.toMatchObject({ code: 'purchase_not_found' });
  });
});

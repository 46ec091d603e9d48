import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { openPurchasing, type Purchasing } from './purchases.ts';
import { buy, readWallet, receipt, tillAsker } from './testing.ts';

let deps: TestDeps;
let close: () => Promise<void>;
let purchasing: Purchasing;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  purchasing = openPurchasing(deps);
});
afterAll(() => close());

const pointPerRouble = {
  effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
  redeemCapPercent: 100,
} as const;

describe('a purchase', () => {
  it('earns by the programme and answers with the wallet and the movement in words', async () => {
    const brand = await makeBrand(deps);
    const customerId = await makeMember(deps, brand.id);
    const { body, status } = await buy(purchasing, brand.id, { customerId, totalMinor: 90_000 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      totalMinor: 90_000,
      paidMinor: 90_000,
      earnedPoints: 45,
      redeemedPoints: 0,
      maxRedeemPoints: 0,
      wallet: { available: 45, pending: 0 },
    });
    expect(body.entries[0]?.explanation).toBe('Earned 45\u00a0beans for a purchase of ₽900');
    expect(body.entries[0]?.expiresAt).toBe('2027-03-31T21:00:00.000Z');
    expect(await readWallet(deps, brand.id, customerId)).toEqual({ available: 45, pending: 0 });
  });

  it('is paid partly with points, as many as the programme allows', async () => {
    const brand = await makeBrand(deps, { programme: { ...pointPerRouble, redeemCapPercent: 30 } });
    const customerId = await makeMember(deps, brand.id);
    await buy(purchasing, brand.id, { customerId, totalMinor: 30_000 });
    const { body } = await buy(purchasing, brand.id, {
      customerId,
      totalMinor: 25_000,
      redeemPoints: 'max',
    });
    expect(body).toMatchObject({ redeemedPoints: 75, paidMinor: 17_500, earnedPoints: 175 });
    expect(body.wallet.available).toBe(300 - 75 + 175);
    await expect(
      buy(purchasing, brand.id, { customerId, totalMinor: 25_000, redeemPoints: 76 }),
    ).rejects.toMatchObject({ code: 'redeem_over_limit', values: { limit: 75 } });
  });

  it('is one by its receipt number: the same content is found, another is refused', async () => {
    const brand = await makeBrand(deps);
    const customerId = await makeMember(deps, brand.id);
    const externalId = receipt();
    const first = await buy(purchasing, brand.id, { externalId, customerId, totalMinor: 90_000 });
    const again = await buy(purchasing, brand.id, { externalId, customerId, totalMinor: 90_000 });
    expect(again).toEqual({ body: first.body, status: 200, isReplay: false });
    await expect(
      buy(purchasing, brand.id, { externalId, customerId, totalMinor: 90_001 }),
    ).rejects.toMatchObject({ code: 'external_id_conflict' });
    const other = await makeMember(deps, brand.id);
    await expect(
      buy(purchasing, brand.id, { externalId, customerId: other, totalMinor: 90_000 }),
    ).rejects.toMatchObject({ code: 'external_id_conflict' });
    expect(await readWallet(deps, brand.id, customerId)).toEqual({ available: 45, pending: 0 });
  });

  it('has one effect under one key, sent 50 times at once, and each time the first answer', async () => {
    const brand = await makeBrand(deps);
    const customerId = await makeMember(deps, brand.id);
    const body = { externalId: receipt(), customerId, totalMinor: 10_000 };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        purchasing.create(brand.id, body, tillAsker(brand.id, body, 'one-key'), 'ru'),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.filter((answer) => !answer.isReplay)).toHaveLength(1);
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
    expect(await deps.db.prisma.entry.count({ where: { brandId: brand.id } })).toBe(1);
    await expect(
      purchasing.create(brand.id, body, tillAsker(brand.id, { other: true }, 'one-key'), 'ru'),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('lets exactly 3 of 50 parallel spends of 30 from 100 through, in two processes too', async () => {
    const brand = await makeBrand(deps, { programme: pointPerRouble });
    const customerId = await makeMember(deps, brand.id);
    await buy(purchasing, brand.id, { customerId, totalMinor: 10_000 });
    const second = openPurchasing(deps);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        // Points for all of it, so nothing is earned back.
        buy(index % 2 ? second : purchasing, brand.id, { customerId, totalMinor: 3_000, redeemPoints: 30 }),
      ),
    );
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    expect(new Set(refusals)).toEqual(new Set(['insufficient_points']));
    expect(await readWallet(deps, brand.id, customerId)).toEqual({ available: 10, pending: 0 });
  });
});

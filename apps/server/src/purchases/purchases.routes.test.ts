import type { Scope } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApiKey } from '../api-keys/api-keys.ts';
import { buildApp } from '../app.ts';
import { systemActor } from '../audit/audit.ts';
import { issueCard } from '../customers/cards.ts';
import { createTestDeps, makeBrand, makeMember, makeStaff, type TestDeps } from '../testing.ts';
import { receipt } from './testing.ts';

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

const everyScope: Scope[] = ['purchases:read', 'purchases:write', 'customers:read', 'adjustments:write'];

async function shop(scopes: Scope[] = everyScope) {
  const brand = await makeBrand(deps, { programme: { redeemCapPercent: 100 } });
  const { secret } = await createApiKey(deps.db.prisma, deps.random, {
    brandId: brand.id,
    name: 'till',
    scopes,
    createdBy: null,
    actor: systemActor,
  });
  const cashier = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'cashier' }] });
  const support = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'support' }] });
  const customerId = await makeMember(deps, brand.id);
  const headers = (key: string = receipt()) => ({
    authorization: `Bearer ${secret}`,
    'idempotency-key': key,
    'accept-language': 'en',
  });
  const admin = `/api/admin/brands/${brand.slug}`;
  return { brand, headers, cashier, support, customerId, admin };
}

function post(url: string, headers: Record<string, string>, payload: object | string) {
  return app.inject({ method: 'POST', url, headers, payload });
}

describe('a till over the API', () => {
  it('calculates without writing, books, repeats, reads and refunds', async () => {
    const { headers, customerId, brand } = await shop();
    const body = { externalId: receipt(), customerId, totalMinor: 100_000 };
    const calculated = await post('/v1/purchases/calculate', headers(), body);
    expect(calculated.statusCode).toBe(200);
    expect(calculated.json()).toMatchObject({ id: null, earnedPoints: 50, wallet: { available: 50 } });
    expect(await deps.db.prisma.purchase.count({ where: { brandId: brand.id } })).toBe(0);

    const key = receipt();
    const booked = await post('/v1/purchases', headers(key), body);
    expect(booked.statusCode).toBe(201);
    const again = await post('/v1/purchases', headers(key), body);
    expect([again.statusCode, again.body]).toEqual([201, booked.body]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const found = await post('/v1/purchases', headers(), body);
    expect([found.statusCode, found.body]).toEqual([200, booked.body]);

    const { id } = booked.json<{ id: string }>();
    const refunded = await post(`/v1/purchases/${id}/refunds`, headers(), {
      externalId: receipt(),
      amountMinor: 40_000,
    });
    expect(refunded.statusCode).toBe(201);
    expect(refunded.json()).toMatchObject({ reversedPoints: 20, refundableMinor: 60_000 });
    const view = await app.inject({ url: `/v1/purchases/${id}`, headers: headers() });
    expect(view.json()).toMatchObject({
      refundedMinor: 40_000,
      refunds: [{ amountMinor: 40_000 }],
      entries: [{ kind: 'accrual' }, { kind: 'reversal' }],
    });
  });

  it('is told what is wrong with its request, field by field', async () => {
    const { headers, customerId } = await shop();
    const good = { externalId: 'r', customerId, totalMinor: 100 };
    const wrong: [object, string][] = [
      [{ ...good, totalMinor: '100' }, 'totalMinor'],
      [{ ...good, totalMinor: 1.5 }, 'totalMinor'],
      [{ ...good, totalMinor: -1 }, 'totalMinor'],
      [{ ...good, totalMinor: 0 }, 'totalMinor'],
      [{ ...good, totalMinor: 1_000_000_000_001 }, 'totalMinor'],
      [{ ...good, tip: 5 }, 'tip'],
      [{ externalId: 'r', totalMinor: 100 }, 'customerId'],
      [{ ...good, occurredAt: '2026-03-12T09:36:00.000Z' }, 'occurredAt'],
      [{ ...good, occurredAt: '1999-12-31T23:59:59.999Z' }, 'occurredAt'],
      [{ ...good, occurredAt: '0000-01-01T00:00:00.000Z' }, 'occurredAt'],
      [{ ...good, lines: [{ id: '1', quantity: 1, unitPriceMinor: 100, name: 'a\0' }] }, 'lines.0.name'],
    ];
    for (const [body, path] of wrong) {
      const response = await post('/v1/purchases', headers(), body);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ code: 'validation_failed', errors: [{ path }] });
    }
    const mismatch = await post('/v1/purchases', headers(), {
      ...good,
      lines: [{ id: '1', quantity: 1, unitPriceMinor: 99 }],
    });
    expect([mismatch.statusCode, mismatch.json().code]).toEqual([422, 'total_mismatch']);
  });

  it('needs a key with the scope, and an Idempotency-Key', async () => {
    const { headers, customerId } = await shop(['purchases:read']);
    const body = { externalId: receipt(), customerId, totalMinor: 100 };
    expect((await post('/v1/purchases', headers(), body)).json().code).toBe('scope_missing');
    expect((await post('/v1/purchases', {}, body)).json().code).toBe('api_key_invalid');
    const { authorization } = (await shop()).headers();
    expect((await post('/v1/purchases', { authorization }, body)).json().code).toBe(
      'idempotency_key_missing',
    );
  });

  it('hears of another body under its key, and the refusal that was kept', async () => {
    const { headers, customerId } = await shop();
    const body = { externalId: receipt(), customerId, totalMinor: 10_000, redeemPoints: 5 };
    const refused = await post('/v1/purchases', headers('k1'), body);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'insufficient_points']);
    await post('/v1/purchases', headers(), { externalId: receipt(), customerId, totalMinor: 10_000 });
    const repeated = await post('/v1/purchases', headers('k1'), body);
    expect([repeated.statusCode, repeated.headers['idempotent-replayed']]).toEqual([409, 'true']);
    const reused = await post('/v1/purchases', headers('k1'), { ...body, totalMinor: 10_001 });
    expect([reused.statusCode, reused.json().code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('takes a card or a code once, and a repeat of that purchase needs it no more', async () => {
    const { headers, customerId, brand } = await shop();
    const first = await issueCard(deps, brand.id, customerId);
    const body = { externalId: receipt(), card: first.card, totalMinor: 10_000 };
    const booked = await post('/v1/purchases', headers(), body);
    expect(booked.statusCode).toBe(201);
    expect((await post('/v1/purchases', headers(), body)).body).toBe(booked.body);
    const stolen = await post('/v1/purchases', headers(), { ...body, externalId: receipt() });
    expect([stolen.statusCode, stolen.json().code]).toEqual([404, 'card_not_valid']);

    const second = await issueCard(deps, brand.id, customerId);
    const twice = await Promise.all(
      [second.code, second.code].map((code) =>
        post('/v1/purchases', headers(), { externalId: receipt(), code, totalMinor: 10_000 }),
      ),
    );
    expect(twice.map((response) => response.statusCode).sort()).toEqual([201, 404]);
  });

  it('finds nothing of another brand', async () => {
    const mine = await shop();
    const other = await shop();
    const body = { externalId: receipt(), customerId: mine.customerId, totalMinor: 10_000 };
    const booked = await post('/v1/purchases', mine.headers(), body);
    const { id } = booked.json<{ id: string }>();
    const { card } = await issueCard(deps, mine.brand.id, mine.customerId);
    const answers = [
      await post('/v1/purchases', other.headers(), body),
      await post('/v1/purchases', other.headers(), { externalId: 'x', card, totalMinor: 100 }),
      await app.inject({ url: `/v1/purchases/${id}`, headers: other.headers() }),
      await post(`/v1/purchases/${id}/refunds`, other.headers(), { externalId: 'x' }),
      await app.inject({ url: `/v1/customers/${mine.customerId}/entries`, headers: other.headers() }),
      await post(`/v1/customers/${mine.customerId}/adjustments`, other.headers(), {
        points: 1,
        reason: 'mine now',
      }),
      await app.inject({ url: `${mine.admin}/purchases/${id}`, headers: other.cashier.headers }),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual([404, 404, 404, 404, 404, 404, 404]);
  });
});

describe('the till in the admin', () => {
  it('looks a customer up, using the card up, then rings up, lists, shows and refunds', async () => {
    const { cashier, admin, customerId, brand } = await shop();
    const { card } = await issueCard(deps, brand.id, customerId);
    const headers = () => ({ ...cashier.headers, 'idempotency-key': receipt() });
    const found = await post(`${admin}/till/lookup`, cashier.headers, { card });
    expect([found.statusCode, found.json().id]).toEqual([200, customerId]);
    expect((await post(`${admin}/till/lookup`, cashier.headers, { card })).json().code).toBe(
      'card_not_valid',
    );

    const body = { externalId: receipt(), customerId, totalMinor: 50_000 };
    expect((await post(`${admin}/till/calculate`, cashier.headers, body)).json().earnedPoints).toBe(25);
    const rung = await post(`${admin}/till/purchases`, headers(), body);
    expect(rung.statusCode).toBe(201);
    const { id } = rung.json<{ id: string }>();

    const list = await app.inject({ url: `${admin}/purchases?refunded=none`, headers: cashier.headers });
    expect(list.json()).toMatchObject({ total: 1, nextCursor: null, items: [{ id, source: 'till' }] });
    const details = await app.inject({ url: `${admin}/purchases/${id}`, headers: cashier.headers });
    expect(details.json()).toMatchObject({ id, customer: { id: customerId, wallet: { available: 25 } } });

    const key = receipt();
    const refund = { externalId: receipt() };
    const path = `${admin}/purchases/${id}/refunds`;
    const asked = await post(`${path}/calculate`, cashier.headers, { amountMinor: 20_000 });
    expect(asked.json()).toMatchObject({ id: null, moneyMinor: 20_000, reversedPoints: 10 });
    const once = await post(path, { ...cashier.headers, 'idempotency-key': key }, refund);
    expect([once.statusCode, once.json().reversedPoints]).toEqual([201, 25]);
    const twice = await post(path, { ...cashier.headers, 'idempotency-key': key }, refund);
    expect([twice.body, twice.headers['idempotent-replayed']]).toEqual([once.body, 'true']);
    const audited = await deps.db.prisma.auditEntry.findMany({
      where: { brandId: brand.id, action: 'purchase.refunded' },
    });
    expect(audited).toMatchObject([{ targetId: id, actorId: cashier.userId }]);
  });

  it('pages through purchases, newest first, and finds them by receipt, day and state', async () => {
    const { cashier, admin, customerId, headers } = await shop();
    for (let day = 1; day <= 5; day++) {
      await post('/v1/purchases', headers(), {
        externalId: `no-${day}`,
        customerId,
        totalMinor: 1_000,
        occurredAt: `2026-03-0${day}T10:00:00Z`,
      });
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = `${admin}/purchases?limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const page: { items: { externalId: string }[]; nextCursor: string | null } = (
        await app.inject({ url, headers: cashier.headers })
      ).json();
      seen.push(...page.items.map((item) => item.externalId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['no-5', 'no-4', 'no-3', 'no-2', 'no-1']);
    const query = 'from=2026-03-02T00:00:00Z&to=2026-03-04T00:00:00Z';
    const between = await app.inject({ url: `${admin}/purchases?${query}`, headers: cashier.headers });
    expect(between.json().total).toBe(2);
    const fully = await app.inject({ url: `${admin}/purchases?refunded=fully`, headers: cashier.headers });
    expect(fully.json().total).toBe(0);
    const byReceipt = await app.inject({ url: `${admin}/purchases?q=no-3`, headers: cashier.headers });
    expect(byReceipt.json().items).toHaveLength(1);
    const wrong = await app.inject({ url: `${admin}/purchases?cursor=nonsense`, headers: cashier.headers });
    expect(wrong.statusCode).toBe(400);
  });

  it('is closed to those without the right', async () => {
    const { support, admin, customerId } = await shop();
    const headers = { ...support.headers, 'idempotency-key': receipt() };
    const answer = await post(`${admin}/till/purchases`, headers, {
      externalId: 'x',
      customerId,
      totalMinor: 1,
    });
    expect(answer.json().code).toBe('permission_missing');
    const path = `${admin}/purchases/${customerId}/refunds/calculate`;
    expect((await post(path, support.headers, {})).json().code).toBe('permission_missing');
  });
});

describe('movements and adjustments', () => {
  it('show in words and by pages what happened, by program and by staff', async () => {
    const { headers, support, customerId, admin } = await shop();
    const url = `/v1/customers/${customerId}/adjustments`;
    const given = await post(url, headers(), { points: 100, reason: 'Sorry for the wait' });
    expect(given.statusCode).toBe(201);
    expect(given.json()).toMatchObject({
      entry: { points: 100, explanation: 'Received 100\u00a0beans: Sorry for the wait' },
      wallet: { available: 100 },
    });
    const byStaff = await post(
      `${admin}/customers/${customerId}/adjustments`,
      { ...support.headers, 'idempotency-key': receipt(), 'accept-language': 'ru' },
      { points: -30, reason: 'Ошибка кассира' },
    );
    expect(byStaff.json().entry.explanation).toBe('Списали 30\u00a0зёрен: Ошибка кассира');

    const first = await app.inject({
      url: `/v1/customers/${customerId}/entries?limit=1`,
      headers: headers(),
    });
    expect(first.json().items).toMatchObject([{ points: -30, availableAfter: 70 }]);
    const rest = await app.inject({
      url: `/v1/customers/${customerId}/entries?cursor=${first.json().nextCursor}`,
      headers: headers(),
    });
    expect(rest.json()).toMatchObject({ items: [{ points: 100 }], nextCursor: null });
    const profile = await app.inject({
      url: `${admin}/customers/${customerId}/entries`,
      headers: support.headers,
    });
    expect(profile.json().items).toHaveLength(2);
    expect(profile.body).not.toContain(support.userId);
  });

  it('happen once under a key, and never below what there is or above what the role may', async () => {
    const { headers, support, customerId, admin, brand } = await shop();
    const url = `/v1/customers/${customerId}/adjustments`;
    const body = { points: 10, reason: 'A gift' };
    const all = await Promise.all(Array.from({ length: 5 }, () => post(url, headers('gift'), body)));
    expect(all.every(({ statusCode }) => statusCode === 201 || statusCode === 409)).toBe(true);
    expect((await post(url, headers('gift'), body)).statusCode).toBe(201);
    // Long after the kept answer is gone, the key on the entry still stands.
    await deps.db.prisma.idempotencyKey.deleteMany({ where: { brandId: brand.id } });
    expect((await post(url, headers('gift'), body)).json().wallet).toEqual({ available: 10, pending: 0 });
    expect(await deps.db.prisma.entry.count({ where: { brandId: brand.id } })).toBe(1);

    const tooMuch = await post(url, headers(), { points: -11, reason: 'Too much' });
    expect([tooMuch.statusCode, tooMuch.json().code]).toEqual([409, 'insufficient_points']);
    expect((await post(url, headers(), { points: 999_999_999_990, reason: 'Rich' })).statusCode).toBe(201);
    const full = [
      await post(url, headers(), { points: 1, reason: 'One more' }),
      await post('/v1/purchases', headers(), { externalId: receipt(), customerId, totalMinor: 10_000 }),
    ];
    for (const answer of full)
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'points_over_limit']);
    const overLimit = await post(
      `${admin}/customers/${customerId}/adjustments`,
      { ...support.headers, 'idempotency-key': receipt() },
      { points: 1_001, reason: 'Too generous' },
    );
    expect([overLimit.statusCode, overLimit.json().code]).toEqual([403, 'adjustment_over_limit']);
  });
});

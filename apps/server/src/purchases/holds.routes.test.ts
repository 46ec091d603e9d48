import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApiKey } from '../api-keys/api-keys.ts';
import { buildApp } from '../app.ts';
import { systemActor } from '../audit/audit.ts';
import { issueCard } from '../customers/cards.ts';
import { firstProgramme } from '../brands/new-brand.ts';
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

const programme = { ...firstProgramme, effect: { kind: 'percent', basisPoints: 1_000 } } as const;

async function till(
  scopes: Parameters<typeof createApiKey>[2]['scopes'] = ['purchases:read', 'purchases:write'],
) {
  const brand = await makeBrand(deps, { programme });
  const { secret } = await createApiKey(deps.db.prisma, deps.random, {
    brandId: brand.id,
    name: 'till',
    scopes,
    createdBy: null,
    actor: systemActor,
  });
  const customerId = await makeMember(deps, brand.id);
  const headers = (key: string = receipt(), language = 'en') => ({
    authorization: `Bearer ${secret}`,
    'idempotency-key': key,
    'accept-language': language,
  });
  const post = (url: string, payload?: object, given = headers()) =>
    app.inject({ method: 'POST', url, headers: given, ...(payload ? { payload } : {}) });
  return { brand, customerId, headers, post };
}

describe('a till that sells in two steps', () => {
  it('holds by a code, looks, confirms with the final bill, and hears the same again under its keys', async () => {
    const { brand, customerId, headers, post } = await till();
    await post('/v1/purchases', { externalId: receipt(), customerId, totalMinor: 200_000 });
    const { code } = await issueCard(deps, brand.id, customerId);
    const body = { externalId: receipt(), code, totalMinor: 50_000, redeemPoints: 'max' };
    const held = await post('/v1/holds', body, headers('h1'));
    expect(held.statusCode).toBe(201);
    expect(held.json()).toMatchObject({
      state: 'held',
      customerId,
      redeemedPoints: 200,
      paidMinor: 30_000,
      earnedPoints: 30,
      wallet: { available: 0, pending: 0, held: 200 },
    });
    const again = await post('/v1/holds', body, headers('h1'));
    expect([again.statusCode, again.body, again.headers['idempotent-replayed']]).toEqual([
      201,
      held.body,
      'true',
    ]);
    expect((await post('/v1/holds', body)).statusCode).toBe(200);
    const stolen = await post('/v1/holds', { ...body, externalId: receipt() });
    expect([stolen.statusCode, stolen.json().code]).toEqual([404, 'card_not_valid']);

    const { id } = held.json<{ id: string }>();
    const seen = await app.inject({ url: `/v1/holds/${id}`, headers: headers() });
    expect([seen.statusCode, seen.body]).toEqual([200, held.body]);

    const final = { totalMinor: 30_000, receiptNumber: '0000123' };
    const booked = await post(`/v1/holds/${id}/confirm`, final, headers('c1'));
    expect(booked.statusCode).toBe(201);
    expect(booked.json()).toMatchObject({
      externalId: body.externalId,
      redeemedPoints: 150,
      paidMinor: 15_000,
      earnedPoints: 15,
      wallet: { available: 65, pending: 0 },
    });
    const repeated = await post(`/v1/holds/${id}/confirm`, final, headers('c1'));
    expect([repeated.statusCode, repeated.body, repeated.headers['idempotent-replayed']]).toEqual([
      201,
      booked.body,
      'true',
    ]);
    const view = await app.inject({ url: `/v1/purchases/${booked.json().id}`, headers: headers() });
    expect(view.json()).toMatchObject({ receiptNumber: '0000123', totalMinor: 30_000 });

    const late = await post(`/v1/holds/${id}/confirm`, final, headers('c2', 'ru'));
    expect([late.statusCode, late.json().code]).toEqual([409, 'hold_not_open']);
    expect(late.json().detail).toContain('confirmed');
  });

  it('gives a hold up once, and is told of one that is over or nowhere', async () => {
    const { customerId, headers, post } = await till();
    await post('/v1/purchases', { externalId: receipt(), customerId, totalMinor: 200_000 });
    const make = async (fields: object = {}) => {
      const body = { externalId: receipt(), customerId, totalMinor: 20_000, redeemPoints: 50, ...fields };
      return (await post('/v1/holds', body)).json<{ id: string }>().id;
    };
    const id = await make();
    const released = await post(`/v1/holds/${id}/release`, undefined, headers('r1'));
    expect([released.statusCode, released.json()]).toMatchObject([
      200,
      { state: 'released', wallet: { available: 200, held: 0 } },
    ]);
    const again = await post(`/v1/holds/${id}/release`, undefined, headers('r1'));
    expect([again.statusCode, again.body]).toEqual([200, released.body]);
    const other = await post(`/v1/holds/${id}/release`);
    expect([other.statusCode, other.json().code]).toEqual([409, 'hold_not_open']);

    const short = await make({ expiresInSeconds: 30 });
    deps.clock.advance(30_000);
    const late = await post(`/v1/holds/${short}/confirm`, {});
    expect([late.statusCode, late.json().code]).toEqual([409, 'hold_expired']);
    const nowhere = await post(`/v1/holds/${deps.random.id()}/confirm`, {});
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'hold_not_found']);
    const stranger = await till();
    for (const path of [`/v1/holds/${short}/confirm`, `/v1/holds/${short}/release`]) {
      expect((await stranger.post(path, {})).statusCode).toBe(404);
    }
  });

  it('is told what is wrong with its request, and needs the scope and a key', async () => {
    const { customerId, headers, post } = await till();
    const good = { externalId: 'h', customerId, totalMinor: 10_000 };
    for (const [body, path] of [
      [{ ...good, expiresInSeconds: 0 }, 'expiresInSeconds'],
      [{ ...good, expiresInSeconds: 86_401 }, 'expiresInSeconds'],
      [{ ...good, expiresInSeconds: '600' }, 'expiresInSeconds'],
      [{ externalId: 'h', totalMinor: 10_000 }, 'customerId'],
      [{ externalId: 'h', customerId }, 'totalMinor'],
      [{ ...good, receiptNumber: '1' }, 'receiptNumber'],
    ] as const) {
      const response = await post('/v1/holds', body);
      expect(response.json()).toMatchObject({ code: 'validation_failed', errors: [{ path }] });
    }
    const { id } = (await post('/v1/holds', good)).json<{ id: string }>();
    const line = { id: '1', quantity: 1, unitPriceMinor: 100 };
    for (const [body, path] of [
      [{ lines: [line, line] }, 'lines'],
      [{ totalMinor: -1 }, 'totalMinor'],
      [{ externalId: 'other' }, 'externalId'],
    ] as const) {
      const response = await post(`/v1/holds/${id}/confirm`, body);
      expect(response.json()).toMatchObject({ code: 'validation_failed', errors: [{ path }] });
    }
    const { authorization } = headers();
    const keyless = await post('/v1/holds', good, { authorization } as ReturnType<typeof headers>);
    expect(keyless.json().code).toBe('idempotency_key_missing');
    const reader = await till(['purchases:read']);
    expect((await reader.post('/v1/holds', good)).json().code).toBe('scope_missing');
  });
});

describe('a purchase sent later', () => {
  it('earns by the programme of its time, and spends no points', async () => {
    const { brand, customerId, post } = await till();
    await post('/v1/purchases', { externalId: receipt(), customerId, totalMinor: 200_000 });
    const before = deps.clock.now().toISOString();
    deps.clock.advance(3_600_000);
    const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
    const saved = await app.inject({
      method: 'PUT',
      url: `/api/admin/brands/${brand.slug}/programme`,
      headers: owner.headers,
      payload: {
        baseVersion: 1,
        settings: { ...programme, effect: { kind: 'percent', basisPoints: 2_000 } },
      },
    });
    expect(saved.statusCode).toBe(200);
    const sold = { customerId, totalMinor: 10_000 };
    const earned = async (fields: object) =>
      (await post('/v1/purchases', { externalId: receipt(), ...sold, ...fields })).json().earnedPoints;
    expect(await earned({})).toBe(20);
    expect(await earned({ occurredAt: before })).toBe(10);
    // Before the first version there was no other.
    expect(await earned({ occurredAt: '2020-01-01T12:00:00+03:00' })).toBe(10);
    expect(await earned({ occurredAt: deps.clock.now().toISOString() })).toBe(20);

    const spending = { ...sold, externalId: receipt(), redeemPoints: 10 };
    const late = new Date(deps.clock.now().getTime() - 5 * 60_000 - 1).toISOString();
    const justInTime = new Date(deps.clock.now().getTime() - 5 * 60_000).toISOString();
    for (const path of ['/v1/purchases', '/v1/purchases/calculate', '/v1/holds']) {
      for (const redeemPoints of [10, 'max']) {
        const refused = await post(path, { ...spending, redeemPoints, occurredAt: late });
        expect([refused.statusCode, refused.json().code]).toEqual([422, 'redeem_offline']);
      }
    }
    const body = { ...spending, occurredAt: justInTime };
    expect((await post('/v1/purchases', body)).statusCode).toBe(201);
    // What was booked in time is found however late it is sent again.
    deps.clock.advance(3_600_000);
    expect((await post('/v1/purchases', body)).statusCode).toBe(200);
  });
});

describe('a refund that is only asked about', () => {
  it('shows what the refund then does, and writes nothing', async () => {
    const { brand, customerId, post } = await till();
    const lines = [
      { id: 'a', quantity: 2, unitPriceMinor: 10_000 },
      { id: 'b', quantity: 1, unitPriceMinor: 5_000 },
    ];
    await post('/v1/purchases', { externalId: receipt(), customerId, totalMinor: 100_000 });
    const bought = await post('/v1/purchases', {
      externalId: receipt(),
      customerId,
      lines,
      redeemPoints: 50,
    });
    const { id } = bought.json<{ id: string }>();
    for (const part of [{ lines: [{ id: 'a', quantity: 1 }] }, { amountMinor: 5_000 }, {}]) {
      const asked = await post(`/v1/purchases/${id}/refunds/calculate`, part);
      expect(asked.statusCode).toBe(200);
      expect(asked.json()).toMatchObject({ id: null, externalId: null, purchaseId: id, entries: [] });
      const count = await deps.db.prisma.refund.count({ where: { brandId: brand.id } });
      const done = await post(`/v1/purchases/${id}/refunds`, { externalId: receipt(), ...part });
      expect(await deps.db.prisma.refund.count({ where: { brandId: brand.id } })).toBe(count + 1);
      const { id: _id, externalId: _externalId, entries: _entries, ...effect } = done.json();
      expect(asked.json()).toMatchObject(effect);
    }
    const over = await post(`/v1/purchases/${id}/refunds/calculate`, {});
    expect([over.statusCode, over.json().code]).toEqual([409, 'already_refunded']);
    const other = await till();
    expect((await other.post(`/v1/purchases/${id}/refunds/calculate`, {})).statusCode).toBe(404);
    const both = { amountMinor: 1, lines: [{ id: 'a', quantity: 1 }] };
    expect((await post(`/v1/purchases/${id}/refunds/calculate`, both)).statusCode).toBe(400);
  });
});

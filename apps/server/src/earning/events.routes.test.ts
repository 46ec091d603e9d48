import type { EarningRuleSettings, EventResult } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { addApiKey } from '../customers/testing.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { activateRules, plainRule } from './testing.ts';

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

let count = 0;

async function crm(rules: Partial<EarningRuleSettings>[], scopes?: 'purchases:read'[]) {
  const brand = await makeBrand(deps);
  const ids = await activateRules(
    deps,
    brand.id,
    rules.map((rule) => ({ ...plainRule, ...rule })),
  );
  const customerId = await makeMember(deps, brand.id);
  const { headers } = await addApiKey(deps, brand.id, scopes);
  const send = (body: object, key = `key-${++count}`) =>
    app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { ...headers, 'idempotency-key': key },
      payload: { customerId, externalId: `event-${++count}`, ...body },
    });
  const report = async (body: object, key?: string) => {
    const answer = await send(body, key);
    expect([200, 201], answer.body).toContain(answer.statusCode);
    return answer.json<EventResult>();
  };
  const check = async () => expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]);
  return { brand, ids, customerId, send, report, check };
}

const review = { trigger: { kind: 'review' }, effect: { kind: 'fixed', points: 50 } } as const;

describe('an event', () => {
  it('pays the rules about it, tells why, and is remembered', async () => {
    const { report, check, customerId, brand } = await crm([
      { ...review, name: 'Review', limits: { person: [{ period: 'month', times: 1 }] } },
      {
        ...review,
        name: 'Five stars',
        conditions: { kind: 'property', name: 'stars', min: 5 },
        effect: { kind: 'fixed', points: 70 },
      },
    ]);
    const first = await report({ type: 'review', properties: { stars: 4 } });
    expect(first).toMatchObject({ earnedPoints: 50, wallet: { available: 50 }, entries: [{ points: 50 }] });
    expect(first.rules.map(({ name, points, reason }) => [name, points, reason])).toEqual([
      ['Review', 50, 'paid'],
      ['Five stars', 0, 'condition_not_met'],
    ]);
    expect(first.entries[0]?.explanation).toContain('Review');
    const second = await report({ type: 'review', properties: { stars: 5 } });
    expect(second.rules.map(({ points, reason }) => [points, reason])).toEqual([
      [0, 'person_times_reached'],
      [70, 'paid'],
    ]);
    const row = await deps.db.prisma.customerEvent.findMany({ where: { brandId: brand.id, customerId } });
    expect(row.map(({ type }) => type)).toEqual(['review', 'review']);
    await check();
  });

  it('of its own name pays only the rules that name it', async () => {
    const watched = {
      trigger: { kind: 'event', type: 'video.watched' },
      effect: { kind: 'fixed', points: 5 },
    } as const;
    const { report } = await crm([watched, review]);
    expect((await report({ type: 'video.watched' })).earnedPoints).toBe(5);
    expect(await report({ type: 'video.skipped' })).toMatchObject({ earnedPoints: 0, rules: [] });
  });

  it('is found by the external id of the customer', async () => {
    const { brand, send, customerId } = await crm([review]);
    await deps.db.prisma.customer.update({
      where: { brandId_id: { brandId: brand.id, id: customerId } },
      data: { externalId: 'crm-7' },
    });
    const answer = await send({ customerId: undefined, customerExternalId: 'crm-7', type: 'review' });
    expect(answer.json()).toMatchObject({ customerId, earnedPoints: 50 });
  });

  it('counts once, by key and by its own number', async () => {
    const { send, check } = await crm([review]);
    const body = { type: 'review', externalId: 'r-1' };
    const answers = [
      await send(body, 'k-1'),
      await send(body, 'k-1'),
      await send(body, 'k-2'),
      await send({ ...body, properties: { stars: 1 } }, 'k-3'),
      await send({ ...body, type: 'share' }, 'k-1'),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 200, 409, 422]);
    expect(answers[1]?.headers['idempotent-replayed']).toBe('true');
    expect(answers[2]?.json()).toEqual(answers[0]?.json());
    await check();
  });

  it('keeps every limit when thirty come at once', async () => {
    const { report, check, brand, ids } = await crm([
      { ...review, limits: { totalPoints: 220, totalTimes: 10 } },
    ]);
    const answers = await Promise.all(Array.from({ length: 30 }, () => report({ type: 'review' })));
    expect(answers.reduce((sum, { earnedPoints }) => sum + earnedPoints, 0)).toBe(220);
    expect(
      answers
        .map(({ earnedPoints }) => earnedPoints)
        .filter((points) => points > 0)
        .sort(),
    ).toEqual([20, 50, 50, 50, 50]);
    const total = await deps.db.prisma.earningTotal.findFirst({
      where: { brandId: brand.id, scopeId: ids[0] ?? '' },
    });
    expect([Number(total?.points), total?.times]).toEqual([220, 5]);
    await check();
  });

  it('pays by the rules of the time when it happened', async () => {
    const { report, brand } = await crm([]);
    const before = deps.clock.now();
    deps.clock.advance(3_600_000);
    await activateRules(deps, brand.id, [{ ...plainRule, ...review }]);
    expect((await report({ type: 'review', occurredAt: before.toISOString() })).earnedPoints).toBe(0);
    expect((await report({ type: 'review' })).earnedPoints).toBe(50);
  });

  it('is refused where it makes no sense', async () => {
    const { send, brand } = await crm([review]);
    const stranger = await makeMember(deps, (await makeBrand(deps)).id);
    const code = async (body: object) => (await send({ type: 'review', ...body })).json().code;
    expect(await code({ type: 'purchase' })).toBe('validation_failed');
    expect(await code({ type: 'Review!' })).toBe('validation_failed');
    expect(await code({ customerExternalId: 'both' })).toBe('validation_failed');
    expect(await code({ occurredAt: '2027-01-01T00:00:00Z' })).toBe('validation_failed');
    expect(await code({ properties: { 'bad name': 1 } })).toBe('validation_failed');
    expect(await code({ customerId: stranger })).toBe('customer_not_found');
    expect(await deps.db.prisma.customerEvent.count({ where: { brandId: brand.id } })).toBe(0);
    const poor = await crm([review], ['purchases:read']);
    expect((await poor.send({ type: 'review' })).json().code).toBe('scope_missing');
  });
});

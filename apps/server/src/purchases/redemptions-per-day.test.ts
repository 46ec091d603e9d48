/** How often a day one customer may pay with points. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { bill, call, type Counter, joinCounter, openCounter, ring } from '../coupons/testing.ts';
import { createTestDeps, type TestDeps } from '../testing.ts';

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

async function pay(counter: Counter, customerId: string, redeemPoints: number | 'max') {
  const answer = await ring(counter, bill(customerId, { totalMinor: 100_000, redeemPoints }));
  const { code, redeemedPoints } = answer.json<{ code?: string; redeemedPoints?: number }>();
  return code ?? redeemedPoints;
}

it('counts purchases and open holds of the day, and is over with it', async () => {
  const counter = await openCounter(app, deps, { redemptionsPerDay: 2 });
  const { id } = await joinCounter(counter, 1_000);
  const held = { ...bill(id, { totalMinor: 100_000, redeemPoints: 10 }), expiresInSeconds: 600 };
  expect((await call(counter, 'POST', '/v1/holds', counter.till, held)).statusCode).toBe(201);
  expect(await pay(counter, id, 10)).toBe(10);
  expect(await pay(counter, id, 10)).toBe('redemptions_over_limit');
  expect(await pay(counter, id, 'max')).toBe(0);
  deps.clock.advance(86_400_000);
  expect(await pay(counter, id, 10)).toBe(10);
});

it('without a limit is as often as there are points', async () => {
  const counter = await openCounter(app, deps);
  const { id } = await joinCounter(counter, 1_000);
  for (let time = 0; time < 4; time++) expect(await pay(counter, id, 10)).toBe(10);
});

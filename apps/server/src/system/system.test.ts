import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { buildApp } from '../app.ts';
import { writeDeadLetter } from '../platform/dead-letters.ts';
import { prepareQueue } from '../platform/queue.ts';
import { createTestDeps, makeBrand, makeStaff, type TestDeps, type TestStaff } from '../testing.ts';

let deps: TestDeps;
let close: () => Promise<void>;
let app: FastifyInstance;
let brand: { id: string; slug: string };
let owner: TestStaff;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  await prepareQueue(deps);
  app = await buildApp(deps);
  brand = await makeBrand(deps);
  owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
});

afterAll(async () => {
  await app?.close();
  await close?.();
});

function ask(method: 'GET' | 'POST', path: string, who: TestStaff = owner) {
  return app.inject({
    method,
    url: `/api/admin/brands/${brand.slug}/dead-letters${path}`,
    headers: who.headers,
  });
}

async function fail(brandId: string, job: string) {
  await writeDeadLetter(deps.db.prisma, deps.random, brandId, {
    job,
    payload: { brandId },
    error: new Error(`${job} broke`),
    attempts: 8,
  });
}

test("failed work is listed in pages, newest first, and only the brand's own", async () => {
  const other = await makeBrand(deps);
  await fail(other.id, 'test.foreign');
  for (const job of ['test.first', 'test.second', 'test.third']) await fail(brand.id, job);
  const first = (await ask('GET', '?limit=2')).json();
  expect(first.items.map((item: { job: string }) => item.job)).toEqual(['test.third', 'test.second']);
  expect(first.items[0]).toMatchObject({ error: 'test.third broke', attempts: 8, retriedAt: null });
  const rest = (await ask('GET', `?limit=2&cursor=${first.nextCursor}`)).json();
  expect(rest.items.map((item: { job: string }) => item.job)).toEqual(['test.first']);
  expect(rest.nextCursor).toBeNull();
  expect((await ask('GET', '?cursor=nonsense')).statusCode).toBe(400);
});

test('failed work goes back in the queue once, and it is written down who did that', async () => {
  await fail(brand.id, 'test.again');
  const letter = await deps.db.prisma.deadLetter.findFirstOrThrow({
    where: { brandId: brand.id, job: 'test.again' },
  });
  const answers = await Promise.all([ask('POST', `/${letter.id}/retry`), ask('POST', `/${letter.id}/retry`)]);
  expect(answers.map((answer) => answer.statusCode)).toEqual([204, 204]);
  const { rows } = await deps.db.pool.query(
    `select 1 from graphile_worker.jobs where task_identifier = 'test.again'`,
  );
  expect(rows).toHaveLength(1);
  const entry = await deps.db.prisma.auditEntry.findFirstOrThrow({ where: { brandId: brand.id } });
  expect(entry).toMatchObject({ action: 'dead_letter.retried', actorId: owner.userId, targetId: letter.id });
});

test("another brand's failed work does not exist here, and a cashier sees none", async () => {
  const other = await makeBrand(deps);
  await fail(other.id, 'test.hidden');
  const letter = await deps.db.prisma.deadLetter.findFirstOrThrow({ where: { brandId: other.id } });
  const refused = await ask('POST', `/${letter.id}/retry`);
  expect(refused.statusCode).toBe(404);
  expect(refused.json()).toMatchObject({ code: 'dead_letter_not_found' });
  const cashier = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'cashier' }] });
  expect((await ask('GET', '', cashier)).statusCode).toBe(403);
});

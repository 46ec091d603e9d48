import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { prepareQueue } from '../platform/queue.ts';
import { cleanUpJob } from '../system/clean-up.ts';
import { createTestDeps, makeBrand, makeMember, type TestDeps } from '../testing.ts';
import { remindExpiryJob } from './expiry-reminder.ts';

let deps: TestDeps;
let close: () => Promise<void>;
let brandId: string;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  await prepareQueue(deps);
  ({ id: brandId } = await makeBrand(deps, { programme: { expiryReminderDays: 7 } }));
});

afterAll(() => close?.());

async function makeLot(customerId: string, points: number, expiresAt: string) {
  await deps.db.prisma.lot.create({
    data: {
      brandId,
      id: deps.random.id(),
      customerId,
      points,
      remaining: points,
      state: 'active',
      activeFrom: new Date('2026-01-01T00:00:00.000Z'),
      expiresAt: new Date(expiresAt),
    },
  });
}

function texts(customerId: string) {
  return deps.db.prisma.delivery
    .findMany({ where: { brandId, customerId }, orderBy: { id: 'asc' } })
    .then((rows) => rows.map((row) => row.text.replaceAll(/\s/g, ' ')));
}

const run = () => remindExpiryJob.run(deps, { brandId });

test('points that end on one day are reminded of together, once, and in the day of the brand', async () => {
  deps.clock.set(new Date('2026-03-25T09:30:00.000Z'));
  const customerId = await makeMember(deps, brandId, { telegramId: 501 });
  await makeLot(customerId, 30, '2026-03-31T20:59:59.000Z');
  await makeLot(customerId, 12, '2026-03-31T05:00:00.000Z');
  await makeLot(customerId, 500, '2026-05-31T20:59:59.000Z');
  await run();
  await run();
  expect(await texts(customerId)).toEqual(['31 марта сгорят 42 зерна. Потратьте их при следующей покупке.']);
  deps.clock.set(new Date('2026-05-26T09:30:00.000Z'));
  await run();
  expect((await texts(customerId)).at(-1)).toContain('31 мая сгорят 500 зёрен.');
});

test('points that lapse for want of purchases are reminded of as such, and a purchase moves the day', async () => {
  await deps.db.prisma.programmeVersion.updateMany({ where: { brandId }, data: { inactivityMonths: 6 } });
  deps.clock.set(new Date('2026-03-25T09:30:00.000Z'));
  const customerId = await makeMember(deps, brandId, { telegramId: 503 });
  await makeLot(customerId, 40, '2027-12-31T20:59:59.000Z');
  const told = '25 сентября сгорят 40 зёрен, если до этого не будет покупок.';
  deps.clock.set(new Date('2026-09-20T09:30:00.000Z'));
  await run();
  expect(await texts(customerId)).toEqual([told]);
  await deps.db.prisma.customerStats.upsert({
    where: { brandId_customerId: { brandId, customerId } },
    create: { brandId, customerId, lastPurchaseAt: deps.clock.now() },
    update: { lastPurchaseAt: deps.clock.now() },
  });
  await run();
  expect(await texts(customerId)).toEqual([told]);
  await deps.db.prisma.programmeVersion.updateMany({ where: { brandId }, data: { inactivityMonths: 0 } });
});

test('nobody is reminded at night, nor without a chat', async () => {
  const customerId = await makeMember(deps, brandId, { telegramId: 502 });
  const unknown = await makeMember(deps, brandId);
  deps.clock.set(new Date('2026-06-01T01:30:00.000Z'));
  await makeLot(customerId, 5, '2026-06-03T12:00:00.000Z');
  await makeLot(unknown, 5, '2026-06-03T12:00:00.000Z');
  await run();
  expect(await texts(customerId)).toEqual([]);
  deps.clock.set(new Date('2026-06-01T09:30:00.000Z'));
  await run();
  expect(await texts(customerId)).toHaveLength(1);
  expect(await texts(unknown)).toEqual([]);
});

test('what is kept for a while only is cleaned away, what is fresh stays', async () => {
  const now = deps.clock.now();
  const customerId = await makeMember(deps, brandId);
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const { prisma } = deps.db;
  for (const days of [0, 3]) {
    const expiresAt = daysAgo(days);
    await prisma.card.create({
      data: {
        brandId,
        cardHash: `card-${days}`,
        code: `00000${days}`,
        customerId,
        issuedAt: expiresAt,
        expiresAt,
      },
    });
  }
  for (const days of [1, 8]) {
    const scope = { brandId, caller: 'api:1', route: 'createPurchase', key: `key-${days}` };
    await prisma.idempotencyKey.create({
      data: { ...scope, inputHash: '', status: 201, createdAt: daysAgo(days) },
    });
    await prisma.telegramUpdate.create({
      data: {
        brandId,
        telegramBotId: 1,
        updateId: days,
        orderKey: 'none',
        payload: {},
        handledAt: daysAgo(days),
      },
    });
  }
  await prisma.telegramUpdate.create({
    data: { brandId, telegramBotId: 1, updateId: 99, orderKey: 'none', payload: {}, receivedAt: daysAgo(99) },
  });
  await cleanUpJob.run(deps, { brandId });
  expect((await prisma.card.findMany({ where: { brandId } })).map((row) => row.cardHash)).toEqual(['card-0']);
  expect((await prisma.idempotencyKey.findMany()).map((row) => row.key)).toEqual(['key-1']);
  const kept = await prisma.telegramUpdate.findMany({ orderBy: { updateId: 'asc' } });
  expect(kept.map((row) => Number(row.updateId))).toEqual([1, 99]);
});

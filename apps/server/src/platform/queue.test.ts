import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createTestDeps, makeBrand, type TestDeps } from '../testing.ts';
import { retryDeadLetter } from './dead-letters.ts';
import { dispatch, handOutJob, type Subscriber } from './dispatcher.ts';
import { emit } from './events.ts';
import { addJob, defineJob, type Job } from './jobs.ts';
import { createLeader, type Leader } from './leader.ts';
import { prepareQueue, startQueue, sweepQueue } from './queue.ts';

let deps: TestDeps;
let close: () => Promise<void>;
let leader: Leader;
let brandId: string;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  leader = createLeader({ url: deps.config.databaseUrl, log: deps.log });
  await Promise.all([prepareQueue(deps), prepareQueue(deps)]);
  ({ id: brandId } = await makeBrand(deps));
});

afterAll(async () => {
  await leader?.close();
  await close?.();
});

async function withJobs(jobs: readonly Job[], work: () => Promise<void>) {
  const queue = await startQueue(deps, leader, { jobs, schedules: [] });
  try {
    await work();
  } finally {
    await queue.stop();
  }
}

function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 12_000 });
}

function openJobs(name: string) {
  return deps.db.pool
    .query('select 1 from graphile_worker.jobs where task_identifier = $1', [name])
    .then(({ rowCount }) => rowCount);
}

const ofBrand = z.object({ brandId: z.uuid() });

test('a job that fails for good becomes a dead letter, and runs again when staff say so', async () => {
  let isBroken = true;
  let runs = 0;
  const fragile = defineJob({
    name: 'test.fragile',
    payload: ofBrand,
    maxAttempts: 1,
    async run() {
      runs += 1;
      if (isBroken) throw new Error('no luck with 123456:AAabcdefghijklmnopqrstuvwxyz');
    },
  });
  await withJobs([fragile], async () => {
    await addJob(deps.db.prisma, fragile, { brandId });
    const letters = () => deps.db.prisma.deadLetter.findMany({ where: { brandId, job: 'test.fragile' } });
    await soon(async () => (await letters()).length).toBe(1);
    const [letter] = await letters();
    expect(letter).toMatchObject({ error: 'no luck with [bot token]', attempts: 1, retriedAt: null });
    isBroken = false;
    await retryDeadLetter(deps, brandId, letter?.id ?? '');
    await retryDeadLetter(deps, brandId, letter?.id ?? '');
    await soon(() => runs).toBe(2);
    await soon(() => openJobs('test.fragile')).toBe(0);
    expect(await letters()).toHaveLength(1);
  });
});

test('a job is put in the queue with the change that needs it, or not at all', async () => {
  const job = defineJob({ name: 'test.rolled-back', payload: ofBrand, run: async () => {} });
  await expect(
    deps.db.prisma.$transaction(async (tx) => {
      await addJob(tx, job, { brandId });
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await openJobs('test.rolled-back')).toBe(0);
});

test('jobs of a killed worker are released, those of a living one are not', async () => {
  const job = defineJob({ name: 'test.orphan', payload: ofBrand, run: async () => {} });
  await addJob(deps.db.prisma, job, { brandId });
  const lock = (holder: string) =>
    deps.db.pool.query(
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '1 minute', attempts = 1`,
      [holder],
    );
  const holders = async () => {
    const { rows } = await deps.db.pool.query<{ locked_by: string | null }>(
      'select locked_by from graphile_worker.jobs',
    );
    return rows.map((row) => row.locked_by);
  };
  const other = createLeader({ url: deps.config.databaseUrl, log: deps.log });
  await other.holdForLife('worker:pool-living');
  await lock('pool-living');
  await sweepQueue(deps);
  expect(await holders()).toEqual(['pool-living']);
  await other.close();
  await sweepQueue(deps);
  expect(await holders()).toEqual([null]);
  await withJobs([job], () => soon(() => openJobs('test.orphan')).toBe(0));
});

test('a job whose worker was killed on the last try is buried, not forgotten', async () => {
  const job = defineJob({ name: 'test.last-try', payload: ofBrand, maxAttempts: 2, run: async () => {} });
  await addJob(deps.db.prisma, job, { brandId });
  await deps.db.pool.query('update graphile_worker._private_jobs set attempts = 2');
  await sweepQueue(deps);
  expect(await openJobs('test.last-try')).toBe(0);
  expect(await deps.db.prisma.deadLetter.count({ where: { brandId, job: 'test.last-try' } })).toBe(1);
});

async function emitTest(type: string) {
  return deps.db.prisma.$transaction((tx) =>
    emit(tx, deps.random, { brandId, type, customerId: null, payload: {}, occurredAt: deps.clock.now() }),
  );
}

test('an event reaches its subscriber once, also with two dispatchers at work', async () => {
  const seen: string[] = [];
  const subscriber: Subscriber = {
    name: 'test.seen',
    events: ['test.happened'],
    async handle(_deps, _tx, events) {
      seen.push(...events.map((event) => event.id));
    },
  };
  const ids: string[] = [];
  for (let count = 0; count < 30; count++) ids.push(await emitTest('test.happened'));
  await emitTest('test.ignored');
  await Promise.all([dispatch(deps, [subscriber]), dispatch(deps, [subscriber])]);
  await dispatch(deps, [subscriber]);
  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect(await deps.db.prisma.outbox.count()).toBe(0);
});

test('a failing subscriber leaves nothing behind, does not hold up others, and gets its events again', async () => {
  let isBroken = true;
  const healthy: string[] = [];
  const subscribers: Subscriber[] = [
    {
      name: 'test.broken',
      events: ['test.broke'],
      async handle(_deps, tx, events) {
        for (const event of events) {
          await tx.deadLetter.create({
            data: {
              brandId,
              id: deps.random.id(),
              job: 'test.effect',
              payload: { of: event.id },
              error: '',
              attempts: 0,
            },
          });
        }
        if (isBroken) await tx.$queryRaw`select 1 / 0`;
      },
    },
    {
      name: 'test.healthy',
      events: ['test.broke'],
      async handle(_deps, _tx, events) {
        healthy.push(...events.map((event) => event.id));
      },
    },
  ];
  const id = await emitTest('test.broke');
  await dispatch(deps, subscribers);
  const effects = () => deps.db.prisma.deadLetter.count({ where: { brandId, job: 'test.effect' } });
  expect(healthy).toEqual([id]);
  expect(await effects()).toBe(0);
  isBroken = false;
  await withJobs([handOutJob(subscribers)], async () => {
    await soon(effects).toBe(1);
    await addJob(deps.db.prisma, handOutJob(subscribers), {
      brandId,
      eventId: id,
      subscriber: 'test.broken',
    });
    await soon(() => openJobs('event.hand-out')).toBe(0);
  });
  expect(await effects()).toBe(1);
});

test('one leader at a time, and another when it goes', async () => {
  const led: string[] = [];
  const lead = (name: string) => {
    const own = createLeader({ url: deps.config.databaseUrl, log: deps.log });
    own.lead('test', async (signal) => {
      led.push(name);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    });
    return own;
  };
  const first = lead('first');
  await soon(() => led).toEqual(['first']);
  const second = lead('second');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(led).toEqual(['first']);
  await first.close();
  await soon(() => led).toEqual(['first', 'second']);
  await second.close();
});

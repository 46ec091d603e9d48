/** Runs jobs with graphile-worker over our own database: retries, dead letters, schedules, release of the dead. */
import { EventEmitter } from 'node:events';
import {
  Logger as GraphileLogger,
  type JobHelpers,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type { Deps } from '../deps.ts';
import { bury } from './dead-letters.ts';
import { addJob, type Job, type Schedule } from './jobs.ts';
import { type Leader, lockNumberSql } from './leader.ts';
import { startLoop } from './loop.ts';

const usualConcurrency = 6;
const sweepMilliseconds = 20_000;
const restartMilliseconds = 2_000;
const stopMilliseconds = 7_000;
const backfillMilliseconds = 6 * 3_600_000;
const migrationLock = 7_238_913;
const failedBatch = 100;

export interface QueueDefinition {
  jobs: readonly Job[];
  schedules: readonly Schedule[];
  /** At the same time in this process; six unless told, for jobs that keep Postgres busy. */
  concurrency?: number;
}

/** Brings graphile-worker's own tables up to date; safe from many processes at once. */
export async function prepareQueue(deps: Deps): Promise<void> {
  const client = await deps.db.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await runMigrations({ connectionString: deps.config.databaseUrl, logger: quietLogger(deps) });
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    client.release();
  }
}

interface Running {
  stop: () => Promise<unknown>;
}

/** A runner of its own for each definition, and one sweep for all that they share. */
export async function startQueue(
  deps: Deps,
  leader: Leader,
  ...definitions: readonly QueueDefinition[]
): Promise<Running> {
  const runners = await Promise.all(definitions.map((one) => keepRunning(deps, leader, one)));
  const sweeper = startLoop({
    name: 'queue.sweep',
    log: deps.log,
    step: async () => {
      await sweepQueue(deps);
      return sweepMilliseconds;
    },
  });
  return { stop: () => Promise.all([sweeper, ...runners].map((one) => one.stop())) };
}

async function keepRunning(deps: Deps, leader: Leader, definition: QueueDefinition): Promise<Running> {
  let isStopping = false;
  let runner: Runner | null = null;

  async function start(): Promise<void> {
    runner = await run({
      connectionString: deps.config.databaseUrl,
      maxPoolSize: usualConcurrency + 2,
      concurrency: definition.concurrency ?? usualConcurrency,
      noHandleSignals: true,
      taskList: taskListOf(deps, definition),
      parsedCronItems: cronItemsOf(definition.schedules),
      events: eventsOf(deps, leader),
      logger: quietLogger(deps),
    });
    // It ends by itself when Postgres was away at a bad moment.
    runner.promise
      .catch((error: unknown) => deps.log.warn({ err: error }, 'the queue stopped'))
      .finally(() => restartLater());
  }

  function restartLater(): void {
    runner = null;
    if (isStopping) return;
    setTimeout(() => {
      if (isStopping) return;
      start().catch((error: unknown) => {
        deps.log.warn({ err: error }, 'the queue could not start');
        restartLater();
      });
    }, restartMilliseconds);
  }

  await start();
  return {
    async stop() {
      isStopping = true;
      if (runner) await Promise.race([runner.stop().catch(() => undefined), limit(stopMilliseconds)]);
    },
  };
}

/** Frees what killed workers held, and buries what died on its last try. */
export async function sweepQueue(deps: Deps): Promise<void> {
  await releaseJobsOfTheDead(deps);
  await buryExhausted(deps);
}

async function releaseJobsOfTheDead(deps: Deps): Promise<void> {
  const client = await deps.db.pool.connect();
  try {
    const { rows } = await client.query<{ holder: string }>(
      `select distinct locked_by as holder from graphile_worker.jobs
        where locked_by is not null and locked_at < now() - interval '10 seconds'`,
    );
    for (const { holder } of rows) {
      const { rows: locks } = await client.query<{ free: boolean }>(
        `select pg_try_advisory_lock(${lockNumberSql}) as free`,
        [lifeLock(holder)],
      );
      if (!locks[0]?.free) continue;
      await client.query('select graphile_worker.force_unlock_workers(array[$1]::text[])', [holder]);
      await client.query(`select pg_advisory_unlock(${lockNumberSql})`, [lifeLock(holder)]);
      deps.log.warn({ holder }, 'released the jobs of a worker that is gone');
    }
  } finally {
    client.release();
  }
}

/** A worker killed during the last try leaves a job that nobody would ever run again. */
async function buryExhausted(deps: Deps): Promise<void> {
  const { rows } = await deps.db.pool.query<{
    payload: unknown;
    attempts: number;
    lastError: string | null;
    name: string;
  }>(
    `with exhausted as (
       select id, task_identifier from graphile_worker.jobs
        where attempts >= max_attempts and locked_at is null limit ${failedBatch}
     ), gone as (
       select * from graphile_worker.complete_jobs((select array_agg(id) from exhausted))
     )
     select gone.payload, gone.attempts, gone.last_error as "lastError", exhausted.task_identifier as name
       from gone join exhausted using (id)`,
  );
  for (const { name, payload, attempts, lastError } of rows) {
    await bury(deps, { job: name, payload, attempts, error: lastError ?? 'the worker was killed' });
  }
}

function taskListOf(deps: Deps, { jobs, schedules }: QueueDefinition): TaskList {
  const tasks = jobs.map((job) => [job.name, taskOf(deps, job)] as const);
  const timed = schedules.map(
    (schedule) => [cronTask(schedule), () => addScheduledJobs(deps, schedule)] as const,
  );
  return Object.fromEntries([...tasks, ...timed]);
}

function taskOf(deps: Deps, job: Job) {
  return async (payload: unknown, { job: row }: JobHelpers): Promise<void> => {
    try {
      await job.run(deps, job.payload.parse(payload));
      deps.metrics.jobs.inc({ job: job.name, result: 'done' });
    } catch (error) {
      if (row.attempts >= row.max_attempts) {
        return bury(deps, { job: job.name, payload, error, attempts: row.attempts });
      }
      deps.metrics.jobs.inc({ job: job.name, result: 'retried' });
      deps.log.warn(
        { err: error, job: job.name, attempt: row.attempts },
        'a job failed and will be repeated',
      );
      throw error;
    }
  };
}

async function addScheduledJobs(deps: Deps, { job, runsFor }: Schedule): Promise<void> {
  const { prisma } = deps.db;
  // The key keeps one waiting job per brand when the queue lags behind.
  if (runsFor === 'deployment') return addJob(prisma, job, {}, { key: job.name });
  const brands = await prisma.brand.findMany({ select: { id: true } });
  for (const { id } of brands) await addJob(prisma, job, { brandId: id }, { key: `${job.name}:${id}` });
}

function cronItemsOf(schedules: readonly Schedule[]) {
  return parseCronItems(
    schedules.map((schedule) => ({
      task: cronTask(schedule),
      match: schedule.cron,
      options: { backfillPeriod: backfillMilliseconds, maxAttempts: 5 },
    })),
  );
}

function cronTask(schedule: Schedule): string {
  return `schedule:${schedule.job.name}`;
}

/** Each pool of workers shows that it lives by a lock that ends with its session. */
function eventsOf(deps: Deps, leader: Leader): WorkerEvents {
  // graphile-worker types its events on Node's emitter, which knows no names.
  const events = new EventEmitter() as WorkerEvents;
  events.on('pool:create', ({ workerPool }) => {
    leader
      .holdForLife(lifeLock(workerPool.id))
      .catch((error: unknown) => deps.log.error({ err: error }, 'no lock for the workers'));
  });
  return events;
}

function lifeLock(poolId: string): string {
  return `worker:${poolId}`;
}

function quietLogger(deps: Deps): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    if (level === 'error') deps.log.debug({ queue: message }, 'queue error');
    else if (level === 'warning') deps.log.warn({ queue: message }, 'queue warning');
  });
}

function limit(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

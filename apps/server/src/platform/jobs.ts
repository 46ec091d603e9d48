/** What a job is, and how one is put in the queue: in the transaction of the change that needs it. */
import type { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Tx } from './db.ts';

const defaultAttempts = 8;

export interface Job<S extends z.ZodType = z.ZodType> {
  /** Dotted, noun first, as in `points.expire`. */
  name: string;
  payload: S;
  /** Tries before it becomes a dead letter; waits grow from seconds to about 20 minutes. */
  maxAttempts?: number;
  /** Safe to run twice: a killed worker's job runs again. */
  run(deps: Deps, payload: z.output<S>): Promise<void>;
}

export function defineJob<S extends z.ZodType>(job: Job<S>): Job<S> {
  return job;
}

/** A job at set times (UTC, as in crontab), once for the deployment or once for each brand. */
export interface Schedule {
  cron: string;
  job: Job;
  /** With `eachBrand` the job's payload is { brandId }, with `deployment` it is {}. */
  runsFor: 'eachBrand' | 'deployment';
}

export interface JobOptions {
  /** A job with the key of one that waits replaces it. */
  key?: string;
  runAt?: Date;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  /** With `key`: a job that waits already keeps its time, instead of taking the new one's. */
  keepsEarlierTime?: boolean;
}

export async function addJob<S extends z.ZodType>(
  tx: Tx,
  job: Job<S>,
  payload: z.input<S>,
  options: JobOptions = {},
): Promise<void> {
  await addJobByName(tx, job.name, payload, { ...options, maxAttempts: job.maxAttempts ?? defaultAttempts });
}

export async function addJobByName(
  tx: Tx,
  name: string,
  payload: unknown,
  options: JobOptions & { maxAttempts?: number } = {},
): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job(
      ${name}::text, ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? defaultAttempts}::int,
      job_key => ${options.key ?? null}::text,
      queue_name => ${options.queue ?? null}::text,
      job_key_mode => ${options.keepsEarlierTime ? 'preserve_run_at' : 'replace'}::text)`;
}

/** Starts one PostgreSQL for a whole test run; tests get its address with `inject('postgresUrl')`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-test-'));
  // What a test wrote may be lost with the machine's power; what Postgres promises otherwise stays.
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, startPostgres } from './postgres.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-postgres-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('embedded PostgreSQL', () => {
  it('keeps what was committed when its process is killed and started again', async () => {
    const dataDir = join(folder, 'killed');
    const first = await startPostgres({ dataDir });
    await run(first, 'create table mark as select 42 as answer');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;

    const second = await startPostgres({ dataDir });
    const rows = await run(second, 'select answer from mark');
    await second.stop();
    expect(rows).toEqual([{ answer: 42 }]);
  });

  it('takes the next free port when the wanted one is busy', async () => {
    const first = await startPostgres({ dataDir: join(folder, 'one') });
    const second = await startPostgres({ dataDir: join(folder, 'two'), port: first.port });
    await Promise.all([first.stop(), second.stop()]);
    expect(second.port).toBeGreaterThan(first.port);
  });
});

async function run(postgres: Postgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

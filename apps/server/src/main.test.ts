import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createScratchDatabase, type ScratchDatabase } from '@regulars/config/scratch-database.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { testEncryptionKey } from './testing.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const patienceMilliseconds = 90_000;
let database: ScratchDatabase;

beforeAll(async () => {
  database = await createScratchDatabase(inject('postgresUrl'));
});

afterAll(() => database?.drop());

/** The program as an operator starts it, with nothing of our own environment but the way to Node. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: {
      DATABASE_URL: database.url,
      PUBLIC_URL: 'http://localhost:3000',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
      ENCRYPTION_KEY: testEncryptionKey,
      HOST: '127.0.0.1',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stdout.on('data', (data) => said.push(String(data)));
  child.stderr.on('data', (data) => said.push(String(data)));
  const ended = once(child, 'exit').then(([code]) => Number(code ?? -1));
  return { child, ended, output: () => said.join('') };
}

test(
  'a bad setting stops the start with a line that names it',
  async () => {
    const { ended, output } = start({ PORT: 'many', ENCRYPTION_KEY: 'short' });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/^PORT: /m);
    expect(output()).toMatch(/^ENCRYPTION_KEY: must be 32 bytes/m);
    expect(output()).not.toContain('short');
  },
  patienceMilliseconds,
);

test(
  'two processes serve one database, say where they listen, and stop cleanly when told',
  async () => {
    const programs = [start({ ROLES: 'api' }), start({ ROLES: 'bot,worker' })];
    for (const { output } of programs) {
      const listens = () => output().match(/"address":"(http:[^"]+)"/)?.[1];
      await expect.poll(listens, { timeout: patienceMilliseconds / 2 }).toBeTruthy();
      expect((await fetch(`${listens()}/livez`)).status).toBe(200);
      expect((await fetch(`${listens()}/readyz`)).status).toBe(200);
    }
    expect(programs[0]?.output()).toContain('http://localhost:3000/admin/setup/');
    const stoppedAt = performance.now();
    for (const { child } of programs) child.kill('SIGTERM');
    expect(await Promise.all(programs.map((program) => program.ended))).toEqual([0, 0]);
    expect(performance.now() - stoppedAt).toBeLessThan(20_000);
  },
  patienceMilliseconds,
);

test(
  'it does not run on a database that lacks migrations, and says which',
  async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`delete from "_prisma_migrations" where migration_name like '%_init'`);
    await client.end();
    const { ended, output } = start({ ROLES: 'worker' });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/the database lacks \d+_init; run: pnpm db:migrate/);
  },
  patienceMilliseconds,
);

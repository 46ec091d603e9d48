/** Makes databases that a test may do anything to: copies of one migrated template, in about 50 ms each. */
import { createHash, randomUUID } from 'node:crypto';
import { migrate, readMigrations } from '@regulars/prisma/migrate';
import pg from 'pg';

export type ScratchDatabase = { url: string; drop: () => Promise<void> };

/** Any fixed number will do: it only has to be the same in every process of a test run. */
const templateLock = 7_238_912;

/** Takes the URL of any database on the server; the account must be allowed to create databases. */
export async function createScratchDatabase(serverUrl: string): Promise<ScratchDatabase> {
  const template = await prepareTemplate(serverUrl);
  const name = `scratch_${randomUUID().replaceAll('-', '')}`;
  await withClient(serverUrl, (client) => client.query(`create database ${name} template ${template}`));
  return {
    url: urlOf(serverUrl, name),
    drop: async () => {
      await withClient(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function prepareTemplate(serverUrl: string): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of await readMigrations()) hash.update(migration.name).update(migration.checksum);
  const name = `template_${hash.digest('hex').slice(0, 16)}`;
  await withClient(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    // Renamed once complete, so that a template always has every migration.
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await migrate(urlOf(serverUrl, draft));
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

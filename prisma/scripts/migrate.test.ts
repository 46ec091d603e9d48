import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate } from './migrate.ts';

let folder = '';
let url = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-migrations-'));
  const name = `migrate_${process.hrtime.bigint()}`;
  await run(inject('postgresUrl'), `create database ${name}`);
  url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href;
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('migrations', () => {
  it('are applied once, in order, however many processes start at once', async () => {
    await write('1_make', 'create table thing (id int primary key);');
    await write('2_fill', 'insert into thing values (1);');
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, folder)));
    expect(applied.flat()).toEqual(['1_make', '2_fill']);
    expect(await run(url, 'select id from thing')).toEqual([{ id: 1 }]);
  });

  it('leave nothing behind when one fails, and go on once it is mended', async () => {
    await write('1_make', 'create table thing (id int primary key);');
    await write('2_fill', 'insert into thing values (1); select no_such_function();');
    await expect(migrate(url, folder)).rejects.toThrow('Migration 2_fill failed and was rolled back');
    expect(await run(url, 'select id from thing')).toEqual([]);
    await write('2_fill', 'insert into thing values (2);');
    expect(await migrate(url, folder)).toEqual(['2_fill']);
  });

  it('refuse to go on when an applied one was edited', async () => {
    await write('1_make', 'create table thing (id int primary key);');
    await migrate(url, folder);
    await write('1_make', 'create table other (id int primary key);');
    await expect(migrate(url, folder)).rejects.toThrow('1_make was edited after it had been applied');
  });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function run(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { createScratchDatabase } from './scratch-database.ts';

describe('scratch databases', () => {
  it('are apart from each other even when made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 3 }, () => createScratchDatabase(inject('postgresUrl'))),
    );
    try {
      const counts = await Promise.all(made.map(({ url }, index) => countAfterWriting(url, index + 1)));
      expect(counts).toEqual([1, 2, 3]);
    } finally {
      await Promise.all(made.map((database) => database.drop()));
    }
  });

  it('know the case of Cyrillic letters', async () => {
    const database = await createScratchDatabase(inject('postgresUrl'));
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query("select lower('ЁЛКА') as lower, 'Мария' ilike 'мАРИЯ' as found");
    await client.end();
    await database.drop();
    expect(rows).toEqual([{ lower: 'ёлка', found: true }]);
  });
});

async function countAfterWriting(url: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create table mark as select generate_series(1, ${rows})`);
  const found = await client.query<{ count: number }>('select count(*)::int as count from mark');
  await client.end();
  return found.rows[0]?.count ?? 0;
}

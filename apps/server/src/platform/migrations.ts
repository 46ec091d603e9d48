/** Tells which migrations the database still lacks, so that a server never runs on the wrong schema. */
import { readMigrations } from '@regulars/prisma/migrate';
import type pg from 'pg';

export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const known = (await readMigrations()).map((migration) => migration.name);
  const { rows: tables } = await pool.query<{ found: string | null }>(
    `select to_regclass('_prisma_migrations')::text as found`,
  );
  if (!tables[0]?.found) return known;
  const { rows } = await pool.query<{ name: string }>(
    `select migration_name as name from "_prisma_migrations"
      where finished_at is not null and rolled_back_at is null`,
  );
  const applied = new Set(rows.map((row) => row.name));
  return known.filter((name) => !applied.has(name));
}

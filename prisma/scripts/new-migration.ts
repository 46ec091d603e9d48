/**
 * Writes the next migration: the SQL that leads from the schema of the last migration to the edited schema.
 * Usage: node prisma/scripts/new-migration.ts <name> [--empty], where --empty is for SQL written by hand.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diffSchemas } from './schema-engine.ts';
import { migrationsFolder, readSchemaFiles } from './schema-files.ts';
import type { SchemaFile } from './schema-files.ts';

// Not named *.prisma: Prisma reads every such file under its folder as part of the schema.
const snapshotPath = join(migrationsFolder, 'schema.snapshot');

export async function writeMigration(name: string, keepEmpty: boolean): Promise<string | null> {
  const schema = await readSchemaFiles();
  const sql = await diffSchemas(await readSnapshot(), schema);
  const isEmpty = sql.trim() === '' || sql.trim() === '-- This is an empty migration.';
  if (isEmpty && !keepEmpty) return null;

  const folder = join(migrationsFolder, `${timestamp(new Date())}_${name}`);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'migration.sql');
  await writeFile(path, isEmpty ? '-- Write the SQL of this migration here.\n' : sql);
  await writeFile(
    snapshotPath,
    schema
      .map((file) => file.content.trim())
      .join('\n\n')
      .concat('\n'),
  );
  return path;
}

async function readSnapshot(): Promise<SchemaFile[] | null> {
  const content = await readFile(snapshotPath, 'utf8').catch(() => null);
  return content === null ? null : [{ path: 'schema.prisma', content }];
}

function timestamp(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14);
}

if (import.meta.main) {
  const [name, flag] = process.argv.slice(2);
  if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
    console.error('Usage: pnpm db:new-migration <name_in_snake_case> [--empty]');
    process.exit(1);
  }
  const path = await writeMigration(name, flag === '--empty');
  console.log(path === null ? 'The schema has not changed since the last migration' : `Wrote ${path}`);
}

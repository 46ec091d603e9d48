/** Reads the Prisma schema: the root file with the connector and one file of models per capability. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const prismaFolder = join(import.meta.dirname, '..');
export const migrationsFolder = join(prismaFolder, 'migrations');

export type SchemaFile = { path: string; content: string };

export async function readSchemaFiles(folder = prismaFolder): Promise<SchemaFile[]> {
  const models = await readdir(join(folder, 'models'));
  const paths = [
    'schema.prisma',
    ...models
      .filter(isSchemaFile)
      .sort()
      .map((name) => `models/${name}`),
  ];
  return Promise.all(
    paths.map(async (path) => ({ path, content: await readFile(join(folder, path), 'utf8') })),
  );
}

export function hashOf(files: readonly SchemaFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.path).update('\0').update(file.content).update('\0');
  return hash.digest('hex');
}

function isSchemaFile(name: string): boolean {
  return name.endsWith('.prisma');
}

/** Generates the Prisma client from the schema, only when the schema or Prisma itself has changed. */
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { hashOf, prismaFolder, readSchemaFiles } from './schema-files.ts';

const stampPath = join(prismaFolder, 'generated', '.schema-hash');
const packages = createRequire(import.meta.url);

/** Answers whether anything was generated. */
export async function generate(): Promise<boolean> {
  const manifestPath = packages.resolve('prisma/package.json');
  const manifest = await readFile(manifestPath, 'utf8');
  const stamp = hashOf([...(await readSchemaFiles()), { path: 'prisma/package.json', content: manifest }]);
  if ((await readFile(stampPath, 'utf8').catch(() => '')) === stamp) return false;

  await rm(stampPath, { force: true });
  await runPrisma(join(dirname(manifestPath), 'build', 'index.js'));
  await writeFile(stampPath, stamp);
  return true;
}

async function runPrisma(cli: string): Promise<void> {
  const child = spawn(process.execPath, [cli, 'generate', '--schema', prismaFolder], {
    cwd: prismaFolder,
    env: {
      ...process.env,
      // Generating needs no engine, yet Prisma downloads one unless it is told of a file that exists.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  const [code, out, err] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`prisma generate failed\n${out}\n${err}`);
}

if (import.meta.main) {
  const generated = await generate();
  console.log(generated ? 'Prisma client generated' : 'Prisma client is up to date');
}

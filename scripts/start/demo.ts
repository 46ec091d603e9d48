/** Fills a fresh database with the demo brand and keeps what is needed to sign in to it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { dataFolder } from './folders.ts';
import { startProgram } from './programs.ts';
import { writePrivately } from './secrets.ts';

/** What the seed prints. */
export type DemoBrand = {
  brandSlug: string;
  botToken: string;
  apiKey: string;
  admin: { email: string; password: string };
};

export type DemoAddresses = { apiUrl: string; miniAppUrl: string; adminUrl: string; sandboxUrl: string };

const demoPath = join(dataFolder, 'demo.json');

/** Safe to repeat: the database is filled once, later starts read what was kept. */
export async function prepareDemo(databaseUrl: string, env: Record<string, string>): Promise<DemoBrand> {
  const kept = await readKept();
  if (kept !== null && (await hasBrand(databaseUrl, kept.brandSlug))) return kept;
  const seed = await startProgram({ name: 'seed', script: 'apps/server/src/demo/seed.ts', env });
  const said = await seed.said(['brandSlug', 'botToken', 'apiKey', 'admin']);
  await seed.ended;
  if (!isDemoBrand(said))
    throw new Error('The demo data answered something unexpected; see .data/logs/seed.log');
  return said;
}

export async function writeDemoFile(brand: DemoBrand, urls: DemoAddresses): Promise<void> {
  const { brandSlug, botToken, apiKey, admin } = brand;
  await writePrivately(demoPath, { ...urls, brandSlug, botToken, apiKey, admin });
}

async function readKept(): Promise<DemoBrand | null> {
  const content = await readFile(demoPath, 'utf8').catch(() => null);
  if (content === null) return null;
  const value: unknown = JSON.parse(content);
  return isDemoBrand(value) ? value : null;
}

async function hasBrand(databaseUrl: string, slug: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from brand where slug = $1', [slug]);
    return rowCount !== 0;
  } finally {
    await client.end();
  }
}

function isDemoBrand(value: unknown): value is DemoBrand {
  if (typeof value !== 'object' || value === null) return false;
  if (!('brandSlug' in value && 'botToken' in value && 'apiKey' in value && 'admin' in value)) return false;
  const { admin } = value;
  return typeof admin === 'object' && admin !== null && 'email' in admin && 'password' in admin;
}

/** The command `pnpm ledger:check [postgres://...] [slug]`: proves that every balance adds up; exit code 1 if one does not. */
import pg from 'pg';
import { ConfigError, readDatabaseUrl } from '../config.ts';
import { checkBrand, checks } from './check-ledger.ts';

async function main(): Promise<number> {
  const pool = new pg.Pool({ connectionString: process.argv[2] ?? readDatabaseUrl(), max: 2 });
  try {
    const { rows: brands } = await pool.query<{ id: string; slug: string }>(
      'select id, slug from brand where $1::text is null or slug = $1 order by slug',
      [process.argv[3] ?? null],
    );
    console.log(`Comparing in ${brands.length} brands: ${Object.keys(checks).join('; ')}.`);
    let wrong = 0;
    for (const { id, slug } of brands) {
      const { wallets, entries, lots, mismatches } = await checkBrand(pool, id);
      wrong += mismatches.length;
      console.log(
        `${slug}: ${wallets} wallets, ${entries} entries, ${lots} lots: ${mismatches.length || 'no'} mismatches`,
      );
      for (const { customerId, check, wallet, sum } of mismatches) {
        console.log(`  customer ${customerId}: ${check}: ${wallet} against ${sum}`);
      }
    }
    return wrong === 0 ? 0 : 1;
  } finally {
    await pool.end();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 2;
}

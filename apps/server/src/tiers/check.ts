/** The command `pnpm tiers:check [postgres://...] [slug]`: counts tiers from history; exit code 1 where one differs. */
import { ConfigError, readDatabaseUrl } from '../config.ts';
import { createDb } from '../platform/db.ts';
import { createLog } from '../platform/log.ts';
import { checkTiers } from './check-tiers.ts';

async function main(): Promise<number> {
  const log = createLog({ level: 'silent', pretty: false });
  const db = createDb({ url: process.argv[2] ?? readDatabaseUrl(), poolSize: 2, log });
  try {
    const slug = process.argv[3];
    const brands = await db.prisma.brand.findMany({
      where: slug === undefined ? {} : { slug },
      orderBy: { slug: 'asc' },
      select: { id: true, slug: true },
    });
    let wrong = 0;
    for (const brand of brands) {
      const { customers, waiting, differences } = await checkTiers(db.prisma, brand.id, new Date());
      wrong += differences.length;
      const rest = waiting === 0 ? '' : `, ${waiting} with changes on their way left out`;
      console.log(
        `${brand.slug}: ${customers} customers counted${rest}: ${differences.length || 'no'} differences`,
      );
      for (const { customerId, field, stored, counted } of differences) {
        console.log(`  customer ${customerId}: ${field}: stored ${stored}, counted ${counted}`);
      }
    }
    return wrong === 0 ? 0 : 1;
  } finally {
    await db.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 2;
}

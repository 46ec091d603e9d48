/** A brand with many customers, empty wallets and thirty earning rules, and an API key that may ring purchases up. */
import { createApiKey } from '@regulars/server/api-keys/api-keys.ts';
import { systemActor } from '@regulars/server/audit/audit.ts';
import { createBrand } from '@regulars/server/brands/new-brand.ts';
import { activateRules, rule } from '@regulars/server/earning/testing.ts';
import { systemClock } from '@regulars/server/platform/clock.ts';
import { createDb } from '@regulars/server/platform/db.ts';
import { createLog } from '@regulars/server/platform/log.ts';
import { systemRandom } from '@regulars/server/platform/random.ts';
import { thirtyRules } from './thirty-rules.ts';

export interface BenchBrand {
  brandId: string;
  apiKey: string;
  customerIds: string[];
}

const customersPerStatement = 10_000;

export async function prepareBrand(options: {
  url: string;
  slug: string;
  wallets: number;
  encryptionKey: string;
}): Promise<BenchBrand> {
  const log = createLog({ level: 'warn', pretty: false });
  const db = createDb({ url: options.url, poolSize: 2, log });
  try {
    const brandId = await createBrand(db.prisma, systemRandom, {
      slug: options.slug,
      settings: {
        name: options.slug,
        accentColor: '#1f7a4d',
        cardColors: ['#1f7a4d', '#0f4a2d'],
        zone: 'Europe/Moscow',
        currency: 'RUB',
        languages: ['ru', 'en'],
        pointsName: {
          ru: { one: 'балл', few: 'балла', many: 'баллов' },
          en: { one: 'point', other: 'points' },
        },
      },
      createdBy: null,
    });
    const deps = { db, random: systemRandom, clock: systemClock };
    const rules = thirtyRules.map((changes) => rule(changes).settings);
    await activateRules(deps, brandId, rules, { policy: 'best', budget: null });
    const { secret } = await createApiKey(db.prisma, systemRandom, {
      brandId,
      name: 'bench',
      scopes: ['purchases:write'],
      createdBy: null,
      actor: systemActor,
    });
    const customerIds = Array.from({ length: options.wallets }, () => systemRandom.id());
    for (let start = 0; start < customerIds.length; start += customersPerStatement) {
      await db.pool.query(
        `with c as (
           insert into customer (brand_id, id, joined_at) select $1, id, now() from unnest($2::uuid[]) as r(id)
           returning id),
         s as (insert into customer_stats (brand_id, customer_id) select $1, id from c)
         insert into wallet (brand_id, customer_id) select $1, id from c`,
        [brandId, customerIds.slice(start, start + customersPerStatement)],
      );
    }
    await db.pool.query('vacuum analyze');
    return { brandId, apiKey: secret, customerIds };
  } finally {
    await db.close();
  }
}

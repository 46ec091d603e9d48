/** How many customers are in each level; SQL because Prisma cannot group by what a row says at an instant. */
import type { Tx } from '../platform/db.ts';

/** By the id of the level; under '' those in none. */
export async function countByTier(tx: Tx, brandId: string, now: Date): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ tierId: string | null; count: number }[]>`
    select t.id as "tierId", count(*)::float8 as count
    from customer c
    left join customer_tier k on k.brand_id = ${brandId}::uuid and k.customer_id = c.id
    left join tier t on t.brand_id = ${brandId}::uuid and t.retired_at is null and case
      when k.customer_id is null then t.threshold = 0
      when k.drops_at <= ${now}::timestamptz then t.id = k.drops_to
      else t.id = k.tier_id end
    where c.brand_id = ${brandId}::uuid and c.deleted_at is null
    group by 1`;
  return new Map(rows.map(({ tierId, count }) => [tierId ?? '', count]));
}

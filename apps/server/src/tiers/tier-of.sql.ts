/**
 * The level that customers are in at an instant, as it is kept. SQL because a fall counts from its very instant,
 * before the job that writes it, and whoever has no row yet is in the level from 0.
 */
import type { TierBadge } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import { badgeOf } from './badge.ts';

/** By customer; whoever is in no level is missing. */
export async function tiersOf(
  tx: Tx,
  { brandId, customerIds, now }: { brandId: string; customerIds: readonly string[]; now: Date },
): Promise<Map<string, TierBadge>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<
    { customerId: string; id: string; nameRu: string; nameEn: string; color: string }[]
  >`
    select q.id as "customerId", t.id, t.name_ru as "nameRu", t.name_en as "nameEn", t.color
    from unnest(${customerIds}::uuid[]) as q(id)
    left join customer_tier k on k.brand_id = ${brandId}::uuid and k.customer_id = q.id
    join tier t on t.brand_id = ${brandId}::uuid and t.retired_at is null and case
      when k.customer_id is null then t.threshold = 0
      when k.drops_at <= ${now}::timestamptz then t.id = k.drops_to
      else t.id = k.tier_id end`;
  return new Map(rows.map((row) => [row.customerId, badgeOf(row)]));
}

/** The level of one customer, for whoever offers something to some levels only; null in none. */
export async function tierOf(
  tx: Tx,
  { brandId, customerId, now }: { brandId: string; customerId: string; now: Date },
): Promise<TierBadge | null> {
  const tiers = await tiersOf(tx, { brandId, customerIds: [customerId], now });
  return tiers.get(customerId) ?? null;
}

/** How many pieces of a reward or a pool one person has had: one guarded row each. */
import type { Tx } from '../platform/db.ts';

export interface Allowance {
  brandId: string;
  /** Of the reward or the pool. */
  sourceId: string;
  customerId: string;
  pieces: number;
  /** Null for any number. */
  limit: number | null;
}

/** Answers whether there was room. */
export async function takeAllowance(tx: Tx, { limit, ...taken }: Allowance): Promise<boolean> {
  const { brandId, sourceId, customerId, pieces } = taken;
  if (limit !== null && pieces > limit) return false;
  const count = await tx.$executeRaw`
    insert into coupon_allowance (brand_id, source_id, customer_id, taken)
    values (${brandId}::uuid, ${sourceId}::uuid, ${customerId}::uuid, ${pieces}::int)
    on conflict (brand_id, source_id, customer_id) do update
      set taken = coupon_allowance.taken + excluded.taken
      where ${limit}::int is null or coupon_allowance.taken + excluded.taken <= ${limit}::int`;
  return count === 1;
}

/** What was cancelled may be taken again. */
export async function giveAllowanceBack(
  tx: Tx,
  { brandId, sourceId, customerId, pieces }: Omit<Allowance, 'limit'>,
) {
  await tx.couponAllowance.updateMany({
    where: { brandId, sourceId, customerId, taken: { gte: pieces } },
    data: { taken: { decrement: pieces } },
  });
}

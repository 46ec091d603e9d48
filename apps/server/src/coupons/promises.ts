/** What each of several coupons promises, by its id. */
import type { Tx } from '../platform/db.ts';
import { type CouponPromise, promiseOfCoupon } from './promise.ts';

export async function promisesOf(
  tx: Tx,
  brandId: string,
  couponIds: readonly string[],
): Promise<Map<string, CouponPromise>> {
  const rows = await tx.coupon.findMany({
    where: { brandId, id: { in: [...couponIds] } },
    select: { id: true, promise: true, poolId: true },
  });
  const pools = await tx.couponPool.findMany({
    where: { brandId, id: { in: rows.flatMap(({ poolId }) => poolId ?? []) } },
  });
  return new Map(
    rows.map(({ id, promise, poolId }) => [
      id,
      promiseOfCoupon({ promise, pool: pools.find((pool) => pool.id === poolId) ?? null }),
    ]),
  );
}

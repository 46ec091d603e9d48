/** Makes the codes that were ordered for a pool, in batches; the pool tells how far it is. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { defineJob } from '../platform/jobs.ts';
import { newCode } from './code.ts';
import { readValidity } from './promise.ts';
import { spanOf } from './validity.ts';

const batchSize = 2_000;

/** Safe to run twice and in two processes: a batch holds the pool, and counts what it has made with it. */
export const generateJob = defineJob({
  name: 'coupons.generate',
  payload: z.object({ brandId: z.uuid(), poolId: z.uuid() }),
  async run(deps, { brandId, poolId }) {
    while ((await makeBatch(deps, brandId, poolId)) > 0);
  },
});

/** Answers how many are left to make. */
async function makeBatch(deps: Deps, brandId: string, poolId: string): Promise<number> {
  return deps.db.prisma.$transaction(async (tx) => {
    const [pool] = await tx.$queryRaw<{ wanted: number; made: number; validity: unknown; zone: string }[]>`
      select p.wanted_count as wanted, p.made_count as made, p.validity, b.zone
      from coupon_pool p join brand b on b.id = p.brand_id
      where p.brand_id = ${brandId}::uuid and p.id = ${poolId}::uuid for update of p`;
    if (!pool || pool.made >= pool.wanted) return 0;
    const now = deps.clock.now();
    const quantity = Math.min(batchSize, pool.wanted - pool.made);
    const { count } = await tx.coupon.createMany({
      data: Array.from({ length: quantity }, () => ({
        brandId,
        id: deps.random.id(),
        code: newCode(deps.random),
        poolId,
        issuedAt: now,
        ...spanOf(readValidity(pool.validity), null, pool.zone),
      })),
      // Two equal codes in a lifetime would be a wonder; then one more is made.
      skipDuplicates: true,
    });
    await tx.couponPool.update({
      where: { brandId_id: { brandId, id: poolId } },
      data: { madeCount: { increment: count } },
    });
    return pool.wanted - pool.made - count;
  });
}

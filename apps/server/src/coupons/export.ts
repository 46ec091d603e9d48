/** All codes of a pool as CSV, read and sent in batches, so that a million of them take no memory. */
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Cell, Table } from '../platform/csv-out.ts';
import { shownCode } from './code.ts';
import { findPool } from './pool-views.ts';
import { isOver } from './present.ts';

const batchSize = 5_000;
const header = ['code', 'state', 'issued_at', 'expires_at', 'redeemed_at', 'customer_id', 'purchase_id'];

/** Refuses `coupon_pool_not_found`. That codes left the brand stands in the audit log. */
export async function exportCodes(deps: Deps, caller: BrandStaffCaller, poolId: string): Promise<Table> {
  const brandId = caller.brand.id;
  const pool = await findPool(deps.db.prisma, { brandId, id: poolId });
  await audit(deps.db.prisma, deps.random, {
    brandId,
    actor: actorOf(caller),
    action: 'coupon_pool.exported',
    target: { kind: 'coupon_pool', id: poolId, name: pool.name },
    changes: [],
  });
  return { header, pages: pages(deps, brandId, poolId), separator: 'comma' };
}

async function* pages(deps: Deps, brandId: string, poolId: string): AsyncGenerator<Cell[][]> {
  const now = deps.clock.now();
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await deps.db.prisma.coupon.findMany({
      where: { brandId, poolId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batchSize,
    });
    yield rows.map((row) => [
      shownCode(row),
      isOver(row, now) ? 'expired' : row.state,
      row.issuedAt.toISOString(),
      row.expiresAt?.toISOString() ?? null,
      row.redeemedAt?.toISOString() ?? null,
      row.customerId,
      row.purchaseId,
    ]);
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return;
    after = last.id;
  }
}

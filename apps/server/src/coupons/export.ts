/** All codes of a pool as CSV, read and sent in batches, so that a million of them take no memory. */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { shownCode } from './code.ts';
import { findPool } from './pools.ts';
import { isOver } from './present.ts';

const batchSize = 5_000;
const header = ['code', 'state', 'issued_at', 'expires_at', 'redeemed_at', 'customer_id', 'purchase_id'];

/** Refuses `coupon_pool_not_found`. That codes left the brand stands in the audit log. */
export async function exportCodes(deps: Deps, caller: BrandStaffCaller, poolId: string): Promise<Readable> {
  const brandId = caller.brand.id;
  const pool = await findPool(deps.db.prisma, { brandId, id: poolId });
  await audit(deps.db.prisma, deps.random, {
    brandId,
    actor: actorOf(caller),
    action: 'coupon_pool.exported',
    target: { kind: 'coupon_pool', id: poolId, name: pool.name },
    changes: [],
  });
  return Readable.from(lines(deps, brandId, poolId));
}

async function* lines(deps: Deps, brandId: string, poolId: string): AsyncGenerator<string> {
  const now = deps.clock.now();
  yield `\uFEFF${stringify([header])}`;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await deps.db.prisma.coupon.findMany({
      where: { brandId, poolId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batchSize,
    });
    yield stringify(
      rows.map((row) => [
        harmless(shownCode(row)),
        isOver(row, now) ? 'expired' : row.state,
        row.issuedAt.toISOString(),
        row.expiresAt?.toISOString() ?? '',
        row.redeemedAt?.toISOString() ?? '',
        row.customerId ?? '',
        row.purchaseId ?? '',
      ]),
    );
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return;
    after = last.id;
  }
}

/** A cell that a spreadsheet would take for a formula is made text. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

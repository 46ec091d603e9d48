/** Reads the grants that are in force, of many customers at once. */
import type { Tx } from '../platform/db.ts';

export type GrantRow = Awaited<ReturnType<Tx['tierGrant']['findFirstOrThrow']>>;

export async function readGrants(
  tx: Tx,
  { brandId, customerIds, now }: { brandId: string; customerIds: readonly string[]; now: Date },
): Promise<Map<string, GrantRow[]>> {
  const rows = await tx.tierGrant.findMany({
    where: { brandId, customerId: { in: [...customerIds] }, endedAt: null, endsAt: { gt: now } },
    orderBy: { grantedAt: 'asc' },
  });
  const byCustomer = new Map<string, GrantRow[]>();
  for (const row of rows) byCustomer.set(row.customerId, [...(byCustomer.get(row.customerId) ?? []), row]);
  return byCustomer;
}

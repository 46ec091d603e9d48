/** History and grants follow a customer's record into the one it becomes part of; reasons are emptied with the person. */
import type { Tx } from '../platform/db.ts';

/** The standing itself is counted anew when the merge is heard of. */
export async function handOverTiers(
  tx: Tx,
  { brandId, fromId, intoId }: { brandId: string; fromId: string; intoId: string },
): Promise<void> {
  const move = { where: { brandId, customerId: fromId }, data: { customerId: intoId } };
  await tx.tierGrant.updateMany(move);
  await tx.tierChange.updateMany(move);
}

export async function eraseTiers(tx: Tx, brandId: string, customerId: string): Promise<void> {
  await tx.tierGrant.updateMany({ where: { brandId, customerId }, data: { reason: '—' } });
  await tx.customerTier.deleteMany({ where: { brandId, customerId } });
}

/** What of receipts belongs to a person: goes with their record when it becomes part of another, or is erased. */
import type { Tx } from '../platform/db.ts';

export async function handOverReceipts(
  tx: Tx,
  { brandId, fromId, intoId }: { brandId: string; fromId: string; intoId: string },
): Promise<void> {
  await tx.receipt.updateMany({ where: { brandId, customerId: fromId }, data: { customerId: intoId } });
}

/**
 * What was paid stays as a number that nobody is paid for again; the rest goes. Answers the pictures to remove once
 * the transaction holds.
 */
export async function eraseReceipts(tx: Tx, brandId: string, customerId: string): Promise<string[]> {
  const where = { brandId, customerId };
  const rows = await tx.receipt.findMany({ where, select: { pictureFile: true } });
  await tx.receipt.deleteMany({ where: { ...where, state: { not: 'approved' } } });
  await tx.receipt.updateMany({ where, data: { pictureFile: null, note: null } });
  return rows.flatMap(({ pictureFile }) => pictureFile ?? []);
}

/** Purchases follow a customer's record into the one it becomes a part of, so that refunds act on the right wallet. */
import type { Tx } from '../platform/db.ts';

/** For a transaction that has locked the wallets of both: no purchase comes or is refunded meanwhile. */
export async function handOverPurchases(
  tx: Tx,
  { brandId, fromId, intoId }: { brandId: string; fromId: string; intoId: string },
): Promise<number> {
  const { count } = await tx.purchase.updateMany({
    where: { brandId, customerId: fromId },
    data: { customerId: intoId },
  });
  return count;
}

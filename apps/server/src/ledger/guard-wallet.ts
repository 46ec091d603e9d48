/** For those who keep something of a customer's beside the ledger, under the guard that postings look at. */
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';

/**
 * Holds the wallet until the transaction ends and raises its version: a posting that has read before reads again.
 * Refuses `customer_not_found`.
 */
export async function guardWallet(tx: Tx, brandId: string, customerId: string): Promise<void> {
  const { count } = await tx.wallet.updateMany({
    where: { brandId, customerId },
    data: { version: { increment: 1 } },
  });
  if (count === 0) throw new Refusal('customer_not_found');
}

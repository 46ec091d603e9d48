/** Where a record lives on after it became a part of another: old ids, phones and external ids still lead to the person. */
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';

/** Rows that are open, or closed because they live on in another one. */
export const openOrMerged = { OR: [{ deletedAt: null }, { mergedInto: { not: null } }] };

/**
 * The id under which the customer is kept now, held against merging and erasure until the transaction ends.
 * Refuses `customer_not_found`.
 */
export async function holdSurvivor(tx: Tx, brandId: string, customerId: string): Promise<string> {
  const row = await holdRow(tx, brandId, customerId);
  // Never longer than one step: a merge turns all that pointed at its closed record.
  const survivor = row?.mergedInto ? await holdRow(tx, brandId, row.mergedInto) : row;
  if (!survivor || survivor.isClosed) throw new Refusal('customer_not_found');
  return survivor.id;
}

async function holdRow(tx: Tx, brandId: string, id: string) {
  const [row] = await tx.$queryRaw<{ id: string; mergedInto: string | null; isClosed: boolean }[]>`
    select id, merged_into as "mergedInto", deleted_at is not null as "isClosed" from customer
    where brand_id = ${brandId}::uuid and id = ${id}::uuid for no key update`;
  return row ?? null;
}

/** The id under which the customer is kept now; an unknown one stays as it is. */
export async function survivorId(tx: Tx, brandId: string, customerId: string): Promise<string> {
  const row = await tx.customer.findUnique({
    where: { brandId_id: { brandId, id: customerId } },
    select: { mergedInto: true },
  });
  return row?.mergedInto ?? customerId;
}

/** The records that have become a part of this one. */
export async function mergedIds(tx: Tx, brandId: string, customerId: string): Promise<string[]> {
  const rows = await tx.customer.findMany({
    where: { brandId, mergedInto: customerId },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => row.id);
}

/** A merged record keeps the contacts that the survivor had its own of; taken for the survivor, they leave it. */
export async function releaseOwnContacts(
  tx: Tx,
  brandId: string,
  customerId: string,
  taken: {
    phoneHash?: string | null | undefined;
    emailHash?: string | null | undefined;
    externalId?: string | null | undefined;
  },
): Promise<void> {
  const own = { brandId, mergedInto: customerId };
  if (taken.phoneHash)
    await tx.customer.updateMany({
      where: { ...own, phoneHash: taken.phoneHash },
      data: { phoneHash: null, phoneEncrypted: null, phoneTail: null, phoneVerifiedAt: null },
    });
  if (taken.emailHash)
    await tx.customer.updateMany({
      where: { ...own, emailHash: taken.emailHash },
      data: { emailHash: null, emailEncrypted: null },
    });
  if (taken.externalId)
    await tx.customer.updateMany({
      where: { ...own, externalId: taken.externalId },
      data: { externalId: null },
    });
}

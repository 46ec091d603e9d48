/** A person's own coupons as they may ask for them. */
import type { Language } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import { viewOwnCoupons } from './present.ts';

const mostRows = 5_000;

export async function exportOwnCoupons(
  tx: Tx,
  reader: { brandId: string; language: Language; now: Date },
  customerId: string,
): Promise<Record<string, unknown>[]> {
  const rows = await tx.coupon.findMany({
    where: { brandId: reader.brandId, customerId },
    orderBy: { id: 'desc' },
    take: mostRows,
  });
  const views = await viewOwnCoupons(tx, reader, rows);
  return views.map(
    ({
      code,
      state,
      title,
      quantity,
      pricePoints,
      issuedAt,
      expiresAt,
      redeemedAt,
      cancelledAt,
      discountMinor,
    }) => ({
      code,
      state,
      title,
      quantity,
      pricePoints,
      issuedAt,
      expiresAt,
      redeemedAt,
      cancelledAt,
      discountMinor,
    }),
  );
}

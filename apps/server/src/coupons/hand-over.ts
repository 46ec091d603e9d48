/** Coupons follow a customer's record into the one it becomes a part of, and so does what it has had. */
import type { Tx } from '../platform/db.ts';

interface Pair {
  brandId: string;
  fromId: string;
  intoId: string;
}

/** For a transaction that has locked the wallets of both: nobody uses or takes a coupon meanwhile. */
export async function handOverCoupons(tx: Tx, { brandId, fromId, intoId }: Pair): Promise<void> {
  await tx.coupon.updateMany({ where: { brandId, customerId: fromId }, data: { customerId: intoId } });
  await tx.$executeRaw`
    insert into coupon_allowance (brand_id, source_id, customer_id, taken)
    select brand_id, source_id, ${intoId}::uuid, taken from coupon_allowance
    where brand_id = ${brandId}::uuid and customer_id = ${fromId}::uuid
    on conflict (brand_id, source_id, customer_id) do update
      set taken = coupon_allowance.taken + excluded.taken`;
  await tx.couponAllowance.deleteMany({ where: { brandId, customerId: fromId } });
}

/** Open coupons end with the person; words of staff about them are emptied. */
export async function eraseCoupons(tx: Tx, brandId: string, customerId: string, now: Date): Promise<void> {
  await tx.coupon.updateMany({
    where: { brandId, customerId, state: 'issued' },
    data: { state: 'cancelled', cancelledAt: now, cancelReason: '—' },
  });
  await tx.coupon.updateMany({
    where: { brandId, customerId, cancelReason: { not: null } },
    data: { cancelReason: '—' },
  });
}

/** Adds to what was read for a group the coupons that it names; a group without coupons asks nothing more. */
import { readCoupons } from '../coupons/coupon.state.sql.ts';
import type { AskedCoupon } from '../coupons/on-bill.ts';
import type { Run } from '../ledger/statement.ts';
import type { WalletState } from '../ledger/wallet-state.ts';

interface CouponItem {
  wallet: WalletState | null;
  coupons: readonly AskedCoupon[];
}

export async function withCoupons<Item extends CouponItem>(
  run: Run,
  { brandId, now }: { brandId: string; now: Date },
  items: Item[],
  namedBy: (item: Item) => readonly { code: string; couponId?: string | null }[],
): Promise<Item[]> {
  const questions = items.flatMap((item) =>
    namedBy(item).map((named) => ({ item, ...named, customerId: item.wallet?.customerId ?? null })),
  );
  if (questions.length === 0) return items;
  const coupons = await readCoupons(run, { brandId, now, questions });
  const asked = questions.map(({ item, code }, index) => ({ item, code, coupon: coupons[index] ?? null }));
  return items.map((item) => ({
    ...item,
    coupons: asked.filter((one) => one.item === item).map(({ code, coupon }) => ({ code, coupon })),
  }));
}

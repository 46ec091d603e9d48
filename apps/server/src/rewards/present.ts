/** Rewards as staff see them. */
import { type Language, type Reward, rewardStates } from '@regulars/contracts';
import { describeCouponTerms } from '@regulars/contracts/coupon-words';
import { z } from 'zod';
import { fileUrl } from '../brands/public.ts';
import { promiseOf, readValidity } from '../coupons/promise.ts';
import { dateOfDay, localMoment } from '../earning/facts.ts';
import type { Tx } from '../platform/db.ts';

export type RewardRow = Awaited<ReturnType<Tx['reward']['findFirstOrThrow']>>;

export interface RewardBrand {
  currency: string;
  language: Language;
  zone: string;
  /** Today in that zone, as in 2026-05-31. */
  today: string;
}

export async function rewardBrand(
  tx: Tx,
  { brandId, language, now }: { brandId: string; language: Language; now: Date },
): Promise<RewardBrand> {
  const { currency, zone } = await tx.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true, zone: true },
  });
  return { currency, language, zone, today: dateOfDay(localMoment(now, zone).day) };
}

export function presentReward(row: RewardRow, { currency, language, today }: RewardBrand): Reward {
  const { title, description, terms, shopIds, partner } = promiseOf(row);
  return {
    id: row.id,
    title,
    description,
    pictureUrl: fileUrl(row.brandId, row.pictureFile),
    pricePoints: Number(row.pricePoints),
    quantityStep: row.quantityStep,
    maxQuantity: row.maxQuantity,
    stock: row.stock,
    perPersonLimit: row.perPersonLimit,
    tierIds: row.tierIds,
    shopIds,
    category: row.category,
    partner,
    from: row.fromDate,
    until: row.untilDate,
    terms,
    couponValidity: readValidity(row.validity),
    state: z.enum(rewardStates).parse(row.state),
    isOnSale: isOnSale(row, today),
    soldCount: row.soldCount,
    leftCount: leftCount(row),
    summary: describeCouponTerms(terms, currency, language),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function isOnSale(
  { state, fromDate, untilDate }: Pick<RewardRow, 'state' | 'fromDate' | 'untilDate'>,
  today: string,
): boolean {
  return (
    state === 'active' &&
    (fromDate === null || fromDate <= today) &&
    (untilDate === null || today <= untilDate)
  );
}

/** Null for as many as people want. */
export function leftCount({ stock, soldCount }: Pick<RewardRow, 'stock' | 'soldCount'>): number | null {
  return stock === null ? null : Math.max(0, stock - soldCount);
}

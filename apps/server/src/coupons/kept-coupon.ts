/** What a purchase or a hold keeps of the coupons that it was sent with, and how that is told. */
import { type CouponEffect, couponReason, type Language, shownText } from '@regulars/contracts';
import { describeCouponEffect, shownIn } from '@regulars/contracts/coupon-words';
import { z } from 'zod';

const keptCoupon = z.object({
  /** Null where there is none yet. */
  couponId: z.string().nullable(),
  /** As it was sent. */
  code: z.string(),
  title: shownText(2_000).nullable(),
  quantity: z.number(),
  isApplied: z.boolean(),
  discountMinor: z.number(),
  reason: couponReason.nullable(),
  minTotalMinor: z.number().nullable(),
  returnsOnRefund: z.boolean(),
});
export type KeptCoupon = z.infer<typeof keptCoupon>;

/** Of a purchase or hold without coupons the column is null. */
export function readKeptCoupons(value: unknown): KeptCoupon[] {
  return value === null || value === undefined ? [] : z.array(keptCoupon).parse(value);
}

export function couponDiscount(kept: readonly KeptCoupon[]): number {
  return kept.reduce((sum, { discountMinor }) => sum + discountMinor, 0);
}

/** The fields of an answer that tell of coupons. */
export function presentKept(
  kept: readonly KeptCoupon[],
  currency: string,
  language: Language,
): { couponDiscountMinor: number; coupons: CouponEffect[] } {
  return {
    couponDiscountMinor: couponDiscount(kept),
    coupons: kept.map((coupon) => {
      const title = coupon.title && shownIn(coupon.title, language);
      return {
        code: coupon.code,
        couponId: coupon.couponId,
        title,
        isApplied: coupon.isApplied,
        discountMinor: coupon.discountMinor,
        reason: coupon.reason,
        explanation: describeCouponEffect({ ...coupon, title: title ?? '' }, currency, language),
      };
    }),
  };
}

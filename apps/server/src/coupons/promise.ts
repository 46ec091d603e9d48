/** What a coupon promises: kept with a bought one as it was when it was bought, of others with their pool. */
import {
  couponTerms,
  type CouponTerms,
  couponValidity,
  shownText,
  type ShownText,
} from '@regulars/contracts';
import { z } from 'zod';

const text = shownText(2_000);

const couponPromise = z.object({
  title: text,
  description: text,
  terms: couponTerms,
  shopIds: z.array(z.string()),
  partner: z.string().nullable(),
});
export type CouponPromise = z.infer<typeof couponPromise>;

/** Columns of a reward or a pool that say what its coupons promise. */
export interface PromiseRow {
  titleRu: string;
  titleEn: string;
  descriptionRu: string;
  descriptionEn: string;
  terms: unknown;
  shopIds: string[];
  partner?: string | null;
}

export function promiseOf(row: PromiseRow): CouponPromise {
  return {
    title: { ru: row.titleRu, en: row.titleEn },
    description: { ru: row.descriptionRu, en: row.descriptionEn },
    terms: readTerms(row.terms),
    shopIds: row.shopIds,
    partner: row.partner ?? null,
  };
}

/** Of a coupon: its own promise, or its pool's. */
export function promiseOfCoupon({
  promise,
  pool,
}: {
  promise: unknown;
  pool: PromiseRow | null;
}): CouponPromise {
  if (promise !== null && promise !== undefined) return couponPromise.parse(promise);
  if (!pool) throw new Error('a coupon that promises nothing');
  return promiseOf(pool);
}

export function readTerms(terms: unknown): CouponTerms {
  return couponTerms.parse(terms);
}

export function readValidity(validity: unknown) {
  return couponValidity.parse(validity);
}

/** Texts as the columns of a reward or a pool hold them. */
export function textColumns({ title, description }: { title: ShownText; description: ShownText }) {
  return {
    titleRu: title.ru,
    titleEn: title.en,
    descriptionRu: description.ru,
    descriptionEn: description.en,
  };
}

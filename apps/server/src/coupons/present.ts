/** Coupons as staff, programs and their owners see them. */
import { type Coupon, couponState, type Language, type OwnCoupon } from '@regulars/contracts';
import { describeCouponTerms, shownIn } from '@regulars/contracts/coupon-words';
import { fileUrl } from '../brands/public.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { qrText, shownCode } from './code.ts';
import { type CouponPromise, promiseOfCoupon } from './promise.ts';

export type CouponRow = Awaited<ReturnType<Tx['coupon']['findFirstOrThrow']>>;

export interface Reader {
  brandId: string;
  language: Language;
  now: Date;
}

export async function viewCoupons(tx: Tx, reader: Reader, rows: readonly CouponRow[]): Promise<Coupon[]> {
  const found = await readAround(tx, reader.brandId, rows);
  return rows.map((row) => {
    const { promise, poolName, pictureUrl } = around(row, found);
    const customer = found.customers.get(row.customerId ?? '') ?? null;
    return {
      ...shared(row, promise, { ...reader, currency: found.currency }),
      pictureUrl,
      terms: promise.terms,
      rewardId: row.rewardId,
      poolId: row.poolId,
      poolName,
      customer,
      shopIds: promise.shopIds,
      cancelReason: row.cancelReason,
      purchaseId: row.purchaseId,
    };
  });
}

export async function viewOwnCoupons(
  tx: Tx,
  reader: Reader,
  rows: readonly CouponRow[],
): Promise<OwnCoupon[]> {
  const found = await readAround(tx, reader.brandId, rows);
  const promises = rows.map((row) => around(row, found));
  const shops = await shopsOf(
    tx,
    reader.brandId,
    promises.flatMap(({ promise }) => promise.shopIds),
  );
  return rows.map((row, index) => {
    const { promise, pictureUrl } = promises[index] ?? around(row, found);
    return {
      ...shared(row, promise, { ...reader, currency: found.currency }),
      pictureUrl,
      shops: promise.shopIds.flatMap((id) => shops.get(id) ?? []),
      partner: promise.partner,
    };
  });
}

/** Refuses `coupon_not_found`. */
export async function viewCoupon(deps: Deps, reader: Reader, where: { id: string } | { code: string }) {
  const row = await deps.db.prisma.coupon.findFirst({ where: { brandId: reader.brandId, ...where } });
  const [view] = row ? await viewCoupons(deps.db.prisma, reader, [row]) : [];
  if (!view) throw new Refusal('coupon_not_found');
  return view;
}

/** Inside a transaction, by id. */
export async function viewCouponInside(tx: Tx, reader: Reader, id: string): Promise<Coupon> {
  const row = await tx.coupon.findUniqueOrThrow({ where: { brandId_id: { brandId: reader.brandId, id } } });
  const [view] = await viewCoupons(tx, reader, [row]);
  if (!view) throw new Error('a coupon was lost on the way');
  return view;
}

export async function viewOwnCouponInside(tx: Tx, reader: Reader, id: string): Promise<OwnCoupon> {
  const row = await tx.coupon.findUniqueOrThrow({ where: { brandId_id: { brandId: reader.brandId, id } } });
  const [view] = await viewOwnCoupons(tx, reader, [row]);
  if (!view) throw new Error('a coupon was lost on the way');
  return view;
}

/** Name and address of shops, by id. */
export async function shopsOf(tx: Tx, brandId: string, ids: readonly string[]) {
  const rows =
    ids.length === 0
      ? []
      : await tx.shop.findMany({
          where: { brandId, id: { in: [...new Set(ids)] }, closedAt: null },
          select: { id: true, name: true, address: true },
        });
  return new Map(rows.map((row) => [row.id, row]));
}

/** By the clock: the job that ends them comes a little later. */
export function isOver({ state, expiresAt }: Pick<CouponRow, 'state' | 'expiresAt'>, now: Date): boolean {
  return state === 'issued' && expiresAt !== null && expiresAt <= now;
}

function shared(
  row: CouponRow,
  { title, description, terms }: CouponPromise,
  { language, now, currency }: Reader & { currency: string },
) {
  return {
    id: row.id,
    code: shownCode(row),
    qrText: qrText(row),
    state: isOver(row, now) ? ('expired' as const) : couponState.parse(row.state),
    title: shownIn(title, language),
    description: shownIn(description, language),
    summary: describeCouponTerms(terms, currency, language),
    quantity: row.quantity,
    pricePoints: Number(row.pricePoints),
    validFrom: row.validFrom?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    issuedAt: row.issuedAt.toISOString(),
    redeemedAt: row.redeemedAt?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    discountMinor: Number(row.discountMinor),
  };
}

type Found = Awaited<ReturnType<typeof readAround>>;

function around(row: CouponRow, { pools, pictures, brandId }: Found) {
  const pool = pools.get(row.poolId ?? '') ?? null;
  return {
    promise: promiseOfCoupon({ promise: row.promise, pool }),
    poolName: pool?.name ?? null,
    pictureUrl: fileUrl(brandId, pictures.get(row.rewardId ?? '') ?? null),
  };
}

async function readAround(tx: Tx, brandId: string, rows: readonly CouponRow[]) {
  const idsOf = (field: 'poolId' | 'rewardId' | 'customerId') => [
    ...new Set(rows.flatMap((row) => row[field] ?? [])),
  ];
  const [brand, pools, rewards, customers] = await Promise.all([
    tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { currency: true } }),
    tx.couponPool.findMany({ where: { brandId, id: { in: idsOf('poolId') } } }),
    tx.reward.findMany({
      where: { brandId, id: { in: idsOf('rewardId') } },
      select: { id: true, pictureFile: true },
    }),
    tx.customer.findMany({
      where: { brandId, id: { in: idsOf('customerId') } },
      select: { id: true, firstName: true, lastName: true },
    }),
  ]);
  return {
    brandId,
    currency: brand.currency,
    pools: new Map(pools.map((pool) => [pool.id, pool])),
    pictures: new Map(rewards.map(({ id, pictureFile }) => [id, pictureFile])),
    customers: new Map(customers.map((customer) => [customer.id, customer])),
  };
}

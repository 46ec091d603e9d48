/** Pools of coupons as staff see them: lists, one of them, and how many of its codes are where. */
import {
  type CouponPool,
  couponPoolKinds,
  type Language,
  type RouteParsed,
  type Routes,
} from '@regulars/contracts';
import { describeCouponTerms } from '@regulars/contracts/coupon-words';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { decodeIdCursor, encodeCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { codeKey } from './code.ts';
import { promiseOf, readTerms, readValidity } from './promise.ts';

type PoolRow = Awaited<ReturnType<Tx['couponPool']['findFirstOrThrow']>>;
type ListQuery = RouteParsed<Routes['listCouponPools']>['query'];

export interface PoolId {
  brandId: string;
  id: string;
}

export async function listPools(deps: Deps, brandId: string, query: ListQuery, language: Language) {
  const { cursor, limit, q, kind, isActive } = query;
  const { prisma } = deps.db;
  const rows = await prisma.couponPool.findMany({
    where: {
      brandId,
      ...(kind === undefined ? {} : { kind }),
      ...(isActive === undefined ? {} : { isActive: isActive === 'true' }),
      ...(q ? { OR: searched(q) } : {}),
      ...(cursor === undefined ? {} : { id: { lt: decodeIdCursor(cursor) } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await showPools(prisma, { brandId, rows: shown, now: deps.clock.now(), language }),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

function searched(q: string) {
  const contains = { contains: q, mode: 'insensitive' as const };
  return [{ name: contains }, { titleRu: contains }, { titleEn: contains }, { sharedCodeKey: codeKey(q) }];
}

/** Refuses `coupon_pool_not_found`. */
export async function showPool(
  tx: Tx,
  deps: Deps,
  { brandId, id }: PoolId,
  language: Language,
): Promise<CouponPool> {
  const row = await findPool(tx, { brandId, id });
  const [pool] = await showPools(tx, { brandId, rows: [row], now: deps.clock.now(), language });
  if (!pool) throw new Error('a pool was lost on the way');
  return pool;
}

/** Refuses `coupon_pool_not_found`. */
export async function findPool(tx: Tx, key: PoolId): Promise<PoolRow> {
  const row = await tx.couponPool.findUnique({ where: { brandId_id: key } });
  if (!row) throw new Refusal('coupon_pool_not_found');
  return row;
}

interface Shown {
  brandId: string;
  rows: readonly PoolRow[];
  now: Date;
  language: Language;
}

async function showPools(tx: Tx, { brandId, rows, now, language }: Shown): Promise<CouponPool[]> {
  if (rows.length === 0) return [];
  const { currency } = await tx.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true },
  });
  const counts = await countCodes(tx, { brandId, poolIds: rows.map(({ id }) => id), now });
  return rows.map((row) => {
    const own = counts.get(row.id) ?? noCodes;
    const terms = readTerms(row.terms);
    const { title, description } = promiseOf(row);
    return {
      id: row.id,
      kind: z.enum(couponPoolKinds).parse(row.kind),
      name: row.name,
      title,
      description,
      terms,
      validity: readValidity(row.validity),
      shopIds: row.shopIds,
      perPersonLimit: row.perPersonLimit,
      useLimit: row.useLimit,
      sharedCode: row.sharedCode,
      isActive: row.isActive,
      summary: describeCouponTerms(terms, currency, language),
      canChangeTerms: own.given === 0,
      counts: {
        codes: own.codes,
        free: own.free,
        issued: own.issued,
        redeemed: own.redeemed,
        cancelled: own.cancelled,
        expired: own.expired,
      },
      generation: row.madeCount < row.wantedCount ? { wanted: row.wantedCount, made: row.madeCount } : null,
      createdAt: row.createdAt.toISOString(),
    };
  });
}

const noCodes = { codes: 0, free: 0, issued: 0, redeemed: 0, cancelled: 0, expired: 0, given: 0 };

async function countCodes(
  tx: Tx,
  { brandId, poolIds, now }: { brandId: string; poolIds: string[]; now: Date },
): Promise<Map<string, typeof noCodes>> {
  const rows = await tx.$queryRaw<({ poolId: string } & typeof noCodes)[]>`
    select pool_id as "poolId", count(*)::int as codes,
      count(*) filter (where is_open and customer_id is null)::int as free,
      count(*) filter (where is_open and customer_id is not null)::int as issued,
      count(*) filter (where state = 'redeemed')::int as redeemed,
      count(*) filter (where state = 'cancelled')::int as cancelled,
      count(*) filter (where state = 'expired' or (state = 'issued' and not is_open))::int as expired,
      count(*) filter (where customer_id is not null or state = 'redeemed')::int as given
    from (select pool_id, customer_id, state,
        state = 'issued' and (expires_at is null or expires_at > ${now}) as is_open
      from coupon where brand_id = ${brandId}::uuid and pool_id = any(${poolIds}::uuid[])) c
    group by 1`;
  return new Map(rows.map(({ poolId, ...counts }) => [poolId, counts]));
}

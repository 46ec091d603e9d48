/** Lists of coupons: all of a brand's for staff, a person's own in the Mini App. */
import type { Coupon, OwnCoupon, RouteParsed, Routes } from '@regulars/contracts';
import { survivorId } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { decodeCursor, decodeIdCursor, encodeCursor, uuidForm } from '../platform/cursor.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { codeKey } from './code.ts';
import { type Reader, viewCoupons, viewOwnCoupons } from './present.ts';

type ListQuery = RouteParsed<Routes['listCoupons']>['query'];
type OwnQuery = RouteParsed<Routes['listMyCoupons']>['query'];

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export async function listCoupons(deps: Deps, reader: Reader, query: ListQuery): Promise<Page<Coupon>> {
  const { prisma } = deps.db;
  const { brandId, now } = reader;
  const { cursor, limit, q, poolId, rewardId, state, isGiven } = query;
  const customerId =
    query.customerId === undefined ? undefined : await survivorId(prisma, brandId, query.customerId);
  const rows = await prisma.coupon.findMany({
    where: {
      brandId,
      ...(q ? { code: { startsWith: codeKey(q) } } : {}),
      ...(poolId === undefined ? {} : { poolId }),
      ...(rewardId === undefined ? {} : { rewardId }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(isGiven === undefined ? {} : { customerId: isGiven === 'true' ? { not: null } : null }),
      ...(cursor === undefined ? {} : { id: { lt: decodeIdCursor(cursor) } }),
      ...(state === undefined ? {} : byState(state, now)),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await viewCoupons(prisma, reader, shown),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

export async function listOwnCoupons(
  deps: Deps,
  reader: Reader,
  customerId: string,
  { of, cursor, limit }: OwnQuery,
): Promise<Page<OwnCoupon>> {
  const { prisma } = deps.db;
  const { brandId, now } = reader;
  const isOpen = of === 'open';
  const rows = await prisma.coupon.findMany({
    where: {
      brandId,
      customerId,
      AND: [isOpen ? byState('issued', now) : past(now), cursor === undefined ? {} : after(cursor, isOpen)],
    },
    orderBy: isOpen ? [{ expiresAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }] : [{ id: 'desc' }],
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await viewOwnCoupons(prisma, reader, shown),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor(isOpen ? [last.expiresAt?.toISOString() ?? null, last.id] : [null, last.id])
        : null,
  };
}

/** Refuses `coupon_not_found`, for another person's too. */
export async function findOwnCoupon(deps: Deps, reader: Reader, customerId: string, id: string) {
  const { prisma } = deps.db;
  const row = await prisma.coupon.findFirst({ where: { brandId: reader.brandId, id, customerId } });
  const [view] = row ? await viewOwnCoupons(prisma, reader, [row]) : [];
  if (!view) throw new Refusal('coupon_not_found');
  return view;
}

/** By the clock, whether or not the job has been there. */
function byState(state: 'issued' | 'redeemed' | 'cancelled' | 'expired', now: Date) {
  if (state === 'issued') return { state, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  if (state === 'expired') return { OR: [{ state }, { state: 'issued', expiresAt: { lte: now } }] };
  return { state };
}

function past(now: Date) {
  return { OR: [{ state: { not: 'issued' } }, { expiresAt: { lte: now } }] };
}

function after(cursor: string, isOpen: boolean) {
  const [expiresAt, id] = decodeCursor(cursor, 2);
  if (typeof id !== 'string' || !uuidForm.test(id))
    throw refuseField('cursor', 'is not a cursor of this list');
  if (!isOpen) return { id: { lt: id } };
  if (expiresAt === null) return { expiresAt: null, id: { gt: id } };
  const end = new Date(String(expiresAt));
  if (Number.isNaN(end.getTime())) throw refuseField('cursor', 'is not a cursor of this list');
  return { OR: [{ expiresAt: { gt: end } }, { expiresAt: end, id: { gt: id } }, { expiresAt: null }] };
}

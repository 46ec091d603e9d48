/** Purchases as a table, by the filters of their list, without its count, which a long export could not afford. */
import type { RouteParsed, Routes } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { survivorId } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import type { Cell } from '../platform/csv-out.ts';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import { requireOwnShop, shopNames } from '../shops/find.ts';
import type { Heading } from './headers.ts';
import { momentsIn, pageRows, pagesOf } from './pages.ts';
import type { ExportBrand } from './people.ts';

export const purchaseHeadings = [
  'occurredAt',
  'number',
  'customerId',
  'customerName',
  'total',
  'redeemed',
  'paid',
  'earned',
  'refunded',
  'shop',
  'source',
  'id',
] as const satisfies readonly Heading[];

type Query = RouteParsed<Routes['exportPurchases']>['query'];

/** Refuses `shop_not_yours` before anything is sent. */
export async function purchasePages(
  deps: Deps,
  brand: ExportBrand,
  query: Query,
  shopIds: readonly string[],
) {
  if (query.shopId !== undefined) requireOwnShop(shopIds, query.shopId);
  const { prisma } = deps.db;
  const where = await conditions(deps, brand.id, query, shopIds);
  return pagesOf(
    async (cursor) => {
      const rows = await prisma.purchase.findMany({
        where: { AND: [where, cursor === undefined ? {} : after(cursor)] },
        orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
        take: pageRows,
      });
      const last = rows.at(-1);
      const next = rows.length === pageRows && last ? [last.occurredAt.toISOString(), last.id] : null;
      return { items: rows, nextCursor: next === null ? null : encodeCursor(next) };
    },
    (rows) => show(deps, brand, rows),
  );
}

async function conditions(deps: Deps, brandId: string, query: Query, shopIds: readonly string[]) {
  const { prisma } = deps.db;
  const { refundedMinor, totalMinor } = { ...prisma.purchase.fields };
  const refunded = {
    none: { refundedMinor: 0 },
    partly: { AND: [{ refundedMinor: { gt: 0 } }, { refundedMinor: { lt: totalMinor } }] },
    fully: { totalMinor: { equals: refundedMinor } },
  };
  const ownShops = shopIds.length === 0 ? {} : { shopId: { in: [...shopIds] } };
  return {
    brandId,
    ...(query.shopId === undefined ? ownShops : { shopId: query.shopId }),
    ...(query.customerId === undefined
      ? {}
      : { customerId: await survivorId(prisma, brandId, query.customerId) }),
    ...(query.q ? { externalId: { startsWith: query.q } } : {}),
    ...(query.refunded === undefined ? {} : refunded[query.refunded]),
    occurredAt: {
      ...(query.from === undefined ? {} : { gte: new Date(query.from) }),
      ...(query.to === undefined ? {} : { lt: new Date(query.to) }),
    },
  };
}

function after(cursor: string) {
  const [occurredAt, id] = decodeCursor(cursor, 2).map(String);
  const instant = new Date(occurredAt ?? '');
  return { OR: [{ occurredAt: { lt: instant } }, { occurredAt: instant, id: { lt: id ?? '' } }] };
}

type Row = Awaited<ReturnType<Deps['db']['prisma']['purchase']['findFirstOrThrow']>>;

async function show(deps: Deps, brand: ExportBrand, rows: readonly Row[]): Promise<Cell[][]> {
  const { prisma } = deps.db;
  const moment = momentsIn(brand.zone);
  const digits = currencyDigits(brand.currency);
  const money = (minor: bigint) => ({ minor: Number(minor), digits });
  const people = await prisma.customer.findMany({
    where: { brandId: brand.id, id: { in: [...new Set(rows.map(({ customerId }) => customerId))] } },
    select: { id: true, firstName: true, lastName: true },
  });
  const names = new Map(
    people.map(({ id, firstName, lastName }) => [id, [firstName, lastName].filter(Boolean).join(' ')]),
  );
  const shops = await shopNames(
    prisma,
    brand.id,
    rows.flatMap(({ shopId }) => shopId ?? []),
  );
  return rows.map((row) => [
    moment(row.occurredAt),
    row.externalId,
    row.customerId,
    names.get(row.customerId) ?? null,
    money(row.totalMinor),
    Number(row.redeemedPoints),
    money(row.paidMinor),
    Number(row.earnedPoints),
    money(row.refundedMinor),
    shops.get(row.shopId ?? '')?.name ?? null,
    row.source,
    row.id,
  ]);
}

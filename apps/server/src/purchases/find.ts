/** Purchases as tills and staff read them: one with its lines, refunds and movements, and lists. */
import type { Language, PurchaseRow, PurchaseView, RouteParsed, Routes, ShopName } from '@regulars/contracts';
import { survivorId } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { earningWordsBrand } from '../earning/rule-view.ts';
import { viewEntries } from '../ledger/entries.ts';
import type { StaffBrand } from '../platform/callers.ts';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { requireOwnShop, shopNames } from '../shops/find.ts';
import { presentView } from './present.ts';

export interface PurchaseQuestion {
  brandId: string;
  id: string;
  language: Language;
  /** Where the one who asks works; [] is every shop. */
  shopIds: readonly string[];
}

/** Refuses `purchase_not_found`, for another brand's id too, and `shop_not_yours`. */
export async function findPurchase(
  deps: Deps,
  { brandId, id, language, shopIds }: PurchaseQuestion,
): Promise<PurchaseView> {
  const { prisma } = deps.db;
  const row = await prisma.purchase.findUnique({
    where: { brandId_id: { brandId, id } },
    include: { lines: { orderBy: { position: 'asc' } }, refunds: { orderBy: { id: 'asc' } } },
  });
  if (!row) throw new Refusal('purchase_not_found');
  requireOwnShop(shopIds, row.shopId);
  const ids = [...row.entryIds, ...row.refunds.flatMap((refund) => refund.entryIds)];
  const entries = await prisma.entry.findMany({
    where: { brandId, id: { in: ids } },
    orderBy: { id: 'asc' },
  });
  const views = await viewEntries(prisma, brandId, entries);
  const shops = await shopNames(prisma, brandId, row.shopId === null ? [] : [row.shopId]);
  const shop = shops.get(row.shopId ?? '') ?? null;
  return presentView({ ...row, shop }, views, language, await earningWordsBrand(prisma, brandId));
}

export async function findPurchaseDetails(deps: Deps, question: PurchaseQuestion) {
  const view = await findPurchase(deps, question);
  const customer = await deps.db.prisma.customer.findUniqueOrThrow({
    where: { brandId_id: { brandId: question.brandId, id: view.customerId } },
    include: { wallet: true },
  });
  return {
    ...view,
    customer: {
      id: customer.id,
      firstName: customer.firstName,
      lastName: customer.lastName,
      wallet: {
        available: Number(customer.wallet?.available ?? 0),
        pending: Number(customer.wallet?.pending ?? 0),
        held: Number(customer.wallet?.held ?? 0),
      },
    },
  };
}

type ListQuery = RouteParsed<Routes['listPurchases']>['query'];

/** Newest first, by receipt number from its beginning. Refuses `shop_not_yours` for a shop of others. */
export async function listPurchases(deps: Deps, { id: brandId, shopIds }: StaffBrand, asked: ListQuery) {
  if (asked.shopId !== undefined) requireOwnShop(shopIds, asked.shopId);
  const { prisma } = deps.db;
  const { customerId } = asked;
  const query =
    customerId === undefined
      ? asked
      : { ...asked, customerId: await survivorId(prisma, brandId, customerId) };
  const where = { brandId, ...whereOf(query.shopId, shopIds), ...conditions(query, prisma) };
  const [rows, total] = await Promise.all([
    prisma.purchase.findMany({
      where: { AND: [where, ...(query.cursor === undefined ? [] : [after(query.cursor)])] },
      orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
    }),
    prisma.purchase.count({ where }),
  ]);
  const shown = rows.slice(0, query.limit);
  const [names, shops] = await Promise.all([
    namesOf(prisma, brandId, shown),
    shopNames(
      prisma,
      brandId,
      shown.flatMap((row) => row.shopId ?? []),
    ),
  ]);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => presentRow(row, names, shops)),
    nextCursor:
      rows.length > query.limit && last ? encodeCursor([last.occurredAt.toISOString(), last.id]) : null,
    total,
  };
}

function whereOf(asked: string | undefined, own: readonly string[]) {
  if (asked !== undefined) return { shopId: asked };
  return own.length === 0 ? {} : { shopId: { in: [...own] } };
}

function conditions(query: ListQuery, prisma: Deps['db']['prisma']) {
  const { refundedMinor, totalMinor } = { ...prisma.purchase.fields };
  const refunded = {
    none: { refundedMinor: 0 },
    partly: { AND: [{ refundedMinor: { gt: 0 } }, { refundedMinor: { lt: totalMinor } }] },
    fully: { totalMinor: { equals: refundedMinor } },
  };
  return {
    ...(query.customerId === undefined ? {} : { customerId: query.customerId }),
    ...(query.q ? { externalId: { startsWith: query.q } } : {}),
    ...(query.refunded === undefined ? {} : refunded[query.refunded]),
    occurredAt: {
      ...(query.from === undefined ? {} : { gte: new Date(query.from) }),
      ...(query.to === undefined ? {} : { lt: new Date(query.to) }),
    },
  };
}

function after(cursor: string) {
  const [occurredAt, id] = decodeCursor(cursor, 2);
  const instant = new Date(String(occurredAt));
  if (Number.isNaN(instant.getTime()) || typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) {
    throw refuseField('cursor', 'is not a cursor of this list');
  }
  return { OR: [{ occurredAt: { lt: instant } }, { occurredAt: instant, id: { lt: id } }] };
}

type StoredPurchase = Awaited<ReturnType<Tx['purchase']['findFirstOrThrow']>>;
type Names = Map<string, { firstName: string | null; lastName: string | null }>;

async function namesOf(tx: Tx, brandId: string, rows: readonly StoredPurchase[]): Promise<Names> {
  const customers = await tx.customer.findMany({
    where: { brandId, id: { in: [...new Set(rows.map((row) => row.customerId))] } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(customers.map((customer) => [customer.id, customer]));
}

function presentRow(row: StoredPurchase, names: Names, shops: ReadonlyMap<string, ShopName>): PurchaseRow {
  const name = names.get(row.customerId);
  return {
    id: row.id,
    externalId: row.externalId,
    occurredAt: row.occurredAt.toISOString(),
    totalMinor: Number(row.totalMinor),
    redeemedPoints: Number(row.redeemedPoints),
    paidMinor: Number(row.paidMinor),
    earnedPoints: Number(row.earnedPoints),
    refundedMinor: Number(row.refundedMinor),
    source: row.source === 'till' ? 'till' : row.source === 'demo' ? 'demo' : 'api',
    shop: shops.get(row.shopId ?? '') ?? null,
    customer: {
      id: row.customerId,
      firstName: name?.firstName ?? null,
      lastName: name?.lastName ?? null,
    },
  };
}

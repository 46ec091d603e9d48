/** Customers and the movements of their points as tables. */
import type { Language, RouteParsed, Routes } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { debtPoints, presentRow, withTiers, withWalletAndStats } from '../customers/present.ts';
import { identity } from '../customers/profile.ts';
import { searchCustomerIds } from '../customers/search.sql.ts';
import { mergedIds, survivorId } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { brandWords, viewEntries } from '../ledger/entries.ts';
import { presentEntry } from '../ledger/present.ts';
import type { Cell } from '../platform/csv-out.ts';
import { decodeIdCursor, encodeCursor } from '../platform/cursor.ts';
import { shopNames } from '../shops/find.ts';
import type { Heading } from './headers.ts';
import { momentsIn, pageRows, pagesOf } from './pages.ts';

export const customerHeadings = [
  'id',
  'externalId',
  'firstName',
  'lastName',
  'username',
  'phone',
  'email',
  'birthday',
  'joinedAt',
  'tier',
  'marketing',
  'reachability',
  'available',
  'pending',
  'held',
  'debt',
  'purchasesCount',
  'spent',
  'lastPurchaseAt',
  'source',
  'createdAt',
] as const satisfies readonly Heading[];

export interface ExportBrand {
  id: string;
  currency: string;
  zone: string;
  language: Language;
}

export function customerPages(
  deps: Deps,
  brand: ExportBrand,
  query: RouteParsed<Routes['exportCustomers']>['query'],
  maySeeContacts: boolean,
) {
  const moment = momentsIn(brand.zone);
  const digits = currencyDigits(brand.currency);
  return pagesOf(
    async (cursor) => {
      const { separator: _form, ...filters } = query;
      const { ids, nextCursor } = await searchCustomerIds(deps, brand.id, {
        ...filters,
        cursor,
        limit: pageRows,
      });
      return { items: ids, nextCursor };
    },
    async (ids) => {
      const records = await deps.db.prisma.customer.findMany({
        where: { brandId: brand.id, id: { in: [...ids] } },
        include: withWalletAndStats,
      });
      const byId = new Map(records.map((record) => [record.id, record]));
      const found = await withTiers(
        deps,
        brand.id,
        ids.flatMap((id) => byId.get(id) ?? []),
      );
      return found.map((ranked): Cell[] => {
        const { record, tier } = ranked;
        const row = presentRow(ranked, deps.secrets, maySeeContacts);
        const { externalId, email, birthday } = identity(deps, record, maySeeContacts);
        return [
          record.id,
          externalId,
          record.firstName,
          record.lastName,
          record.username,
          row.phone,
          email,
          birthday,
          moment(record.joinedAt),
          tier?.name[brand.language] ?? null,
          yesOrNo(record.marketingConsent, brand.language),
          row.reachability,
          row.wallet.available,
          row.wallet.pending,
          row.wallet.held,
          debtPoints(record.wallet),
          row.purchasesCount,
          { minor: row.spentMinor, digits },
          moment(row.lastPurchaseAt),
          record.source,
          moment(record.createdAt),
        ];
      });
    },
  );
}

function yesOrNo(value: boolean, language: Language): string {
  if (language === 'ru') return value ? 'да' : 'нет';
  return value ? 'yes' : 'no';
}

export const entryHeadings = [
  'createdAt',
  'id',
  'customerId',
  'kind',
  'change',
  'isPending',
  'availableAfter',
  'explanation',
  'reason',
  'shop',
  'activeFrom',
  'expiresAt',
] as const satisfies readonly Heading[];

export async function entryPages(
  deps: Deps,
  brand: ExportBrand,
  query: RouteParsed<Routes['exportEntries']>['query'],
) {
  const { prisma } = deps.db;
  const moment = momentsIn(brand.zone);
  const words = await brandWords(prisma, brand.id);
  const where = {
    brandId: brand.id,
    ...(query.customerId === undefined
      ? {}
      : { customerId: { in: await everyId(deps, brand.id, query.customerId) } }),
    ...(query.kind === undefined ? {} : { kind: query.kind }),
    createdAt: {
      ...(query.from === undefined ? {} : { gte: new Date(query.from) }),
      ...(query.to === undefined ? {} : { lt: new Date(query.to) }),
    },
  };
  return pagesOf(
    async (cursor) => {
      const rows = await prisma.entry.findMany({
        where: { ...where, ...(cursor === undefined ? {} : { id: { lt: decodeIdCursor(cursor) } }) },
        orderBy: { id: 'desc' },
        take: pageRows,
      });
      const last = rows.at(-1);
      return { items: rows, nextCursor: rows.length === pageRows && last ? encodeCursor([last.id]) : null };
    },
    async (rows) => {
      const views = await viewEntries(prisma, brand.id, rows);
      const shops = await shopNames(
        prisma,
        brand.id,
        views.flatMap(({ shopId }) => shopId ?? []),
      );
      return views.map((view, index): Cell[] => {
        const shown = presentEntry(view, brand.language, words);
        return [
          moment(shown.createdAt),
          shown.id,
          rows[index]?.customerId ?? null,
          shown.kind,
          shown.points,
          shown.pending ? yesOrNo(true, brand.language) : '',
          shown.availableAfter,
          shown.explanation,
          shown.reason,
          shops.get(view.shopId ?? '')?.name ?? null,
          moment(shown.activeFrom),
          moment(shown.expiresAt),
        ];
      });
    },
  );
}

/** Entries never change hands: those of records that became a part of this one are still theirs. */
async function everyId(deps: Deps, brandId: string, givenId: string): Promise<string[]> {
  const id = await survivorId(deps.db.prisma, brandId, givenId);
  return [id, ...(await mergedIds(deps.db.prisma, brandId, id))];
}

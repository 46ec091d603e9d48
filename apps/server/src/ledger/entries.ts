/** Movements of a customer's points for people to read, newest first. */
import { type Entry, entryKind, type Language, pointsName } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import { refuseField } from '../platform/refusal.ts';
import { type ExplainingBrand, explainEntry } from './explain.ts';

export type EntryRow = NonNullable<Awaited<ReturnType<Tx['entry']['findFirst']>>>;

export interface EntriesQuery {
  brandId: string;
  customerId: string;
  limit: number;
  cursor?: string | undefined;
  language: Language;
}

export async function entriesPage(
  deps: Deps,
  query: EntriesQuery,
): Promise<{ items: Entry[]; nextCursor: string | null }> {
  const { brandId, customerId, limit } = query;
  const before = query.cursor === undefined ? {} : { id: { lt: entryIdOf(query.cursor) } };
  const rows = await deps.db.prisma.entry.findMany({
    where: { brandId, customerId, ...before },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentEntries(deps, brandId, page, query.language),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

/** Entries with their words; the bills behind them are read in one query. */
export async function presentEntries(
  deps: Deps,
  brandId: string,
  rows: readonly EntryRow[],
  language: Language,
): Promise<Entry[]> {
  if (rows.length === 0) return [];
  const purchaseIds = [...new Set(rows.flatMap((row) => row.purchaseId ?? []))];
  const [brand, purchases] = await Promise.all([
    deps.db.prisma.brand.findUniqueOrThrow({
      where: { id: brandId },
      select: { currency: true, pointsName: true },
    }),
    deps.db.prisma.purchase.findMany({
      where: { brandId, id: { in: purchaseIds } },
      select: { id: true, totalMinor: true },
    }),
  ]);
  const bills = new Map(purchases.map((purchase) => [purchase.id, Number(purchase.totalMinor)]));
  const explaining = { currency: brand.currency, pointsName: pointsName.parse(brand.pointsName) };
  return rows.map((row) => presentEntry(row, bills.get(row.purchaseId ?? '') ?? null, explaining, language));
}

export function presentEntry(
  row: EntryRow,
  totalMinor: number | null,
  brand: ExplainingBrand,
  language: Language,
): Entry {
  const kind = entryKind.parse(row.kind);
  const pendingDelta = Number(row.pendingDelta);
  const availableDelta = Number(row.availableDelta);
  const points = kind === 'activation' ? availableDelta : availableDelta + pendingDelta;
  const pending = kind !== 'activation' && pendingDelta > 0;
  return {
    id: row.id,
    kind,
    points,
    pending,
    availableAfter: Number(row.availableAfter),
    purchaseId: row.purchaseId,
    reason: row.reason,
    explanation: explainEntry({ kind, points, pending, reason: row.reason, totalMinor }, brand, language),
    activeFrom: row.activeFrom?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

function entryIdOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return id;
  throw refuseField('cursor', 'is not a cursor of this list');
}

/** A customer's movements for people and programs: pages, newest first. */
import type { HistoryEntry, Language } from '@regulars/contracts';
import { pointsName } from '@regulars/contracts';
import { mergedIds } from '../customers/survivor.ts';
import { readVerdicts } from '../earning/answers.ts';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { refuseField } from '../platform/refusal.ts';
import { shopNames } from '../shops/find.ts';
import { type BrandWords, type EntryView, presentEntry } from './present.ts';

export interface EntriesQuestion {
  brandId: string;
  customerId: string;
  limit: number;
  cursor?: string | undefined;
  language: Language;
}

type StoredEntry = Awaited<ReturnType<Tx['entry']['findFirstOrThrow']>>;

/** Ids sort by time of making, so the last id shown is the cursor. Refuses a cursor that is not one of ours. */
export async function entriesPage(
  deps: { db: { prisma: Tx } },
  { brandId, customerId, limit, cursor, language }: EntriesQuestion,
): Promise<{ items: HistoryEntry[]; nextCursor: string | null }> {
  // Entries never change hands: those of records that became a part of this one are still theirs.
  const merged = await mergedIds(deps.db.prisma, brandId, customerId);
  const whose = merged.length === 0 ? customerId : { in: [customerId, ...merged] };
  const rows = await deps.db.prisma.entry.findMany({
    where: {
      brandId,
      customerId: whose,
      ...(cursor === undefined ? {} : { id: { lt: readCursor(cursor) } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const brand = await brandWords(deps.db.prisma, brandId);
  const views = await viewEntries(deps.db.prisma, brandId, shown);
  const shops = await shopNames(
    deps.db.prisma,
    brandId,
    views.flatMap(({ shopId }) => shopId ?? []),
  );
  const last = shown.at(-1);
  return {
    items: views.map((view) => ({
      ...presentEntry(view, language, brand),
      shop: shops.get(view.shopId ?? '') ?? null,
    })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

/** Adds to entries what their words mention: the bill of their purchase. */
export async function viewEntries(
  tx: Tx,
  brandId: string,
  rows: readonly StoredEntry[],
): Promise<(EntryView & { shopId: string | null })[]> {
  const ids = [...new Set(rows.flatMap(({ purchaseId }) => (purchaseId === null ? [] : [purchaseId])))];
  const purchases =
    ids.length === 0
      ? []
      : await tx.purchase.findMany({
          where: { brandId, id: { in: ids } },
          select: { id: true, totalMinor: true, verdicts: true, shopId: true },
        });
  const byId = new Map(purchases.map((purchase) => [purchase.id, purchase]));
  return rows.map((row) => {
    const purchase = byId.get(row.purchaseId ?? '');
    return {
      ...row,
      availableDelta: Number(row.availableDelta),
      pendingDelta: Number(row.pendingDelta),
      availableAfter: Number(row.availableAfter),
      totalMinor: purchase ? Number(purchase.totalMinor) : null,
      shopId: purchase?.shopId ?? null,
      rule: ruleOf(purchase?.verdicts, row.ruleVersionId),
    };
  });
}

/** What a purchase keeps of the rule that paid an entry; null for the base rule alone. */
export function ruleOf(verdicts: unknown, ruleVersionId: string | null): EntryView['rule'] {
  return readVerdicts(verdicts).find((verdict) => verdict.ruleVersionId === ruleVersionId) ?? null;
}

export async function brandWords(tx: Tx, brandId: string): Promise<BrandWords> {
  const brand = await tx.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true, pointsName: true },
  });
  return { currency: brand.currency, pointsName: pointsName.parse(brand.pointsName) };
}

function readCursor(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) {
    throw refuseField('cursor', 'is not a cursor of this list');
  }
  return id;
}

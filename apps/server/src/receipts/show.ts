/** Receipts as their owner sees them, and as staff do. */
import {
  type Language,
  type MyReceipt,
  pointsName,
  type Receipt,
  type ReceiptDetails,
  receiptChannels,
  receiptDoubts,
  receiptRefusals,
  receiptStates,
  type ReceiptState,
} from '@regulars/contracts';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import { decodeIdCursor, encodeCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { findReceipt, type ReceiptKey, type ReceiptRow } from './decide.ts';
import { receiptsLeftToday } from './receipts.ts';
import { explainReceipt } from './receipt.words.ts';
import { namesOfRegisters } from './registers.ts';
import { readReceiptSettings } from './settings.ts';

interface Page {
  cursor?: string | undefined;
  limit: number;
}

export async function showMyReceipt(tx: Tx, row: ReceiptRow, language: Language): Promise<MyReceipt> {
  const [shown] = await showOwn(tx, row.brandId, [row], language);
  if (!shown) throw new Error('a receipt was not shown');
  return shown;
}

export async function listMyReceipts(
  deps: Deps,
  {
    brandId,
    customerId,
    language,
    cursor,
    limit,
  }: Page & { brandId: string; customerId: string; language: Language },
) {
  const { prisma } = deps.db;
  const before = cursor === undefined ? {} : { id: { lt: decodeIdCursor(cursor) } };
  const [rows, settings, brand] = await Promise.all([
    prisma.receipt.findMany({
      where: { brandId, customerId, ...before },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
    readReceiptSettings(prisma, brandId),
    prisma.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } }),
  ]);
  const { shown, nextCursor } = cut(rows, limit);
  const person = { brandId, customerId, zone: brand.zone, now: deps.clock.now() };
  return {
    items: await showOwn(prisma, brandId, shown, language),
    nextCursor,
    windowDays: settings.windowDays,
    takesPlainPhotos: settings.takesPlainPhotos,
    leftToday: settings.isEnabled ? await receiptsLeftToday(prisma, person, settings) : 0,
  };
}

export async function listReceipts(
  deps: Deps,
  brandId: string,
  { state, customerId, cursor, limit }: Page & { state: ReceiptState; customerId?: string | undefined },
) {
  const { prisma } = deps.db;
  const where = { brandId, state, ...(customerId === undefined ? {} : { customerId }) };
  const isQueue = state === 'waiting' || state === 'checking';
  const last = cursor === undefined ? null : decodeIdCursor(cursor);
  const beyond = last === null ? {} : { id: isQueue ? { gt: last } : { lt: last } };
  const [rows, total] = await Promise.all([
    prisma.receipt.findMany({
      where: { ...where, ...beyond },
      orderBy: { id: isQueue ? 'asc' : 'desc' },
      take: limit + 1,
    }),
    prisma.receipt.count({ where }),
  ]);
  const { shown, nextCursor } = cut(rows, limit);
  return { items: await showToStaff(prisma, brandId, shown), nextCursor, total };
}

export async function showReceipt(tx: Tx, row: ReceiptRow): Promise<Receipt> {
  const [shown] = await showToStaff(tx, row.brandId, [row]);
  if (!shown) throw new Error('a receipt was not shown');
  return shown;
}

const mostPurchases = 6;
const daysAround = 3;
const dayMilliseconds = 86_400_000;

/** Refuses `receipt_not_found`. */
export async function showReceiptDetails(tx: Tx, key: ReceiptKey): Promise<ReceiptDetails> {
  const row = await findReceipt(tx, key);
  const { brandId, customerId } = row;
  const around = (row.purchasedAt ?? row.sentAt).getTime();
  const [shown, purchases, counts] = await Promise.all([
    showReceipt(tx, row),
    tx.purchase.findMany({
      where: {
        brandId,
        customerId,
        occurredAt: {
          gte: new Date(around - daysAround * dayMilliseconds),
          lte: new Date(around + daysAround * dayMilliseconds),
        },
      },
      orderBy: { occurredAt: 'desc' },
      take: mostPurchases,
      select: { id: true, occurredAt: true, totalMinor: true, paidMinor: true },
    }),
    tx.receipt.groupBy({
      by: ['state'],
      where: { brandId, customerId, id: { not: row.id }, state: { in: ['approved', 'refused'] } },
      _count: true,
    }),
  ]);
  const countOf = (state: ReceiptState) => counts.find((one) => one.state === state)?._count ?? 0;
  return {
    ...shown,
    purchases: purchases.map(({ id, occurredAt, totalMinor, paidMinor }) => ({
      id,
      occurredAt: occurredAt.toISOString(),
      totalMinor: Number(totalMinor),
      isSameSum: row.totalMinor !== null && [totalMinor, paidMinor].includes(row.totalMinor),
    })),
    history: { approved: countOf('approved'), refused: countOf('refused') },
  };
}

function cut(rows: readonly ReceiptRow[], limit: number) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
}

async function showOwn(
  tx: Tx,
  brandId: string,
  rows: readonly ReceiptRow[],
  language: Language,
): Promise<MyReceipt[]> {
  const brand = await tx.brand.findUniqueOrThrow({ where: { id: brandId } });
  const voice = { language, currency: brand.currency, pointsName: pointsName.parse(brand.pointsName) };
  return rows.map((row) => {
    const shared = sharedOf(row);
    return { ...shared, explanation: explainReceipt(shared, voice) };
  });
}

async function showToStaff(tx: Tx, brandId: string, rows: readonly ReceiptRow[]): Promise<Receipt[]> {
  const settings = await readReceiptSettings(tx, brandId);
  const [registers, staff, people] = await Promise.all([
    namesOfRegisters(tx, brandId, settings),
    staffNames(
      tx,
      rows.map((row) => row.decidedBy),
    ),
    tx.customer.findMany({
      where: { brandId, id: { in: rows.map((row) => row.customerId) } },
      select: { id: true, firstName: true, lastName: true },
    }),
  ]);
  const names = new Map(
    people.map(({ id, firstName, lastName }) => [id, [firstName, lastName].filter(Boolean).join(' ')]),
  );
  return rows.map((row) => ({
    ...sharedOf(row),
    doubt: receiptDoubts.find((one) => one === row.doubt) ?? null,
    fiscalDrive: row.fiscalDrive,
    documentNumber: row.documentNumber,
    fiscalSign: row.fiscalSign,
    register: row.fiscalDrive === null ? null : (registers.get(row.fiscalDrive) ?? null),
    hasPicture: row.pictureFile !== null,
    customer: { id: row.customerId, name: names.get(row.customerId) ?? '' },
    decidedBy: staff.get(row.decidedBy ?? '') ?? null,
  }));
}

function sharedOf(row: ReceiptRow) {
  return {
    id: row.id,
    state: known(receiptStates, row.state),
    channel: known(receiptChannels, row.channel),
    totalMinor: row.totalMinor === null ? null : Number(row.totalMinor),
    purchasedAt: row.purchasedAt?.toISOString() ?? null,
    sentAt: row.sentAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    points: Number(row.points),
    refusal: row.refusal === null ? null : known(receiptRefusals, row.refusal),
    note: row.note,
  };
}

function known<T extends string>(words: readonly T[], stored: string): T {
  const word = words.find((one) => one === stored);
  if (word === undefined) throw new Error(`a receipt is ${stored}, which nobody writes`);
  return word;
}

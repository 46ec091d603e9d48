/** All that is stored of a person, as they may ask for it; bounded, newest first. */
import type { Language } from '@regulars/contracts';
import { exportOwnCoupons } from '../coupons/own-export.ts';
import type { Deps } from '../deps.ts';
import { exportTiers } from '../tiers/export.ts';
import { presentMember } from './member.ts';
import { mergedIds } from './survivor.ts';

const maxRows = 20_000;

export async function exportCustomer(deps: Deps, brandId: string, customerId: string, language: Language) {
  const where = { brandId, customerId };
  const { prisma } = deps.db;
  const everyId = [customerId, ...(await mergedIds(prisma, brandId, customerId))];
  const [tiers, member, record, brand, consents, entries, lots, purchases, messages, receipts] =
    await Promise.all([
      exportTiers(prisma, brandId, customerId),
      presentMember(deps, brandId, customerId, language),
      prisma.customer.findUniqueOrThrow({ where: { brandId_id: { brandId, id: customerId } } }),
      prisma.brand.findUniqueOrThrow({ where: { id: brandId } }),
      prisma.consent.findMany({ where, orderBy: { at: 'desc' }, take: maxRows }),
      prisma.entry.findMany({
        where: { brandId, customerId: { in: everyId } },
        orderBy: { id: 'desc' },
        take: maxRows,
      }),
      prisma.lot.findMany({ where, orderBy: { id: 'desc' }, take: maxRows }),
      prisma.purchase.findMany({
        where,
        orderBy: { id: 'desc' },
        take: maxRows,
        include: { lines: true, refunds: true },
      }),
      prisma.delivery.findMany({ where, orderBy: { id: 'desc' }, take: maxRows }),
      prisma.receipt.findMany({ where, orderBy: { id: 'desc' }, take: maxRows }),
    ]);
  const reader = { brandId, language, now: deps.clock.now() };
  const coupons = await exportOwnCoupons(prisma, reader, customerId);
  const { wallet, recentEntries: _recent, tier: _tier, ...profile } = member;
  return {
    exportedAt: deps.clock.now().toISOString(),
    brand: brand.name,
    profile: {
      ...profile,
      telegramId: record.telegramId === null ? null : Number(record.telegramId),
      username: record.username,
      zone: record.zone,
      externalId: record.externalId,
      source: record.source,
      reachability: record.reachability,
      phoneVerifiedAt: record.phoneVerifiedAt,
      createdAt: record.createdAt,
    },
    consents: consents.map((row) => plain(row, ['kind', 'granted', 'version', 'source', 'at'])),
    wallet,
    entries: entries.map((row) => plain(row, exportedEntryFields)),
    lots: lots.map((row) => plain(row, ['id', 'points', 'remaining', 'state', 'activeFrom', 'expiresAt'])),
    purchases: purchases.map((row) => ({
      ...plain(row, [
        'id',
        'externalId',
        'occurredAt',
        'totalMinor',
        'paidMinor',
        'redeemedPoints',
        'earnedPoints',
        'refundedMinor',
      ]),
      lines: row.lines.map((line) =>
        plain(line, ['sku', 'name', 'category', 'quantity', 'unitPriceMinor', 'discountMinor']),
      ),
      refunds: row.refunds.map((refund) =>
        plain(refund, ['externalId', 'amountMinor', 'moneyMinor', 'createdAt']),
      ),
    })),
    tiers,
    coupons,
    messages: messages.map((row) => plain(row, ['state', 'text', 'queuedAt', 'sentAt'])),
    receipts: receipts.map((row) => plain(row, exportedReceiptFields)),
  };
}

const exportedEntryFields = [
  'id',
  'kind',
  'availableDelta',
  'pendingDelta',
  'availableAfter',
  'pendingAfter',
  'reason',
  'activeFrom',
  'expiresAt',
  'createdAt',
] as const;

const exportedReceiptFields = [
  'id',
  'state',
  'channel',
  'fiscalDrive',
  'documentNumber',
  'fiscalSign',
  'totalMinor',
  'purchasedAt',
  'points',
  'refusal',
  'note',
  'sentAt',
  'decidedAt',
] as const;

/** The named fields as JSON can hold them. */
function plain<T extends object>(row: T, fields: readonly (keyof T & string)[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, jsonValue(row[field])]));
}

function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Date ? value.toISOString() : value;
}

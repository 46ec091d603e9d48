/** How a customer's row is shown: to tills, in lists of the admin, in the profile. */
import { type Customer, type CustomerRow, topic, type Topic } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { Secrets } from '../platform/secrets.ts';
import { maskPhone, readSecret } from './contacts.ts';

/** What every view needs beside the row itself. */
export const withWalletAndStats = { wallet: true, stats: true } as const;

export type CustomerRecord = Awaited<ReturnType<typeof findRecord>>;

export function findRecord(deps: { db: { prisma: Tx } }, brandId: string, id: string) {
  return deps.db.prisma.customer.findUniqueOrThrow({
    where: { brandId_id: { brandId, id } },
    include: withWalletAndStats,
  });
}

export function presentWallet(wallet: { available: bigint; pending: bigint; held: bigint } | null) {
  return {
    available: Number(wallet?.available ?? 0),
    pending: Number(wallet?.pending ?? 0),
    held: Number(wallet?.held ?? 0),
  };
}

/** Points owed after a refund under the below-zero policy. */
export function debtPoints(wallet: { available: bigint } | null): number {
  return Math.max(0, -Number(wallet?.available ?? 0));
}

export function presentCustomer(record: CustomerRecord, secrets: Secrets): Customer {
  return {
    id: record.id,
    telegramId: record.telegramId === null ? null : Number(record.telegramId),
    firstName: record.firstName,
    lastName: record.lastName,
    phone: readSecret(secrets, record.phoneEncrypted),
    externalId: record.externalId,
    joinedAt: record.joinedAt?.toISOString() ?? null,
    wallet: presentWallet(record.wallet),
  };
}

/** Without the right to see contacts the phone shows its last digits only. */
export function presentRow(record: CustomerRecord, secrets: Secrets, maySeeContacts: boolean): CustomerRow {
  return {
    id: record.id,
    firstName: record.firstName,
    lastName: record.lastName,
    username: record.username,
    photoUrl: record.photoUrl,
    phone: maySeeContacts ? readSecret(secrets, record.phoneEncrypted) : maskPhone(record.phoneTail),
    joinedAt: record.joinedAt?.toISOString() ?? null,
    reachability: presentReachability(record.reachability),
    marketingConsent: record.marketingConsent,
    wallet: presentWallet(record.wallet),
    purchasesCount: record.stats?.purchasesCount ?? 0,
    spentMinor: Number(record.stats?.spentMinor ?? 0),
    lastPurchaseAt: record.stats?.lastPurchaseAt?.toISOString() ?? null,
  };
}

export function presentReachability(value: string): CustomerRow['reachability'] {
  return value === 'reachable' || value === 'blocked' || value === 'not_started' ? value : 'unknown';
}

export function presentTopics(topics: readonly string[]): Topic[] {
  return topics.filter((one): one is Topic => topic.safeParse(one).success);
}

export function presentLanguage(language: string): 'ru' | 'en' {
  return language === 'en' ? 'en' : 'ru';
}

/** How a customer's row is shown: to tills, in lists of the admin, in the profile. */
import {
  type Customer,
  type CustomerRow,
  type Language,
  type TierBadge,
  topic,
  type Topic,
} from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { Secrets } from '../platform/secrets.ts';
import { tierOf, tiersOf } from '../tiers/tier-of.sql.ts';
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

/** The rows with the level that each customer is in, read for all of them at once. */
export async function withTiers(
  deps: { db: { prisma: Tx }; clock: { now(): Date } },
  brandId: string,
  records: readonly CustomerRecord[],
): Promise<RankedRecord[]> {
  const customerIds = records.map(({ id }) => id);
  const tiers = await tiersOf(deps.db.prisma, { brandId, customerIds, now: deps.clock.now() });
  return records.map((record) => ({ record, tier: tiers.get(record.id) ?? null }));
}

/** As tills see one customer. */
export async function showCustomer(
  deps: { db: { prisma: Tx }; clock: { now(): Date }; secrets: Secrets },
  record: CustomerRecord,
  language: Language,
): Promise<Customer> {
  const { brandId, id: customerId } = record;
  const tier = await tierOf(deps.db.prisma, { brandId, customerId, now: deps.clock.now() });
  return presentCustomer(record, deps.secrets, tier && { id: tier.id, name: tier.name[language] });
}

function presentCustomer(record: CustomerRecord, secrets: Secrets, tier: Customer['tier']): Customer {
  return {
    id: record.id,
    telegramId: record.telegramId === null ? null : Number(record.telegramId),
    firstName: record.firstName,
    lastName: record.lastName,
    phone: readSecret(secrets, record.phoneEncrypted),
    externalId: record.externalId,
    joinedAt: record.joinedAt?.toISOString() ?? null,
    wallet: presentWallet(record.wallet),
    tier,
  };
}

export interface RankedRecord {
  record: CustomerRecord;
  tier: TierBadge | null;
}

/** Without the right to see contacts the phone shows its last digits only. */
export function presentRow(
  { record, tier }: RankedRecord,
  secrets: Secrets,
  maySeeContacts: boolean,
): CustomerRow {
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
    tier,
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

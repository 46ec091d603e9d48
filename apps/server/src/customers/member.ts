/** The member as the Mini App shows them: profile, wallet, what comes next, the last movements. */
import type { Entry, Language, Member } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { entriesPage } from '../ledger/entries.ts';
import { type PointsForecast, pointsForecast } from '../ledger/forecast.ts';
import { runInside, runOn } from '../ledger/statement.ts';
import type { Tx } from '../platform/db.ts';
import { readTierStanding } from '../tiers/present.ts';
import { readSecret } from './contacts.ts';
import {
  type CustomerRecord,
  debtPoints,
  findRecord,
  presentLanguage,
  presentTopics,
  presentWallet,
} from './present.ts';

const recentEntries = 5;

export async function presentMember(
  deps: Deps,
  brandId: string,
  customerId: string,
  language: Language,
): Promise<Member> {
  const now = deps.clock.now();
  const [record, tier, forecast, entries] = await Promise.all([
    findRecord(deps, brandId, customerId),
    readTierStanding(deps.db.prisma, { brandId, customerId, now }),
    pointsForecast(runOn(deps.db.pool), { brandId, customerId, now }),
    entriesPage(deps, { brandId, customerId, limit: recentEntries, language }),
  ]);
  return { ...showMember(deps, record, forecast, entries), tier };
}

/** As the transaction sees them, which has changed something that nobody else sees yet. */
export async function presentMemberInside(
  tx: Tx,
  deps: Deps,
  { brandId, customerId, language }: { brandId: string; customerId: string; language: Language },
): Promise<Member> {
  const own = { db: { prisma: tx } };
  // One after the other: a transaction has one connection.
  const record = await findRecord(own, brandId, customerId);
  const now = deps.clock.now();
  const tier = await readTierStanding(tx, { brandId, customerId, now });
  const forecast = await pointsForecast(runInside(tx), { brandId, customerId, now });
  const entries = await entriesPage(own, { brandId, customerId, limit: recentEntries, language });
  return { ...showMember(deps, record, forecast, entries), tier };
}

function showMember(
  deps: Deps,
  record: CustomerRecord,
  forecast: PointsForecast,
  entries: { items: Entry[] },
): Omit<Member, 'tier'> {
  return {
    id: record.id,
    firstName: record.firstName ?? '',
    lastName: record.lastName,
    photoUrl: record.photoUrl,
    language: presentLanguage(record.language),
    phone: readSecret(deps.secrets, record.phoneEncrypted),
    email: readSecret(deps.secrets, record.emailEncrypted),
    birthday: readSecret(deps.secrets, record.birthdayEncrypted),
    topics: presentTopics(record.topics),
    marketingConsent: record.marketingConsent,
    joinedAt: (record.joinedAt ?? record.createdAt).toISOString(),
    wallet: presentWallet(record.wallet),
    debtPoints: debtPoints(record.wallet),
    ...forecast,
    recentEntries: entries.items,
  };
}

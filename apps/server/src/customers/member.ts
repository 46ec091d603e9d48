/** The member as the Mini App shows them: profile, wallet, what comes next, the last movements. */
import type { Language, Member } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { entriesPage } from '../ledger/entries.ts';
import { pointsForecast } from '../ledger/forecast.ts';
import { readSecret } from './contacts.ts';
import { debtPoints, findRecord, presentLanguage, presentTopics, presentWallet } from './present.ts';

const recentEntries = 5;

export async function presentMember(
  deps: Deps,
  brandId: string,
  customerId: string,
  language: Language,
): Promise<Member> {
  const [record, forecast, entries] = await Promise.all([
    findRecord(deps, brandId, customerId),
    pointsForecast(deps, brandId, customerId),
    entriesPage(deps, { brandId, customerId, limit: recentEntries, language }),
  ]);
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

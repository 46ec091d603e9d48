/** What a member may change of their own: name, language, birthday, e-mail, topics, marketing consent. */
import type { RouteParsed, Routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { birthdayChange, checkBirthday, emailFields } from './contacts.ts';
import { documentVersion, setConsent } from './consents.ts';

type Changes = RouteParsed<Routes['updateMe']>['body'];

export async function updateOwnProfile(
  deps: Deps,
  brandId: string,
  customerId: string,
  changes: Changes,
): Promise<void> {
  if (typeof changes.birthday === 'string') checkBirthday(changes.birthday, deps.clock.now());
  await deps.db.prisma.$transaction(async (tx) => {
    const whose = { brandId, id: customerId };
    const email =
      changes.email === undefined ? {} : await ownEmail(tx, deps, { brandId, customerId }, changes.email);
    const birthday =
      changes.birthday === undefined ? {} : await birthdayChange(tx, deps, whose, changes.birthday);
    await tx.customer.update({
      where: { brandId_id: whose },
      data: {
        ...(changes.firstName === undefined ? {} : { firstName: changes.firstName }),
        ...(changes.lastName === undefined ? {} : { lastName: changes.lastName || null }),
        ...(changes.language === undefined ? {} : { language: changes.language }),
        ...birthday,
        ...email,
        ...(changes.topics === undefined ? {} : { topics: [...new Set(changes.topics)] }),
      },
    });
  });
}

/**
 * Nobody has proven that the address is theirs, so it leads no till or shop to this record: whoever typed somebody
 * else's would be taken for them. Only one that a till, a shop or staff gave leads here, for as long as it stays.
 */
async function ownEmail(
  tx: Tx,
  deps: Deps,
  { brandId, customerId }: { brandId: string; customerId: string },
  email: string | null,
) {
  const typed = emailFields(deps.secrets, brandId, email);
  const { emailHash } = await tx.customer.findUniqueOrThrow({
    where: { brandId_id: { brandId, id: customerId } },
    select: { emailHash: true },
  });
  return typed.emailHash === emailHash ? typed : { ...typed, emailHash: null };
}

/** Refuses `version_conflict` when consent is given to a text that has been replaced; taking it back is always right. */
export async function setOwnMarketing(
  deps: Deps,
  brandId: string,
  customerId: string,
  answer: { granted: boolean; version: number },
): Promise<void> {
  await deps.db.prisma.$transaction(async (tx) => {
    const version = await documentVersion(tx, brandId, 'marketing');
    if (answer.granted && answer.version !== version) throw new Refusal('version_conflict');
    await setConsent(tx, deps.random, {
      brandId,
      customerId,
      kind: 'marketing',
      granted: answer.granted,
      version,
      source: 'miniapp',
      at: deps.clock.now(),
    });
  });
}

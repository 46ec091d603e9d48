/** What a member may change of their own: name, language, birthday, e-mail, topics, marketing consent. */
import type { RouteParsed, Routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { isUniqueViolation } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { birthdayFields, checkBirthday, emailFields } from './contacts.ts';
import { documentVersion, setConsent } from './consents.ts';
import { releaseOwnContacts } from './survivor.ts';

type Changes = RouteParsed<Routes['updateMe']>['body'];

export async function updateOwnProfile(
  deps: Deps,
  brandId: string,
  customerId: string,
  changes: Changes,
): Promise<void> {
  if (typeof changes.birthday === 'string') checkBirthday(changes.birthday, deps.clock.now());
  try {
    const email = changes.email === undefined ? {} : emailFields(deps.secrets, brandId, changes.email);
    await deps.db.prisma.$transaction(async (tx) => {
      await releaseOwnContacts(tx, brandId, customerId, email);
      await tx.customer.update({
        where: { brandId_id: { brandId, id: customerId } },
        data: {
          ...(changes.firstName === undefined ? {} : { firstName: changes.firstName }),
          ...(changes.lastName === undefined ? {} : { lastName: changes.lastName || null }),
          ...(changes.language === undefined ? {} : { language: changes.language }),
          ...(changes.birthday === undefined ? {} : birthdayFields(deps.secrets, changes.birthday)),
          ...email,
          ...(changes.topics === undefined ? {} : { topics: [...new Set(changes.topics)] }),
        },
      });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('contact_taken') : error;
  }
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

/** What a member may change of their own: name, language, birthday, e-mail, topics, marketing consent. */
import type { RouteParsed, Routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { isUniqueViolation } from '../platform/db.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { birthdayFields, emailFields } from './contacts.ts';
import { setConsent } from './consents.ts';

type Changes = RouteParsed<Routes['updateMe']>['body'];

const oldestBirthYear = 1900;

export async function updateOwnProfile(
  deps: Deps,
  brandId: string,
  customerId: string,
  changes: Changes,
): Promise<void> {
  if (typeof changes.birthday === 'string') checkBirthday(changes.birthday, deps.clock.now());
  try {
    await deps.db.prisma.customer.update({
      where: { brandId_id: { brandId, id: customerId } },
      data: {
        ...(changes.firstName === undefined ? {} : { firstName: changes.firstName }),
        ...(changes.lastName === undefined ? {} : { lastName: changes.lastName || null }),
        ...(changes.language === undefined ? {} : { language: changes.language }),
        ...(changes.birthday === undefined ? {} : birthdayFields(deps.secrets, changes.birthday)),
        ...(changes.email === undefined ? {} : emailFields(deps.secrets, brandId, changes.email)),
        ...(changes.topics === undefined ? {} : { topics: [...new Set(changes.topics)] }),
      },
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('contact_taken') : error;
  }
}

export async function setOwnMarketing(
  deps: Deps,
  brandId: string,
  customerId: string,
  answer: { granted: boolean; version: number },
): Promise<void> {
  await deps.db.prisma.$transaction((tx) =>
    setConsent(tx, deps.random, {
      brandId,
      customerId,
      kind: 'marketing',
      ...answer,
      source: 'miniapp',
      at: deps.clock.now(),
    }),
  );
}

function checkBirthday(date: string, now: Date): void {
  const isPlausible = date < now.toISOString().slice(0, 10) && Number(date.slice(0, 4)) >= oldestBirthYear;
  if (!isPlausible) throw refuseField('birthday', 'must be a day in the past');
}

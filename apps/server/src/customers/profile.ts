/** One customer as staff see them: profile, consents, messages; and the corrections staff may make. */
import type { CustomerProfile, RouteParsed, Routes } from '@regulars/contracts';
import { type Actor, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { pointsForecast } from '../ledger/forecast.ts';
import { runOn } from '../ledger/statement.ts';
import { isUniqueViolation } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  birthdayChange,
  checkBirthday,
  emailFields,
  phoneFields,
  readSecret,
  requirePhone,
} from './contacts.ts';
import { findCustomer } from './find.ts';
import { type CustomerRecord, debtPoints, presentLanguage, presentRow, presentTopics } from './present.ts';
import { tierOf } from '../tiers/tier-of.sql.ts';
import { releaseOwnContacts } from './survivor.ts';

const recentMessages = 20;
const recentConsents = 50;

export async function customerProfile(
  deps: Deps,
  brandId: string,
  givenId: string,
  maySeeContacts: boolean,
): Promise<CustomerProfile> {
  const record = await findCustomer(deps, brandId, { id: givenId });
  const { id } = record;
  const [tier, forecast, consents, messages] = await Promise.all([
    tierOf(deps.db.prisma, { brandId, customerId: id, now: deps.clock.now() }),
    pointsForecast(runOn(deps.db.pool), { brandId, customerId: id, now: deps.clock.now() }),
    consentsOf(deps, brandId, id),
    messagesOf(deps, brandId, id),
  ]);
  return {
    ...presentRow({ record, tier }, deps.secrets, maySeeContacts),
    ...identity(deps, record, maySeeContacts),
    language: presentLanguage(record.language),
    topics: presentTopics(record.topics),
    source: record.source,
    debtPoints: debtPoints(record.wallet),
    earnedPoints: Number(record.stats?.earnedPoints ?? 0),
    redeemedPoints: Number(record.stats?.redeemedPoints ?? 0),
    ...forecast,
    consents,
    messages,
  };
}

export function identity(deps: Deps, record: CustomerRecord, maySeeContacts: boolean) {
  const email = readSecret(deps.secrets, record.emailEncrypted);
  return {
    telegramId: record.telegramId === null ? null : Number(record.telegramId),
    externalId: record.externalId,
    email: maySeeContacts || email === null ? email : email.replace(/^(.).*@/, '$1•••@'),
    birthday: maySeeContacts ? readSecret(deps.secrets, record.birthdayEncrypted) : null,
  };
}

async function consentsOf(
  deps: Deps,
  brandId: string,
  customerId: string,
): Promise<CustomerProfile['consents']> {
  const rows = await deps.db.prisma.consent.findMany({
    where: { brandId, customerId },
    orderBy: { at: 'desc' },
    take: recentConsents,
  });
  return rows.map((row) => ({
    kind: row.kind === 'rules' ? 'rules' : 'marketing',
    granted: row.granted,
    version: row.version,
    source: row.source === 'bot' || row.source === 'staff' || row.source === 'api' ? row.source : 'miniapp',
    at: row.at.toISOString(),
  }));
}

async function messagesOf(
  deps: Deps,
  brandId: string,
  customerId: string,
): Promise<CustomerProfile['messages']> {
  const rows = await deps.db.prisma.delivery.findMany({
    where: { brandId, customerId },
    orderBy: { queuedAt: 'desc' },
    take: recentMessages,
    include: { message: { select: { kind: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.message.kind,
    state: row.skipReason ? `${row.state}:${row.skipReason}` : row.state,
    text: row.text,
    at: (row.sentAt ?? row.queuedAt).toISOString(),
  }));
}

type Changes = RouteParsed<Routes['updateProfile']>['body'];

/** Saves what is given; the audit log says which fields, never their values. */
export async function correctProfile(
  deps: Deps,
  brandId: string,
  givenId: string,
  changes: Changes,
  actor: Actor,
): Promise<void> {
  const { currency } = await deps.db.prisma.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true },
  });
  const phone = typeof changes.phone === 'string' ? requirePhone(changes.phone, currency) : changes.phone;
  if (typeof changes.birthday === 'string') checkBirthday(changes.birthday, deps.clock.now());
  const { id } = await findCustomer(deps, brandId, { id: givenId });
  if (Object.keys(changes).length === 0) return;
  try {
    await deps.db.prisma.$transaction(async (tx) => {
      const contacts = {
        ...(changes.externalId === undefined ? {} : { externalId: changes.externalId }),
        ...(phone === undefined ? {} : phoneFields(deps.secrets, brandId, phone, null)),
        ...(changes.email === undefined ? {} : emailFields(deps.secrets, brandId, changes.email)),
      };
      await releaseOwnContacts(tx, brandId, id, contacts);
      const birthday =
        changes.birthday === undefined
          ? {}
          : await birthdayChange(tx, deps, { brandId, id }, changes.birthday);
      await tx.customer.update({
        where: { brandId_id: { brandId, id } },
        data: {
          ...(changes.firstName === undefined ? {} : { firstName: changes.firstName }),
          ...(changes.lastName === undefined ? {} : { lastName: changes.lastName || null }),
          ...(changes.language === undefined ? {} : { language: changes.language }),
          ...contacts,
          ...birthday,
        },
      });
      await audit(tx, deps.random, {
        brandId,
        actor,
        action: 'customer.corrected',
        target: { kind: 'customer', id, name: null },
        changes: Object.keys(changes).map((field) => ({ field, before: '•', after: '•' })),
      });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('contact_taken') : error;
  }
  deps.live.publish(brandId, id);
}

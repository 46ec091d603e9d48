/** Customers that a till, shop or CRM brings: found by any of their identifiers, or made. */
import type { RouteParsed, Routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { emailFields, emailHash, phoneFields, phoneHash, readSecret, requirePhone } from './contacts.ts';
import { type CustomerRecord, findRecord, withWalletAndStats } from './present.ts';
import { releaseOwnContacts } from './survivor.ts';

type Body = RouteParsed<Routes['upsertCustomer']>['body'];
type Identifiers = { phoneHash?: string; emailHash?: string; externalId?: string };

/**
 * Answers the customer and whether they are new. A known customer gets the identifiers they lacked.
 * Identifiers of two different customers in one request are `contact_taken`.
 */
export async function upsertCustomer(
  deps: Deps,
  brandId: string,
  body: Body,
): Promise<{ record: CustomerRecord; isNew: boolean }> {
  const brand = await deps.db.prisma.brand.findUniqueOrThrow({ where: { id: brandId } });
  const phone = body.phone === undefined ? undefined : requirePhone(body.phone, brand.currency);
  const identifiers: Identifiers = {
    ...(phone === undefined ? {} : { phoneHash: phoneHash(deps.secrets, brandId, phone) }),
    ...(body.email === undefined ? {} : { emailHash: emailHash(deps.secrets, brandId, body.email) }),
    ...(body.externalId === undefined ? {} : { externalId: body.externalId }),
  };
  const given = {
    ...(phone === undefined ? {} : phoneFields(deps.secrets, brandId, phone, null)),
    ...(body.email === undefined ? {} : emailFields(deps.secrets, brandId, body.email)),
    ...(body.externalId === undefined ? {} : { externalId: body.externalId }),
  };
  const found = await findOne(deps.db.prisma, brandId, identifiers);
  if (found) return { record: await complete(deps, brandId, found, given), isNew: false };
  try {
    const id = await create(deps, brandId, body, given, brand.languages[0] ?? 'ru');
    return { record: await findRecord(deps, brandId, id), isNew: true };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Someone else has just made the same customer.
    const winner = await findOne(deps.db.prisma, brandId, identifiers);
    if (!winner) throw new Refusal('contact_taken');
    return { record: await complete(deps, brandId, winner, given), isNew: false };
  }
}

async function findOne(tx: Tx, brandId: string, identifiers: Identifiers): Promise<CustomerRecord | null> {
  const either = Object.entries(identifiers).map(([field, value]) => ({ [field]: value }));
  const found = await tx.customer.findMany({
    where: { brandId, OR: either },
    select: { id: true, mergedInto: true },
    take: either.length,
  });
  const [id, ...others] = new Set(found.map((row) => row.mergedInto ?? row.id));
  if (others.length > 0) throw new Refusal('contact_taken');
  if (id === undefined) return null;
  return tx.customer.findFirst({ where: { brandId, id, deletedAt: null }, include: withWalletAndStats });
}

/** Fills what was empty; what the customer has already is theirs and stays. */
async function complete(
  deps: Deps,
  brandId: string,
  record: CustomerRecord,
  given: Partial<ReturnType<typeof phoneFields> & ReturnType<typeof emailFields> & { externalId: string }>,
): Promise<CustomerRecord> {
  const missing = {
    ...(record.phoneHash === null && given.phoneHash
      ? { phoneHash: given.phoneHash, phoneEncrypted: given.phoneEncrypted, phoneTail: given.phoneTail }
      : {}),
    ...(given.emailHash && lacksEmail(deps, record, given)
      ? { emailHash: given.emailHash, emailEncrypted: given.emailEncrypted }
      : {}),
    ...(record.externalId === null && given.externalId ? { externalId: given.externalId } : {}),
  };
  if (Object.keys(missing).length === 0) return record;
  try {
    await deps.db.prisma.$transaction(async (tx) => {
      await releaseOwnContacts(tx, brandId, record.id, missing);
      await tx.customer.update({
        where: { brandId_id: { brandId, id: record.id } },
        data: withoutUndefined(missing),
      });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('contact_taken') : error;
  }
  return findRecord(deps, brandId, record.id);
}

/** One that the person typed is theirs as well, but leads here only once somebody else names the same. */
function lacksEmail(
  { secrets }: Deps,
  record: CustomerRecord,
  given: Partial<ReturnType<typeof emailFields>>,
): boolean {
  const typed = readSecret(secrets, record.emailEncrypted);
  return (
    record.emailHash === null &&
    (typed === null || typed === readSecret(secrets, given.emailEncrypted ?? null))
  );
}

async function create(
  deps: Deps,
  brandId: string,
  body: Body,
  given: object,
  brandLanguage: string,
): Promise<string> {
  const id = deps.random.id();
  await deps.db.prisma.customer.create({
    data: {
      brandId,
      id,
      firstName: body.firstName ?? null,
      lastName: body.lastName ?? null,
      language: body.language ?? brandLanguage,
      reachability: 'not_started',
      createdAt: deps.clock.now(),
      source: 'api',
      ...given,
      wallet: { create: {} },
      stats: { create: {} },
    },
  });
  return id;
}

function withoutUndefined<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}

/** Finds customers of a brand: by id, card, code, phone, external id or Telegram id. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../platform/refusal.ts';
import { resolveCard } from './cards.ts';
import { normalizePhone, phoneHash } from './contacts.ts';
import { type CustomerRecord, withWalletAndStats } from './present.ts';
import { openOrMerged } from './survivor.ts';

export interface CustomerReference {
  id?: string | undefined;
  card?: string | undefined;
  code?: string | undefined;
  phone?: string | undefined;
  externalId?: string | undefined;
  /** Decimal digits. */
  telegramId?: string | undefined;
}

/**
 * Refuses `customer_not_found`, or `card_not_valid` for cards and codes. Looking up does not use a card. The id of the
 * answer differs from the one asked for where records became one.
 */
export async function findCustomer(
  deps: Deps,
  brandId: string,
  reference: CustomerReference,
): Promise<CustomerRecord> {
  const where = await whereOf(deps, brandId, reference);
  const found = where && (await findOpen(deps, brandId, where));
  if (!found) throw new Refusal('customer_not_found');
  return found;
}

type Where = NonNullable<Awaited<ReturnType<typeof whereOf>>>;

/** A record that was merged leads to the one it lives on in. */
async function findOpen(deps: Deps, brandId: string, where: Where): Promise<CustomerRecord | null> {
  const { prisma } = deps.db;
  const include = withWalletAndStats;
  const found = await prisma.customer.findFirst({ where: { brandId, ...openOrMerged, ...where }, include });
  if (!found?.mergedInto) return found;
  return prisma.customer.findFirst({ where: { brandId, id: found.mergedInto, deletedAt: null }, include });
}

async function whereOf(deps: Deps, brandId: string, reference: CustomerReference) {
  if (reference.id !== undefined) return { id: reference.id };
  if (reference.card !== undefined)
    return { id: (await resolveCard(deps, brandId, { card: reference.card })).customerId };
  if (reference.code !== undefined)
    return { id: (await resolveCard(deps, brandId, { code: reference.code })).customerId };
  if (reference.externalId !== undefined) return { externalId: reference.externalId };
  if (reference.telegramId !== undefined) return { telegramId: BigInt(reference.telegramId) };
  if (reference.phone !== undefined) return wherePhone(deps, brandId, reference.phone);
  return null;
}

/** Null when the text is no phone number. */
export async function wherePhone(
  deps: Deps,
  brandId: string,
  text: string,
): Promise<{ phoneHash: string } | null> {
  const { currency } = await deps.db.prisma.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true },
  });
  const phone = normalizePhone(text, currency);
  return phone === null ? null : { phoneHash: phoneHash(deps.secrets, brandId, phone) };
}

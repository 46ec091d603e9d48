/** A phone that Telegram vouches for: shared by its owner in the Mini App or in the chat with the bot. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { phoneFields, phoneHash, requirePhone } from './contacts.ts';
import { checkSigned } from './init-data.ts';

const signedContact = z.object({ user_id: z.int(), phone_number: z.string() });

/** Reads the signed answer of Telegram's contact request. Refuses `contact_invalid` if it is not this person's own. */
export function readSignedContact(raw: string, botToken: string, telegramId: number, now: Date): string {
  try {
    const fields = checkSigned(raw, botToken, now);
    const contact = signedContact.parse(JSON.parse(fields.get('contact') ?? ''));
    if (contact.user_id === telegramId) return contact.phone_number;
  } catch {
    // Whatever is wrong with it, the person's next step is the same.
  }
  throw new Refusal('contact_invalid');
}

/**
 * Keeps the phone as verified. A record that a till made for this phone and that has no history gives the phone up;
 * one with history belongs to somebody until staff decide: `contact_taken`.
 */
export async function savePhone(
  deps: Deps,
  brandId: string,
  customerId: string,
  phoneNumber: string,
): Promise<void> {
  const { currency } = await deps.db.prisma.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true },
  });
  const phone = requirePhone(phoneNumber, currency);
  try {
    await deps.db.prisma.$transaction(async (tx) => {
      await freePhone(tx, deps, brandId, customerId, phone);
      await tx.customer.update({
        where: { brandId_id: { brandId, id: customerId } },
        data: phoneFields(deps.secrets, brandId, phone, deps.clock.now()),
      });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('contact_taken') : error;
  }
}

async function freePhone(
  tx: Tx,
  deps: Deps,
  brandId: string,
  customerId: string,
  phone: string,
): Promise<void> {
  const hash = phoneHash(deps.secrets, brandId, phone);
  const other = await tx.customer.findFirst({
    where: { brandId, phoneHash: hash, id: { not: customerId } },
    select: { id: true, telegramId: true },
  });
  if (!other) return;
  const hasHistory = (await tx.entry.count({ where: { brandId, customerId: other.id }, take: 1 })) > 0;
  const hasPurchases = (await tx.purchase.count({ where: { brandId, customerId: other.id }, take: 1 })) > 0;
  if (other.telegramId !== null || hasHistory || hasPurchases) throw new Refusal('contact_taken');
  await tx.customer.update({
    where: { brandId_id: { brandId, id: other.id } },
    data: phoneFields(deps.secrets, brandId, null, null),
  });
}

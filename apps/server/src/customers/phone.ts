/** A phone that Telegram vouches for: shared by its owner in the Mini App or in the chat with the bot. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { phoneFields, phoneHash, requirePhone } from './contacts.ts';
import { emptyPerson } from './erase.ts';
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
 * Keeps the phone, as Telegram gives it, as verified. A record that a till made for this phone and that has no history
 * is taken over and closed; one with history belongs to somebody until staff decide: `contact_taken`.
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
  const phone = requirePhone(phoneNumber.replace(/^\+?/, '+'), currency);
  try {
    await deps.db.prisma.$transaction(async (tx) => {
      const taken = await takeOver(tx, deps, brandId, customerId, phone);
      await tx.customer.update({
        where: { brandId_id: { brandId, id: customerId } },
        data: { ...taken, ...phoneFields(deps.secrets, brandId, phone, deps.clock.now()) },
      });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('contact_taken') : error;
  }
}

/** Closes a till's empty record of this phone; answers its identifiers that the member lacks. */
async function takeOver(tx: Tx, deps: Deps, brandId: string, customerId: string, phone: string) {
  const hash = phoneHash(deps.secrets, brandId, phone);
  const other = await tx.customer.findFirst({ where: { brandId, phoneHash: hash, id: { not: customerId } } });
  if (!other) return {};
  // Postings change the wallet, so none can slip in between the look at the history and the closing.
  await tx.$queryRaw`
    select 1 from wallet where brand_id = ${brandId}::uuid and customer_id = ${other.id}::uuid for update`;
  if (other.telegramId !== null || (await hasHistory(tx, brandId, other.id)))
    throw new Refusal('contact_taken');
  await tx.customer.update({
    where: { brandId_id: { brandId, id: other.id } },
    data: { ...emptyPerson, deletedAt: deps.clock.now() },
  });
  const own = await tx.customer.findUniqueOrThrow({ where: { brandId_id: { brandId, id: customerId } } });
  return {
    externalId: own.externalId ?? other.externalId,
    ...(own.emailHash === null ? { emailHash: other.emailHash, emailEncrypted: other.emailEncrypted } : {}),
  };
}

async function hasHistory(tx: Tx, brandId: string, customerId: string): Promise<boolean> {
  const where = { brandId, customerId };
  const [entry, purchase] = [
    await tx.entry.findFirst({ where, select: { id: true } }),
    await tx.purchase.findFirst({ where, select: { id: true } }),
  ];
  return entry !== null || purchase !== null;
}

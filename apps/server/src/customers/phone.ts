/** A phone that Telegram vouches for: shared by its owner in the Mini App or in the chat with the bot. */
import { z } from 'zod';
import type { Actor } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { MergedPoints } from '../ledger/merge.ts';
import { isUniqueViolation, retrySerialization, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { phoneFields, phoneHash, requirePhone } from './contacts.ts';
import { checkSigned } from './init-data.ts';
import { mergeCustomers } from './merge.ts';
import { releaseOwnContacts } from './survivor.ts';

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

export interface SharedPhone {
  brandId: string;
  customerId: string;
  /** As Telegram gives it, with or without the plus. */
  phoneNumber: string;
  actor: Actor;
}

/**
 * Keeps the phone as verified. A record that a till made for this phone is the same person's: both become one, and
 * what went over is answered. Refuses `phone_taken` if another Telegram person has shared it.
 */
export async function savePhone(
  deps: Deps,
  { brandId, customerId, phoneNumber, actor }: SharedPhone,
): Promise<MergedPoints | null> {
  const { currency } = await deps.db.prisma.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true },
  });
  const phone = requirePhone(phoneNumber.replace(/^\+?/, '+'), currency);
  const hash = phoneHash(deps.secrets, brandId, phone);
  try {
    return await retrySerialization(() =>
      deps.db.prisma.$transaction(async (tx) => {
        const merged = await takeOver(tx, deps, { brandId, customerId, hash, actor });
        await releaseOwnContacts(tx, brandId, customerId, { phoneHash: hash });
        await tx.customer.update({
          where: { brandId_id: { brandId, id: customerId } },
          data: phoneFields(deps.secrets, brandId, phone, deps.clock.now()),
        });
        return merged;
      }),
    );
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('phone_taken') : error;
  }
}

interface TakeOver {
  brandId: string;
  customerId: string;
  hash: string;
  actor: Actor;
}

/**
 * Merges the record that has this phone, if it is not the member's own already. Another Telegram person keeps a phone
 * that Telegram has vouched for; one that was only written down for them goes to whom it belongs.
 */
async function takeOver(tx: Tx, deps: Deps, { brandId, customerId, hash, actor }: TakeOver) {
  const holder = await tx.customer.findUnique({
    where: { brandId_phoneHash: { brandId, phoneHash: hash } },
    select: { id: true, mergedInto: true },
  });
  const holderId = holder?.mergedInto ?? holder?.id ?? customerId;
  if (holderId === customerId) return null;
  try {
    return await mergeCustomers(tx, deps, { brandId, fromId: holderId, intoId: customerId, actor });
  } catch (error) {
    const isTelegrams = error instanceof Refusal && error.code === 'both_in_telegram';
    if (!isTelegrams) throw error;
    const { count } = await tx.customer.updateMany({
      where: { brandId, phoneHash: hash, phoneVerifiedAt: null },
      data: phoneFields(deps.secrets, brandId, null, null),
    });
    if (count === 0) throw new Refusal('phone_taken');
    return null;
  }
}

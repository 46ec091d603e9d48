/** Erasure: personal data goes, the ledger keeps its sums under an id that leads to nobody. */
import { type Actor, audit } from '../audit/audit.ts';
import { eraseCoupons } from '../coupons/hand-over.ts';
import type { Deps } from '../deps.ts';
import { eraseEvents } from '../earning/hand-over.ts';
import type { Tx } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { Refusal } from '../platform/refusal.ts';
import { eraseReceipts } from '../receipts/personal.ts';
import { removeReceiptPictures } from '../receipts/pictures.ts';
import { eraseTiers } from '../tiers/hand-over.ts';
import { updatesKey } from './people.ts';
import { holdSurvivor } from './survivor.ts';

const erasedText = '—';

/** Safe to call twice; an id that was merged erases the person it leads to. Who comes back starts as somebody new. */
export async function eraseCustomer(
  deps: Deps,
  brandId: string,
  givenId: string,
  actor: Actor,
): Promise<void> {
  const { customerId, pictures } = await deps.db.prisma.$transaction(async (tx) => {
    const customerId = await heldOrGone(tx, brandId, givenId);
    const person = await tx.customer.findUnique({
      where: { brandId_id: { brandId, id: customerId } },
      select: { telegramId: true },
    });
    const { count } = await tx.customer.updateMany({
      where: { brandId, id: customerId, deletedAt: null },
      data: { ...emptyPerson, deletedAt: deps.clock.now() },
    });
    if (count === 0) return { customerId, pictures: [] };
    await tx.customer.updateMany({
      where: { brandId, mergedInto: customerId },
      data: { ...emptyPerson, mergedInto: null },
    });
    await eraseEvents(tx, brandId, customerId);
    await eraseTiers(tx, brandId, customerId);
    await eraseCoupons(tx, brandId, customerId, deps.clock.now());
    const pictures = await eraseReceipts(tx, brandId, customerId);
    await eraseTraces(tx, brandId, customerId, person?.telegramId ?? null);
    await audit(tx, deps.random, {
      brandId,
      actor,
      action: 'customer.erased',
      target: { kind: 'customer', id: customerId, name: null },
      changes: [],
    });
    await emit(tx, deps.random, {
      brandId,
      type: 'customer.erased',
      customerId,
      payload: {},
      occurredAt: deps.clock.now(),
    });
    return { customerId, pictures };
  });
  await removeReceiptPictures(deps, brandId, pictures);
  deps.live.publish(brandId, customerId);
}

async function heldOrGone(tx: Tx, brandId: string, customerId: string): Promise<string> {
  try {
    return await holdSurvivor(tx, brandId, customerId);
  } catch (error) {
    if (error instanceof Refusal) return customerId;
    throw error;
  }
}

/** The columns that tell who somebody is, emptied. */
export const emptyPerson = {
  telegramId: null,
  username: null,
  firstName: null,
  lastName: null,
  photoUrl: null,
  zone: null,
  phoneEncrypted: null,
  phoneHash: null,
  phoneTail: null,
  phoneVerifiedAt: null,
  emailEncrypted: null,
  emailHash: null,
  birthdayEncrypted: null,
  birthdayMonthDay: null,
  birthdaySetAt: null,
  externalId: null,
  topics: [],
  marketingConsent: false,
  reachability: 'unknown',
  source: null,
};

/** Cards, message texts, saved answers and stored updates that still name the person. */
async function eraseTraces(
  tx: Tx,
  brandId: string,
  customerId: string,
  telegramId: bigint | null,
): Promise<void> {
  await tx.card.deleteMany({ where: { brandId, customerId } });
  await tx.delivery.updateMany({ where: { brandId, customerId }, data: { text: erasedText, buttons: [] } });
  await tx.delivery.updateMany({
    where: { brandId, customerId, state: 'queued' },
    data: { state: 'skipped', skipReason: 'expired' },
  });
  if (telegramId === null) return;
  await tx.idempotencyKey.deleteMany({ where: { brandId, caller: `customer:${telegramId}` } });
  await tx.telegramUpdate.updateMany({
    where: { brandId, orderKey: updatesKey(Number(telegramId)) },
    data: { payload: {} },
  });
}

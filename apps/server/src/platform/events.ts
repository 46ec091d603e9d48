/** Events: written with the change that made them, handed to subscribers later by the dispatcher. */
import type { Tx } from './db.ts';
import type { Random } from './random.ts';

/** Something that happened in a brand; `type` is noun and past verb, as in `purchase.posted`. */
export interface NewEvent {
  brandId: string;
  type: string;
  customerId: string | null;
  payload: Readonly<Record<string, unknown>>;
  occurredAt: Date;
}

export interface StoredEvent extends NewEvent {
  id: string;
}

/** Writes the event and its outbox row in the caller's transaction; never notifies by itself. */
export async function emit(tx: Tx, random: Random, event: NewEvent): Promise<string> {
  const id = random.id();
  await tx.event.create({
    data: {
      brandId: event.brandId,
      id,
      type: event.type,
      customerId: event.customerId,
      payload: JSON.parse(JSON.stringify(event.payload)),
      occurredAt: event.occurredAt,
    },
  });
  await tx.outbox.create({ data: { brandId: event.brandId, eventId: id } });
  return id;
}

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

/** Writes the event and its outbox row in the caller's transaction; never notifies by itself. Answers its id. */
export async function emit(tx: Tx, random: Random, event: NewEvent): Promise<string> {
  const [id = ''] = await emitAll(tx, random, [event]);
  return id;
}

/** The same for many at once, in their order. */
export async function emitAll(tx: Tx, random: Random, events: readonly NewEvent[]): Promise<string[]> {
  const stored = events.map(({ brandId, type, customerId, payload, occurredAt }) => ({
    brandId,
    id: random.id(),
    type,
    customerId,
    payload: JSON.parse(JSON.stringify(payload)),
    occurredAt,
  }));
  await tx.event.createMany({ data: stored });
  await tx.outbox.createMany({ data: stored.map(({ brandId, id }) => ({ brandId, eventId: id })) });
  return stored.map(({ id }) => id);
}

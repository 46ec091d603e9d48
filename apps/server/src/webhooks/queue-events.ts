/** Hears events and puts a delivery in the queue of each endpoint that wants them. */
import { type WebhookEventType, webhookEvents, webhookEventTypes } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { Subscriber } from '../platform/dispatcher.ts';
import type { StoredEvent } from '../platform/events.ts';
import type { Random } from '../platform/random.ts';
import { deliverSoon } from './webhooks.jobs.ts';

/** What a receiver that is away for long can leave behind; events beyond it are counted and not kept. */
export const waitingLimit = 50_000;

export const webhookQueue: Subscriber = {
  name: 'webhooks.queue',
  events: webhookEventTypes,
  async handle(deps, tx, events) {
    const [first] = events;
    if (!first) return;
    const { brandId } = first;
    const endpoints = await tx.webhookEndpoint.findMany({
      where: { brandId, isEnabled: true, events: { hasSome: [...new Set(events.map(({ type }) => type))] } },
      select: { id: true, events: true },
    });
    if (endpoints.length === 0) return;
    const now = deps.clock.now();
    const wantedTypes = new Set(endpoints.flatMap((endpoint) => endpoint.events));
    const messages = await writeMessages(
      tx,
      brandId,
      events.filter(({ type }) => wantedTypes.has(type)),
    );
    for (const { id, events: wanted } of endpoints) {
      const chosen = messages.filter(({ type }) => wanted.includes(type));
      await enqueue(tx, deps.random, { brandId, endpointId: id, messages: chosen, now });
    }
  },
};

interface Message {
  id: string;
  type: WebhookEventType;
  body: string;
}

/** Bodies are written once here and stay the same in each attempt. */
async function writeMessages(tx: Tx, brandId: string, events: readonly StoredEvent[]): Promise<Message[]> {
  const numberOf = await purchaseNumbers(tx, brandId, events);
  return events.flatMap((event) => {
    const type = webhookEventTypes.find((known) => known === event.type);
    if (!type) return [];
    const externalId = numberOf.get(String(event.payload.purchaseId)) ?? null;
    const data = webhookEvents[type].data.parse({
      externalId,
      ...event.payload,
      customerId: event.customerId,
    });
    const body = JSON.stringify({ type, timestamp: event.occurredAt.toISOString(), data });
    return [{ id: event.id, type, body }];
  });
}

/** Events of purchases know the id; their receivers know the till's number. */
async function purchaseNumbers(
  tx: Tx,
  brandId: string,
  events: readonly StoredEvent[],
): Promise<Map<string, string>> {
  const ids = events.flatMap(({ payload }) =>
    typeof payload.purchaseId === 'string' ? [payload.purchaseId] : [],
  );
  if (ids.length === 0) return new Map();
  const rows = await tx.purchase.findMany({
    where: { brandId, id: { in: ids } },
    select: { id: true, externalId: true },
  });
  return new Map(rows.map((row) => [row.id, row.externalId]));
}

interface Enqueued {
  brandId: string;
  endpointId: string;
  messages: readonly Message[];
  now: Date;
}

async function enqueue(
  tx: Tx,
  random: Random,
  { brandId, endpointId, messages, now }: Enqueued,
): Promise<void> {
  const room = Math.max(0, waitingLimit - (await countWaiting(tx, brandId, endpointId)));
  const kept = messages.slice(0, room);
  if (kept.length < messages.length) {
    await tx.webhookEndpoint.updateMany({
      where: { brandId, id: endpointId },
      data: { droppedCount: { increment: messages.length - kept.length } },
    });
  }
  if (kept.length === 0) return;
  await tx.webhookDelivery.createMany({
    data: kept.map(({ id, type, body }) => ({
      brandId,
      id: random.id(),
      endpointId,
      messageId: id,
      type,
      body,
      nextAttemptAt: now,
      createdAt: now,
    })),
    // An event that is heard twice is sent once.
    skipDuplicates: true,
  });
  await deliverSoon(tx, { brandId, endpointId });
}

async function countWaiting(tx: Tx, brandId: string, endpointId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number | bigint }[]>`
    select count(*) as count from (
      select 1 from webhook_delivery
       where brand_id = ${brandId}::uuid and endpoint_id = ${endpointId}::uuid and state = 'waiting'
       limit ${waitingLimit}) waiting`;
  return Number(row?.count ?? 0);
}

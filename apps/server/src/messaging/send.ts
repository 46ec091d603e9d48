/** Queues messages to people: the one way to write to somebody first, at most once per cause. */
import { z } from 'zod';
import type { Tx } from '../platform/db.ts';
import type { Html } from '../platform/html.ts';
import type { Random } from '../platform/random.ts';
import { wakeOthers } from '../platform/wake.ts';

/** Smaller goes first. */
export const priorities = { reply: 0, transactional: 1, automation: 2, broadcast: 3 } as const;

/** `screen` is a path of the Mini App, '' for its home; `url` leads elsewhere. */
export const messageButton = z.union([
  z.strictObject({ text: z.string(), screen: z.string() }),
  z.strictObject({ text: z.string(), url: z.string() }),
]);
export type MessageButton = z.infer<typeof messageButton>;

export interface Outgoing {
  customerId: string;
  /** Marketing needs consent and topic; service and transactional messages follow from what the person did. */
  class: 'transactional' | 'service' | 'marketing';
  /** What it is about, as in `purchase.posted`. */
  kind: string;
  topic?: string;
  text: Html;
  buttons: readonly MessageButton[];
  priority: keyof typeof priorities;
  /** The cause: the same one never writes twice in a brand. */
  dedupeKey: string;
  notBefore?: Date;
  /** Not sent any more after this. */
  expiresAt?: Date;
}

/** Writes them in the caller's transaction and answers how many were new. */
export async function send(
  tx: Tx,
  random: Random,
  { brandId, now, messages }: { brandId: string; now: Date; messages: readonly Outgoing[] },
): Promise<number> {
  const known = await tx.delivery.findMany({
    where: { brandId, dedupeKey: { in: messages.map((message) => message.dedupeKey) } },
    select: { dedupeKey: true },
  });
  const sentBefore = new Set(known.map((row) => row.dedupeKey));
  const fresh = messages
    .filter((message) => !sentBefore.has(message.dedupeKey))
    .map((message) => ({ ...message, messageId: random.id() }));
  if (fresh.length === 0) return 0;
  await tx.message.createMany({
    data: fresh.map((message) => ({
      brandId,
      id: message.messageId,
      class: message.class,
      kind: message.kind,
      topic: message.topic ?? null,
      createdAt: now,
    })),
  });
  const { count } = await tx.delivery.createMany({
    data: fresh.map((message) => toDelivery(brandId, random, now, message)),
    skipDuplicates: true,
  });
  await wakeOthers(tx, 'deliveries');
  return count;
}

function toDelivery(brandId: string, random: Random, now: Date, message: Outgoing & { messageId: string }) {
  return {
    brandId,
    id: random.id(),
    messageId: message.messageId,
    customerId: message.customerId,
    dedupeKey: message.dedupeKey,
    state: 'queued',
    priority: priorities[message.priority],
    text: message.text.source,
    buttons: [...message.buttons],
    notBefore: message.notBefore ?? now,
    expiresAt: message.expiresAt ?? null,
    queuedAt: now,
  };
}

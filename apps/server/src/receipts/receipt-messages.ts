/** Writes to people when a receipt of theirs was decided while they were not looking. */
import { receiptRefusals } from '@regulars/contracts';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { type Outgoing, send } from '../messaging/send.ts';
import { findVoices } from '../messaging/voices.ts';
import type { Voice } from '../messaging/wallet.words.ts';
import type { Tx } from '../platform/db.ts';
import type { Subscriber } from '../platform/dispatcher.ts';
import type { StoredEvent } from '../platform/events.ts';
import { html } from '../platform/html.ts';
import { receiptMessage, type ReceiptOutcome } from './receipt.words.ts';

const approved = z.object({ totalMinor: z.number(), points: z.number(), isSeen: z.boolean() });
const refused = z.object({ refusal: z.enum(receiptRefusals), note: z.string().nullable() });

export const receiptMessages: Subscriber = {
  name: 'receipts.messages',
  events: ['receipt.approved', 'receipt.refused'],
  async handle(deps: Deps, tx: Tx, events: readonly StoredEvent[]) {
    const [first] = events;
    if (!first) return;
    const { brandId } = first;
    const voices = await findVoices(
      tx,
      brandId,
      events.map((event) => event.customerId),
    );
    const messages = events.flatMap((event): Outgoing[] => {
      const voice = event.customerId === null ? null : voices.of(event.customerId);
      const outcome = readOutcome(event);
      if (event.customerId === null || voice === null || outcome === null) return [];
      return [toMessage(event, event.customerId, voice, outcome)];
    });
    await send(tx, deps.random, { brandId, now: deps.clock.now(), messages });
  },
};

/** Null where the person saw it happen. */
function readOutcome({ type, payload }: StoredEvent): ReceiptOutcome | null {
  if (type === 'receipt.refused') {
    const { refusal, note } = refused.parse(payload);
    return { state: 'refused', points: 0, totalMinor: null, refusal, note };
  }
  const { totalMinor, points, isSeen } = approved.parse(payload);
  return isSeen ? null : { state: 'approved', points, totalMinor, refusal: null, note: null };
}

const buttonWords = { ru: 'Мои чеки', en: 'My receipts' };

function toMessage(event: StoredEvent, customerId: string, voice: Voice, outcome: ReceiptOutcome): Outgoing {
  return {
    customerId,
    class: 'transactional',
    kind: event.type,
    text: html`${receiptMessage(outcome, voice)}`,
    buttons: [{ text: buttonWords[voice.language], screen: 'receipts' }],
    priority: 'transactional',
    dedupeKey: event.id,
  };
}

/** Tells people by the bot what happened to their points, once per event. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import type { Subscriber } from '../platform/dispatcher.ts';
import type { StoredEvent } from '../platform/events.ts';
import type { Html } from '../platform/html.ts';
import { type Outgoing, send } from './send.ts';
import { findVoices } from './voices.ts';
import {
  activationText,
  adjustmentText,
  purchaseText,
  refundText,
  screenButton,
  type Voice,
  welcomeText,
} from './wallet.words.ts';

const count = z.number();

const posted = z.object({
  totalMinor: count,
  redeemedPoints: count,
  earnedPoints: count,
  availableAfter: count,
  activeFrom: z.coerce.date().nullish(),
});
const refunded = z.object({
  moneyMinor: count,
  reversedPoints: count,
  returnedPoints: count,
  availableAfter: count,
});
const adjusted = z.object({ points: count, reason: z.string().nullish(), availableAfter: count });
const joined = z.object({ welcomePoints: count });
const activated = z.object({ points: count, availableAfter: count });

interface Told {
  text: Html;
  screen: 'card' | 'history' | 'home';
}

const tellers: Record<string, (voice: Voice, payload: unknown, now: Date) => Told> = {
  'purchase.posted': (voice, payload, now) => {
    const purchase = posted.parse(payload);
    const from = purchase.activeFrom ?? null;
    const activeFrom = from !== null && from > now ? from : null;
    return { text: purchaseText(voice, { ...purchase, activeFrom }), screen: 'history' };
  },
  'purchase.refunded': (voice, payload) => ({
    text: refundText(voice, refunded.parse(payload)),
    screen: 'history',
  }),
  'member.joined': (voice, payload) => ({ text: welcomeText(voice, joined.parse(payload)), screen: 'card' }),
  'points.adjusted': (voice, payload) => {
    const adjustment = adjusted.parse(payload);
    return {
      text: adjustmentText(voice, { ...adjustment, reason: adjustment.reason ?? null }),
      screen: 'history',
    };
  },
  'points.rewarded': (voice, payload) => {
    const reward = adjusted.parse(payload);
    return { text: adjustmentText(voice, { ...reward, reason: reward.reason ?? null }), screen: 'history' };
  },
  'points.activated': (voice, payload) => ({
    text: activationText(voice, activated.parse(payload)),
    screen: 'home',
  }),
};

export const walletMessages: Subscriber = {
  name: 'messaging.wallet',
  events: Object.keys(tellers),
  async handle(deps: Deps, tx: Tx, events: readonly StoredEvent[]) {
    const [first] = events;
    if (!first) return;
    const { brandId } = first;
    const now = deps.clock.now();
    const voices = await findVoices(
      tx,
      brandId,
      events.map((event) => event.customerId),
    );
    const messages = events.flatMap((event) => {
      const voice = event.customerId === null ? null : voices.of(event.customerId);
      return event.customerId === null || voice === null
        ? []
        : [toMessage(event, event.customerId, voice, now)];
    });
    await send(tx, deps.random, { brandId, now, messages });
  },
};

function toMessage(event: StoredEvent, customerId: string, voice: Voice, now: Date): Outgoing {
  const tell = tellers[event.type];
  if (!tell) throw new Error(`nothing to tell about ${event.type}`);
  const { text, screen } = tell(voice, event.payload, now);
  return {
    customerId,
    class: 'transactional',
    kind: event.type,
    text,
    buttons: [screenButton(voice.language, screen)],
    priority: 'transactional',
    dedupeKey: event.id,
  };
}

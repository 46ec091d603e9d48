/** Tells people by the bot that they have reached a level, and lets open screens look again. */
import { z } from 'zod';
import { type Outgoing, send } from '../messaging/send.ts';
import { findVoices } from '../messaging/voices.ts';
import { screenButton } from '../messaging/wallet.words.ts';
import type { Subscriber } from '../platform/dispatcher.ts';
import type { StoredEvent } from '../platform/events.ts';
import { rankOfTier, readTiers, type Tiers } from './tier-programme.ts';
import { raisedText } from './tier.words.ts';

const tier = z.object({ id: z.uuid() }).nullable();
const changed = z.object({ from: tier, to: tier, reason: z.string(), giftPoints: z.number() });

/** What is news to somebody: a change of the levels by the brand, or of the record, is not their doing. */
const told = new Set(['earned', 'granted']);

export const tierMessages: Subscriber = {
  name: 'tiers.messages',
  events: ['tier.changed'],
  async handle(deps, tx, events) {
    const [first] = events;
    if (!first) return;
    const { brandId } = first;
    for (const { customerId } of events) if (customerId !== null) deps.live.publish(brandId, customerId);
    const tiers = await readTiers(tx, brandId);
    if (!tiers) return;
    const voices = await findVoices(
      tx,
      brandId,
      events.map(({ customerId }) => customerId),
    );
    const messages = events.flatMap((event) => {
      const voice = event.customerId === null ? null : voices.of(event.customerId);
      return voice === null || event.customerId === null
        ? []
        : messageOf(event, event.customerId, tiers, voice);
    });
    await send(tx, deps.random, { brandId, now: deps.clock.now(), messages });
  },
};

function messageOf(
  { id, payload }: StoredEvent,
  customerId: string,
  tiers: Tiers,
  voice: Parameters<typeof raisedText>[0],
): Outgoing[] {
  const { from, to, reason, giftPoints } = changed.parse(payload);
  const level = tiers.levels[rankOfTier(tiers, to?.id ?? null)];
  const isUp = rankOfTier(tiers, to?.id ?? null) > rankOfTier(tiers, from?.id ?? null);
  if (!level || !isUp || !told.has(reason)) return [];
  const text = raisedText(voice, {
    name: { ru: level.nameRu, en: level.nameEn },
    multiplierPercent: level.multiplierPercent,
    giftPoints,
  });
  return [
    {
      customerId,
      class: 'transactional',
      kind: 'tier.changed',
      text,
      buttons: [screenButton(voice.language, 'home')],
      priority: 'transactional',
      dedupeKey: id,
    },
  ];
}

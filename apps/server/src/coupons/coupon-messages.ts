/** Tells people by the bot what others did with their coupons, once per event, and lets open screens look again. */
import { z } from 'zod';
import { type Outgoing, send } from '../messaging/send.ts';
import { findVoices } from '../messaging/voices.ts';
import { screenButton, type Voice } from '../messaging/wallet.words.ts';
import type { Subscriber } from '../platform/dispatcher.ts';
import type { StoredEvent } from '../platform/events.ts';
import type { Html } from '../platform/html.ts';
import { cancelledText, givenText, returnedText } from './coupon.words.ts';
import type { CouponPromise } from './promise.ts';
import { promisesOf } from './promises.ts';

const aboutCoupon = z.object({ couponId: z.uuid() });
const issued = z.object({ source: z.string(), expiresAt: z.coerce.date().nullable() });
const cancelled = z.object({ reason: z.string(), returnedPoints: z.number() });

type Title = CouponPromise['title'];

/** Null for what people did themselves or have learned elsewhere. */
const tellers: Record<string, (voice: Voice, title: Title, payload: unknown) => Html | null> = {
  'coupon.issued'(voice, title, payload) {
    const { source, expiresAt } = issued.parse(payload);
    return source === 'code' ? null : givenText(voice, { title, expiresAt });
  },
  'coupon.cancelled': (voice, title, payload) => cancelledText(voice, { title, ...cancelled.parse(payload) }),
  'coupon.returned': (voice, title) => returnedText(voice, title),
  'coupon.redeemed': () => null,
  'coupon.expired': () => null,
};

export const couponMessages: Subscriber = {
  name: 'coupons.messages',
  events: Object.keys(tellers),
  async handle(deps, tx, events) {
    const [first] = events;
    if (!first) return;
    const { brandId } = first;
    for (const { customerId } of events) if (customerId !== null) deps.live.publish(brandId, customerId);
    const titles = await promisesOf(
      tx,
      brandId,
      events.map(({ payload }) => aboutCoupon.parse(payload).couponId),
    );
    const voices = await findVoices(
      tx,
      brandId,
      events.map(({ customerId }) => customerId),
    );
    const messages = events.flatMap((event) => {
      const voice = event.customerId === null ? null : voices.of(event.customerId);
      const promise = titles.get(aboutCoupon.parse(event.payload).couponId);
      return voice && promise ? messageOf(event, voice, promise.title) : [];
    });
    await send(tx, deps.random, { brandId, now: deps.clock.now(), messages });
  },
};

function messageOf({ id, type, customerId, payload }: StoredEvent, voice: Voice, title: Title): Outgoing[] {
  const text = tellers[type]?.(voice, title, payload) ?? null;
  if (text === null || customerId === null) return [];
  return [
    {
      customerId,
      class: 'transactional',
      kind: type,
      text,
      buttons: [screenButton(voice.language, 'coupons')],
      priority: 'transactional',
      dedupeKey: id,
    },
  ];
}

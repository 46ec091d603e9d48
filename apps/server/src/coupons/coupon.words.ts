/** What people read about their coupons, in both languages; pure functions from facts to words. */
import { shownIn } from '@regulars/contracts/coupon-words';
import { formatPoints } from '@regulars/contracts/points';
import { day, type Voice } from '../messaging/wallet.words.ts';
import { type Html, html } from '../platform/html.ts';
import type { CouponPromise } from './promise.ts';

/** The instant at which it is over belongs to the day after the last one. */
function lastDay(voice: Voice, expiresAt: Date): string {
  return day(voice, new Date(expiresAt.getTime() - 1));
}

export function givenText(
  voice: Voice,
  coupon: { title: CouponPromise['title']; expiresAt: Date | null },
): Html {
  const title = shownIn(coupon.title, voice.language);
  if (coupon.expiresAt === null) {
    return voice.language === 'ru'
      ? html`Вам подарили купон «${title}». Покажите его на кассе.`
      : html`You have been given a coupon: “${title}”. Show it at the till.`;
  }
  const until = lastDay(voice, coupon.expiresAt);
  return voice.language === 'ru'
    ? html`Вам подарили купон «${title}». Он действует до ${until} включительно, покажите его на кассе.`
    : html`You have been given a coupon: “${title}”. It is good until ${until} inclusive; show it at the till.`;
}

export function cancelledText(
  voice: Voice,
  {
    title,
    reason,
    returnedPoints,
  }: { title: CouponPromise['title']; reason: string; returnedPoints: number },
): Html {
  const name = shownIn(title, voice.language);
  const points = formatPoints(returnedPoints, voice.pointsName, voice.language);
  if (voice.language === 'ru') {
    return returnedPoints > 0
      ? html`Купон «${name}» отменили: ${reason}. Вернули ${points}.`
      : html`Купон «${name}» отменили: ${reason}.`;
  }
  return returnedPoints > 0
    ? html`The coupon “${name}” was cancelled: ${reason}. You got ${points} back.`
    : html`The coupon “${name}” was cancelled: ${reason}.`;
}

export function returnedText(voice: Voice, title: CouponPromise['title']): Html {
  const name = shownIn(title, voice.language);
  return voice.language === 'ru'
    ? html`Покупку вернули, и купон «${name}» снова можно использовать.`
    : html`The purchase was returned, and you can use the coupon “${name}” again.`;
}

/** All that end on one day. */
export function endingText(
  voice: Voice,
  { titles, expiresAt }: { titles: readonly CouponPromise['title'][]; expiresAt: Date },
): Html {
  const until = lastDay(voice, expiresAt);
  const names = [...new Set(titles.map((title) => shownIn(title, voice.language)))];
  if (voice.language === 'ru') {
    const list = names.map((name) => `«${name}»`).join(', ');
    return titles.length === 1
      ? html`До ${until} включительно действует ваш купон ${list}. Успейте воспользоваться.`
      : html`До ${until} включительно действуют ваши купоны: ${list}. Успейте воспользоваться.`;
  }
  const list = names.map((name) => `“${name}”`).join(', ');
  return titles.length === 1
    ? html`Your coupon ${list} is good until ${until} inclusive. Do not miss it.`
    : html`Your coupons are good until ${until} inclusive: ${list}. Do not miss them.`;
}

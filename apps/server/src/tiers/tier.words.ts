/** What people read about their tier by the bot, in both languages. */
import { formatMoney, formatPoints, type Localized, type TierBasis } from '@regulars/contracts';
import type { Voice } from '../messaging/wallet.words.ts';
import { type Html, html } from '../platform/html.ts';

export interface RaisedTier {
  name: Localized;
  multiplierPercent: number;
  giftPoints: number;
}

export function raisedText(voice: Voice, { name, multiplierPercent, giftPoints }: RaisedTier): Html {
  const { language } = voice;
  const isRussian = language === 'ru';
  const times = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(multiplierPercent / 100);
  const gift = formatPoints(giftPoints, voice.pointsName, language);
  const first = isRussian
    ? html`Поздравляем! Теперь у вас уровень «${name.ru}».`
    : html`Congratulations! You have reached ${name.en}.`;
  const parts = [first];
  if (multiplierPercent > 100) {
    const noun = isRussian ? voice.pointsName.ru.many : voice.pointsName.en.other;
    parts.push(
      isRussian ? html`Начисляем за покупки ×${times} ${noun}.` : html`Purchases give you ×${times} ${noun}.`,
    );
  }
  if (giftPoints > 0) {
    parts.push(isRussian ? html`И дарим ${gift}.` : html`And ${gift} as a gift.`);
  }
  return parts.reduce((all, part) => html`${all} ${part}`);
}

export interface ComingDrop {
  name: Localized;
  to: Localized | null;
  /** The last day on which it holds. */
  lastDay: Date;
  basis: TierBasis;
  /** What keeps it; null where buying does not help. */
  missing: number | null;
}

export function dropText(voice: Voice, { name, to, lastDay, basis, missing }: ComingDrop): Html {
  const { language } = voice;
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    timeZone: voice.zone,
  }).format(lastDay);
  const amount =
    missing === null || missing === 0
      ? null
      : basis === 'money'
        ? formatMoney(missing, voice.currency, language)
        : formatPoints(missing, voice.pointsName, language);
  if (language === 'ru') {
    const until = html`Уровень «${name.ru}» действует до ${day} включительно.`;
    const then = to ? html` Дальше будет «${to.ru}».` : html``;
    return amount === null
      ? html`${until}${then}`
      : html`${until} Чтобы сохранить его, не хватает ${amount}.${then}`;
  }
  const until = html`${name.en} is yours until ${day}.`;
  const then = to ? html` After that it will be ${to.en}.` : html``;
  return amount === null ? html`${until}${then}` : html`${until} ${amount} more will keep it.${then}`;
}

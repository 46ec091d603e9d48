/** What people read when their points move, in both languages; pure functions from numbers to words. */
import { formatMoney, formatPoints, type Language, type PointsName } from '@regulars/contracts';
import { type Html, html } from '../platform/html.ts';

/** How the brand and the reader want things written. */
export interface Voice {
  language: Language;
  brandName: string;
  pointsName: PointsName;
  currency: string;
  zone: string;
}

export interface PostedPurchase {
  totalMinor: number;
  redeemedPoints: number;
  earnedPoints: number;
  availableAfter: number;
  /** When the earned points can be spent; null at once. */
  activeFrom: Date | null;
}

export function purchaseText(voice: Voice, purchase: PostedPurchase): Html {
  const { language } = voice;
  const total = formatMoney(purchase.totalMinor, voice.currency, language);
  const { earnedPoints, redeemedPoints, activeFrom } = purchase;
  const lines: Html[] = [];
  if (redeemedPoints > 0 && earnedPoints > 0 && activeFrom === null) {
    lines.push(
      say(voice, {
        ru: html`Списали ${points(voice, redeemedPoints)} и начислили ${points(voice, earnedPoints)} за покупку на ${total}.`,
        en: html`You spent ${points(voice, redeemedPoints)} and earned ${points(voice, earnedPoints)} on a purchase of ${total}.`,
      }),
    );
  } else {
    if (redeemedPoints > 0) {
      lines.push(
        say(voice, {
          ru: html`Списали ${points(voice, redeemedPoints)} за покупку на ${total}.`,
          en: html`You spent ${points(voice, redeemedPoints)} on a purchase of ${total}.`,
        }),
      );
    }
    if (earnedPoints > 0) lines.push(earnedLine(voice, { earnedPoints, total, activeFrom }));
  }
  if (lines.length === 0) {
    lines.push(
      say(voice, {
        ru: html`Записали покупку на ${total}.`,
        en: html`We noted your purchase of ${total}.`,
      }),
    );
  }
  return joined([...lines, balanceLine(voice, purchase.availableAfter)]);
}

function earnedLine(
  voice: Voice,
  earned: { earnedPoints: number; total: string; activeFrom: Date | null },
): Html {
  const amount = points(voice, earned.earnedPoints);
  if (earned.activeFrom === null) {
    return say(voice, {
      ru: html`Начислили ${amount} за покупку на ${earned.total}.`,
      en: html`You earned ${amount} on a purchase of ${earned.total}.`,
    });
  }
  const from = day(voice, earned.activeFrom);
  return say(voice, {
    ru: html`Начислили ${amount} за покупку на ${earned.total}, потратить можно с ${from}.`,
    en: html`You earned ${amount} on a purchase of ${earned.total}, to be spent from ${from}.`,
  });
}

export interface PostedRefund {
  /** Money given back. */
  moneyMinor: number;
  reversedPoints: number;
  returnedPoints: number;
  availableAfter: number;
}

export function refundText(voice: Voice, refund: PostedRefund): Html {
  const money = formatMoney(refund.moneyMinor, voice.currency, voice.language);
  const lines = [
    refund.moneyMinor > 0
      ? say(voice, { ru: html`Оформили возврат на ${money}.`, en: html`Your refund of ${money} is done.` })
      : say(voice, { ru: html`Оформили возврат.`, en: html`Your refund is done.` }),
  ];
  if (refund.returnedPoints > 0) {
    lines.push(
      say(voice, {
        ru: html`Вернули ${points(voice, refund.returnedPoints)}.`,
        en: html`We gave back ${points(voice, refund.returnedPoints)}.`,
      }),
    );
  }
  if (refund.reversedPoints > 0) {
    lines.push(
      say(voice, {
        ru: html`Отменили начисление: ${points(voice, refund.reversedPoints)}.`,
        en: html`We took back ${points(voice, refund.reversedPoints)} earned on it.`,
      }),
    );
  }
  return joined([...lines, balanceLine(voice, refund.availableAfter)]);
}

export function welcomeText(voice: Voice, welcome: { welcomePoints: number }): Html {
  const greeting = say(voice, {
    ru: html`Добро пожаловать в программу «${voice.brandName}»!`,
    en: html`Welcome to the ${voice.brandName} programme!`,
  });
  const gift =
    welcome.welcomePoints > 0
      ? [
          say(voice, {
            ru: html`Дарим ${points(voice, welcome.welcomePoints)}.`,
            en: html`Here are ${points(voice, welcome.welcomePoints)} to begin with.`,
          }),
        ]
      : [];
  const next = say(voice, {
    ru: html`Показывайте карту на кассе при каждой покупке.`,
    en: html`Show your card at the till each time you buy.`,
  });
  return joined([greeting, ...gift, next]);
}

export function adjustmentText(
  voice: Voice,
  adjustment: { points: number; reason: string | null; availableAfter: number },
): Html {
  const amount = points(voice, Math.abs(adjustment.points));
  const reason = adjustment.reason ? html`: ${adjustment.reason}` : html``;
  const moved =
    adjustment.points > 0
      ? say(voice, { ru: html`Начислили ${amount}${reason}.`, en: html`You received ${amount}${reason}.` })
      : say(voice, { ru: html`Списали ${amount}${reason}.`, en: html`We deducted ${amount}${reason}.` });
  return joined([moved, balanceLine(voice, adjustment.availableAfter)]);
}

export function activationText(voice: Voice, activated: { points: number; availableAfter: number }): Html {
  const ready = say(voice, {
    ru: html`Теперь можно тратить ещё ${points(voice, activated.points)}.`,
    en: html`${points(voice, activated.points)} more can be spent now.`,
  });
  return joined([ready, balanceLine(voice, activated.availableAfter)]);
}

export function expiryText(
  voice: Voice,
  expiring: { points: number; expiresAt: Date; isByInactivity: boolean },
): Html {
  const amount = points(voice, expiring.points);
  // Points that end at midnight can be spent the day before and not after it: that day is said.
  const until = day(voice, new Date(expiring.expiresAt.getTime() - 1));
  const isOne = new Intl.PluralRules('ru').select(expiring.points) === 'one';
  if (expiring.isByInactivity) {
    return say(voice, {
      ru: html`${until} ${isOne ? 'сгорит' : 'сгорят'} ${amount}, если до этого не будет покупок.`,
      en: html`${amount} will expire on ${until} unless you make a purchase before then.`,
    });
  }
  return say(voice, {
    ru: html`${until} ${isOne ? 'сгорит' : 'сгорят'} ${amount}. Потратьте их при следующей покупке.`,
    en: html`${amount} will expire on ${until}. Use them on your next purchase.`,
  });
}

const buttonWords = {
  coupons: { ru: 'Открыть купоны', en: 'Open coupons' },
  card: { ru: 'Показать карту', en: 'Show my card' },
  history: { ru: 'История', en: 'History' },
  home: { ru: 'Открыть приложение', en: 'Open the app' },
} as const;

/** A button that opens a screen of the Mini App. */
export function screenButton(language: Language, name: keyof typeof buttonWords) {
  return { text: buttonWords[name][language], screen: name === 'home' ? '' : name };
}

function balanceLine(voice: Voice, available: number): Html {
  if (available < 0) {
    return say(voice, {
      ru: html`Долг ${points(voice, -available)}: его погасят следующие покупки.`,
      en: html`You owe ${points(voice, -available)}; your next purchases will cover it.`,
    });
  }
  return say(voice, {
    ru: html`Теперь у вас ${points(voice, available)}.`,
    en: html`You now have ${points(voice, available)}.`,
  });
}

function points(voice: Voice, count: number): string {
  return formatPoints(count, voice.pointsName, voice.language);
}

/** A day as people say it, as in 31 March. */
export function day(voice: Voice, date: Date): string {
  return new Intl.DateTimeFormat(voice.language === 'en' ? 'en-GB' : voice.language, {
    day: 'numeric',
    month: 'long',
    timeZone: voice.zone,
  }).format(date);
}

function say(voice: Voice, words: Record<Language, Html>): Html {
  return words[voice.language];
}

function joined(lines: readonly Html[]): Html {
  return lines.reduce((all, line) => html`${all} ${line}`);
}

/** What a person reads about a receipt of theirs: what became of it, why, and what to do next. */
import {
  formatMoney,
  formatPoints,
  type Language,
  type PointsName,
  type ReceiptRefusal,
} from '@regulars/contracts';

export interface ReceiptVoice {
  language: Language;
  pointsName: PointsName;
  currency: string;
}

export interface ReceiptOutcome {
  state: string;
  points: number;
  totalMinor: number | null;
  refusal: ReceiptRefusal | null;
  note: string | null;
}

type Words = Record<Language, string>;

export function explainReceipt(outcome: ReceiptOutcome, voice: ReceiptVoice): string {
  const { language } = voice;
  switch (outcome.state) {
    case 'checking':
      return checking[language];
    case 'waiting':
      return waiting[language];
    case 'approved':
      return outcome.points > 0 ? earned(voice, outcome.points)[language] : nothing[language];
    default:
      return refusalWords(outcome, language);
  }
}

/** One line for the chat. */
export function receiptMessage(outcome: ReceiptOutcome, voice: ReceiptVoice): string {
  const { language } = voice;
  const sum = outcome.totalMinor === null ? '' : formatMoney(outcome.totalMinor, voice.currency, language);
  const subject: Words =
    sum === ''
      ? { ru: 'Чек с вашего фото', en: 'The receipt on your photo' }
      : { ru: `Чек на ${sum}`, en: `Your receipt of ${sum}` };
  const verdict: Words =
    outcome.state === 'approved'
      ? { ru: 'принят', en: 'has been accepted' }
      : { ru: 'не принят', en: 'was not accepted' };
  return `${subject[language]} ${verdict[language]}. ${explainReceipt(outcome, voice)}`;
}

const checking: Words = {
  ru: 'Проверяем чек. Обычно это занимает минуту, ответ придёт в чат.',
  en: 'The receipt is being checked. It usually takes a minute; the answer comes to the chat.',
};
const waiting: Words = {
  ru: 'Чек посмотрит сотрудник. Ответ придёт в чат.',
  en: 'Our staff will look at it. The answer comes to the chat.',
};
const nothing: Words = {
  ru: 'Баллов за него нет: сработали условия или ограничения программы.',
  en: 'It earned nothing: the conditions or limits of the programme applied.',
};

function earned({ pointsName }: ReceiptVoice, points: number): Words {
  return {
    ru: `Начислили ${formatPoints(points, pointsName, 'ru')}.`,
    en: `You earned ${formatPoints(points, pointsName, 'en')}.`,
  };
}

const reasons: Record<ReceiptRefusal, Words> = {
  unreadable: {
    ru: 'На фото не видно чека. Снимите его целиком, при хорошем свете, и пришлите ещё раз.',
    en: 'The receipt cannot be read. Take a photo of all of it, in good light, and send it again.',
  },
  other_shop: {
    ru: 'Это чек другого магазина. Присылайте чеки только наших.',
    en: 'It is from another shop. Send receipts of ours only.',
  },
  not_a_sale: {
    ru: 'Это не чек покупки. Пришлите тот, который дали при оплате.',
    en: 'It is not the receipt of a purchase. Send the one you were given when you paid.',
  },
  already_counted: {
    ru: 'Эта покупка уже учтена: посмотрите историю.',
    en: 'This purchase has been counted already: see your history.',
  },
  too_old: {
    ru: 'Чек слишком старый. Следующие присылайте сразу после покупки.',
    en: 'It is too old. Send the next ones right after you buy.',
  },
  not_genuine: {
    ru: 'Проверка не нашла такого чека. Если он настоящий, пришлите фото целиком или покажите его в магазине.',
    en: 'The check found no such receipt. If it is real, send a photo of all of it or show it at the shop.',
  },
  other: { ru: '', en: '' },
};

function refusalWords({ refusal, note }: ReceiptOutcome, language: Language): string {
  const reason = refusal === null ? '' : reasons[refusal][language];
  return [note ?? '', reason].filter((text) => text !== '').join(' ');
}

/** Says what a coupon does, how long it lives and why it cannot be used; free of zod, so that web apps may import it. */
import type {
  CouponDiscount,
  CouponReason,
  CouponTerms,
  CouponValidity,
  ShownText,
} from './coupon-shapes.ts';
import { goodsWords } from './earning-words.ts';
import { formatCount, formatMoney } from './points.ts';
import type { Language } from './primitives.ts';

/** In the reader's language, or in the other one where that is all there is. */
export function shownIn({ ru, en }: ShownText, language: Language): string {
  const [own, other] = language === 'ru' ? [ru, en] : [en, ru];
  return own === '' ? other : own;
}

/** "10% off coffee, at most 500 ₽, from 300 ₽, not together with points". */
export function describeCouponTerms(terms: CouponTerms, currency: string, language: Language): string {
  const say = phrases[language];
  const money = (minor: number) => formatMoney(minor, currency, language);
  const goods = goodsWords(terms.lines ?? undefined, language);
  const parts = [discountWords(terms.discount, goods, { say, money, language })];
  const most = 'maxDiscountMinor' in terms.discount ? terms.discount.maxDiscountMinor : null;
  if (most !== null) parts.push(say.most(money(most)));
  if (terms.minTotalMinor !== null) parts.push(say.from(money(terms.minTotalMinor)));
  if (!terms.withPoints) parts.push(say.withoutPoints);
  if (terms.withCoupons) parts.push(say.withCoupons);
  return parts.join(', ');
}

/** "30 days", "until 31 May 2026"; empty for ever. */
export function describeCouponValidity({ from, until, days }: CouponValidity, language: Language): string {
  const say = phrases[language];
  const parts: string[] = [];
  if (from !== null) parts.push(say.start(dateWords(from, language)));
  if (days !== null) parts.push(say.days(days));
  if (until !== null) parts.push(say.end(dateWords(until, language)));
  return parts.join(', ');
}

/** A whole sentence for whoever holds the coupon or the till. `minTotal` is money in words. */
export function describeCouponReason(
  reason: CouponReason,
  { minTotal }: { minTotal: string },
  language: Language,
): string {
  return reasons[reason][language].replace('{minTotal}', minTotal);
}

/** What a coupon did to a bill, or why it did nothing. */
export function describeCouponEffect(
  effect: {
    title: string;
    quantity: number;
    isApplied: boolean;
    discountMinor: number;
    reason: CouponReason | null;
    minTotalMinor: number | null;
  },
  currency: string,
  language: Language,
): string {
  const { title, quantity, discountMinor } = effect;
  if (!effect.isApplied) {
    const minTotal = formatMoney(effect.minTotalMinor ?? 0, currency, language);
    return describeCouponReason(effect.reason ?? 'not_found', { minTotal }, language);
  }
  if (discountMinor > 0) return `${title}: ${formatMoney(-discountMinor, currency, language)}`;
  const pieces = quantity === 1 ? title : `${title} × ${formatCount(quantity)}`;
  return phrases[language].handOver(pieces);
}

interface Phrases {
  gift: string;
  handOver(what: string): string;
  percent(percent: string, goods: string | null): string;
  amount(amount: string, goods: string | null): string;
  freeItem(goods: string, quantity: number): string;
  freeDelivery: string;
  most(amount: string): string;
  from(amount: string): string;
  withoutPoints: string;
  withCoupons: string;
  start(date: string): string;
  end(date: string): string;
  days(count: number): string;
}

function discountWords(
  discount: CouponDiscount,
  goods: string | null,
  { say, money, language }: { say: Phrases; money: (minor: number) => string; language: Language },
): string {
  switch (discount.kind) {
    case 'gift':
      return say.gift;
    case 'percent':
      return say.percent(`${new Intl.NumberFormat(language).format(discount.basisPoints / 100)}%`, goods);
    case 'amount':
      return say.amount(money(discount.amountMinor), goods);
    case 'freeItem':
      return say.freeItem(goods ?? '', discount.quantity);
    case 'freeDelivery':
      return say.freeDelivery;
  }
}

function dateWords(date: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}

const dayForms = new Intl.PluralRules('ru');

function russianDays(count: number): string {
  const form = dayForms.select(count);
  return `${formatCount(count)} ${form === 'one' ? 'день' : form === 'few' ? 'дня' : 'дней'}`;
}

const phrases: Record<Language, Phrases> = {
  ru: {
    gift: 'Подарок, выдают на кассе',
    handOver: (what) => `Выдать: ${what}`,
    percent: (percent, goods) => `Скидка ${percent} на ${goods ?? 'весь чек'}`,
    amount: (amount, goods) => `Скидка ${amount} на ${goods ?? 'весь чек'}`,
    freeItem: (goods, quantity) => `Бесплатно${quantity === 1 ? '' : ` ${quantity} шт.`}: ${goods}`,
    freeDelivery: 'Бесплатная доставка',
    most: (amount) => `не больше ${amount}`,
    from: (amount) => `при чеке от ${amount}`,
    withoutPoints: 'без оплаты баллами',
    withCoupons: 'можно вместе с другими купонами',
    start: (date) => `с ${date}`,
    end: (date) => `до ${date} включительно`,
    days: (count) => (count === 0 ? 'только в день получения' : `${russianDays(count)} после получения`),
  },
  en: {
    gift: 'A gift, handed over at the till',
    handOver: (what) => `Hand over: ${what}`,
    percent: (percent, goods) => `${percent} off ${goods ?? 'the whole bill'}`,
    amount: (amount, goods) => `${amount} off ${goods ?? 'the whole bill'}`,
    freeItem: (goods, quantity) => `${quantity === 1 ? 'Free' : `${quantity} free`}: ${goods}`,
    freeDelivery: 'Free delivery',
    most: (amount) => `at most ${amount}`,
    from: (amount) => `for bills from ${amount}`,
    withoutPoints: 'not together with points',
    withCoupons: 'can be combined with other coupons',
    start: (date) => `from ${date}`,
    end: (date) => `until ${date} inclusive`,
    days: (count) =>
      count === 0
        ? 'only on the day you get it'
        : `${formatCount(count)} ${count === 1 ? 'day' : 'days'} after you get it`,
  },
};

const reasons: Record<CouponReason, Record<Language, string>> = {
  not_found: { en: 'There is no such coupon. Check the code.', ru: 'Такого купона нет. Проверьте код.' },
  redeemed: { en: 'The coupon has been used already.', ru: 'Купон уже использован.' },
  cancelled: { en: 'The coupon was cancelled.', ru: 'Купон отменён.' },
  expired: { en: 'The coupon has expired.', ru: 'Срок купона закончился.' },
  not_started: { en: 'The coupon cannot be used yet.', ru: 'Купон ещё не начал действовать.' },
  reserved: {
    en: 'Another order that is not finished has the coupon.',
    ru: 'Купон занят другим незавершённым заказом.',
  },
  not_yours: { en: 'The coupon belongs to another customer.', ru: 'Купон принадлежит другому клиенту.' },
  switched_off: { en: 'The coupon is switched off now.', ru: 'Купон сейчас выключен.' },
  used_up: {
    en: 'The code was used as often as it could be.',
    ru: 'Код использовали столько раз, сколько можно.',
  },
  person_limit: {
    en: 'The customer has used this code as often as one person may.',
    ru: 'Клиент уже использовал этот код столько раз, сколько можно одному человеку.',
  },
  other_shop: { en: 'The coupon is good in other shops.', ru: 'Купон действует в других магазинах.' },
  minimum_not_met: { en: 'The bill must come to {minTotal}.', ru: 'Нужен чек от {minTotal}.' },
  no_matching_lines: {
    en: 'There is nothing on the bill that the coupon is for.',
    ru: 'В чеке нет того, на что действует купон.',
  },
  needs_lines: {
    en: 'The coupon is for certain goods: send the lines of the bill.',
    ru: 'Купон действует на отдельные товары: передайте строки чека.',
  },
  not_with_points: {
    en: 'The coupon cannot be used together with points.',
    ru: 'Купон нельзя использовать вместе с оплатой баллами.',
  },
  not_with_coupons: {
    en: 'The coupon cannot be combined with another one.',
    ru: 'Купон нельзя использовать вместе с другим.',
  },
  twice: { en: 'The coupon is on this bill already.', ru: 'Этот купон уже есть в чеке.' },
  nothing_left: {
    en: 'Nothing is left on the bill to take off.',
    ru: 'В чеке уже нечего уменьшать.',
  },
};

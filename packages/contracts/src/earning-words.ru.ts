/** Phrases about earning rules in Russian. */
import type { EarningTrigger, LimitPeriod } from './earning-rules.ts';
import type { EarningPhrases, Ends, ReasonWords } from './earning-phrases.ts';

const list = new Intl.ListFormat('ru', { type: 'conjunction' });
const either = new Intl.ListFormat('ru', { type: 'disjunction' });
const pluralRules = new Intl.PluralRules('ru');
const weekdayNames = [
  'понедельникам',
  'вторникам',
  'средам',
  'четвергам',
  'пятницам',
  'субботам',
  'воскресеньям',
];

const periods: Record<LimitPeriod, string> = {
  day: 'в день',
  week: 'в неделю',
  month: 'в месяц',
  year: 'в год',
  ever: 'одному человеку',
};

const periodCaps: Record<LimitPeriod, string> = {
  day: 'дневной лимит',
  week: 'недельный лимит',
  month: 'месячный лимит',
  year: 'годовой лимит',
  ever: 'лимит на одного человека',
};

type Forms = readonly [one: string, few: string, many: string];
const dayForms: Forms = ['день', 'дня', 'дней'];
const monthForms: Forms = ['месяц', 'месяца', 'месяцев'];
const timeForms: Forms = ['раз', 'раза', 'раз'];

export const russian: EarningPhrases = {
  goods({ only, named, except, discounted }) {
    const things = either.format([...only.map(thing), ...named.map((name) => `«${name}»`)]);
    const what = things || (discounted === true ? 'товары со скидкой' : 'всё');
    const kind = things && discounted === true ? `${what} со скидкой` : what;
    const not = except.map((word) => `«${word}»`);
    if (discounted === false) not.push('товаров со скидкой');
    return not.length === 0 ? kind : `${kind}, кроме ${list.format(not)}`;
  },
  percent: (percent, goods) => `${percent} ${goods === null ? 'с каждой покупки' : `за ${goods}`}`,
  perAmount: (points, amount, goods) =>
    `${points} за каждые ${amount}${goods === null ? '' : `, потраченные на ${goods}`}`,
  steps(steps, by, goods) {
    const parts = steps.map(({ percent, from }) => (from === null ? percent : `${percent} от ${from}`));
    const basis = by === 'bill' ? 'по сумме чека' : 'по сумме прежних покупок';
    return `${parts.join(', ')} ${goods === null ? 'с покупки' : `за ${goods}`} ${basis}`;
  },
  fixed: (points, trigger) => `${points} ${forWhat(trigger)}`,
  perItem: (points, goods) => `${points} за каждую штуку${goods === null ? '' : `: ${goods}`}`,
  multiplier: (times, noun, goods) =>
    `в ${times.toLocaleString('ru')} ${Number.isInteger(times) ? plural(times, timeForms) : 'раза'} больше ${noun}${goods === null ? '' : ` за ${goods}`}`,
  total: (of, ends) => `${of === 'bill' ? 'при чеке' : 'при оплате деньгами'} ${range(ends)}`,
  lines(goods, test, ends) {
    if (test === 'any') return `если в чеке есть ${goods}`;
    if (test === 'all') return `если в чеке только ${goods}`;
    if (test === 'quantity') return `если в чеке ${goods}: ${range(ends)} шт.`;
    return test === 'sum'
      ? `если в чеке ${goods} на сумму ${range(ends)}`
      : `если ${goods} это ${range(ends)} чека`;
  },
  bought: (goods, quantity, days) => `если ${within(days)} куплено ${quantity} шт.: ${goods}`,
  redeemed: (isNone, ends) => (isNone ? 'если не платят баллами' : `если оплачено баллами: ${range(ends)}`),
  shop: (names, count) =>
    names.length === count
      ? `в магазине ${either.format(names.map((name) => `«${name}»`))}`
      : `в выбранных магазинах (${count})`,
  channel: (channels) => `для заказов через ${either.format(channels.map((channel) => `«${channel}»`))}`,
  weekday(weekdays) {
    if (weekdays.join('') === '12345') return 'по будням';
    if (weekdays.join('') === '67') return 'по выходным';
    return `по ${list.format(weekdays.map((day) => weekdayNames[day - 1] ?? ''))}`;
  },
  hours: (from, until) => `с ${from} до ${until}`,
  dates: (ends) => days(ends),
  membership(minDays, maxDays) {
    if (minDays === undefined) return `в первые ${count(maxDays ?? 0, dayForms)} участия`;
    const from = `после ${count(minDays, ['дня', 'дней', 'дней'])} участия`;
    return maxDays === undefined ? from : `${from} и до ${count(maxDays, ['дня', 'дней', 'дней'])}`;
  },
  birthday(daysBefore, daysAfter) {
    if (daysBefore === 0 && daysAfter === 0) return 'в день рождения';
    return `за ${count(daysBefore, dayForms)} до и ${count(daysAfter, dayForms)} после дня рождения`;
  },
  language: (languages) =>
    `для тех, чей язык ${either.format(languages.map((one) => (one === 'ru' ? 'русский' : 'английский')))}`,
  source: (sources) => `для пришедших по метке ${either.format(sources.map((source) => `«${source}»`))}`,
  purchaseNumber(min, max, every) {
    if (every !== undefined) return `за каждую ${every}-ю покупку`;
    if (max === 1) return 'за первую покупку';
    if (min === max) return `за ${min}-ю покупку`;
    if (max === undefined) return `начиная с ${min}-й покупки`;
    return min === undefined
      ? `за первые ${count(max, ['покупку', 'покупки', 'покупок'])}`
      : `с ${min}-й по ${max}-ю покупку`;
  },
  spent: (ends) => `если сумма прежних покупок ${range(ends)}`,
  event: (type, daysBack) =>
    `если было событие «${type}»${daysBack === undefined ? '' : ` ${within(daysBack)}`}`,
  property: (name, equals, ends) =>
    equals === undefined ? `если ${name} ${range(ends)}` : `если ${name} это «${equals}»`,
  tier: (names, count) =>
    names.length === count
      ? `для уровня ${either.format(names.map((name) => `«${name}»`))}`
      : `для выбранных уровней (${count})`,
  segment: (names, count) =>
    names.length === count
      ? `для сегмента ${either.format(names.map((name) => `«${name}»`))}`
      : `для выбранных сегментов (${count})`,
  any: (parts) => parts.join(' или '),
  not: (part) => `кроме случая: ${part}`,
  limitPoints: (points, period) => `не больше ${points} ${period === null ? 'на всех' : periods[period]}`,
  limitTimes(times, period) {
    if (times === 1 && period === 'ever') return 'один раз на человека';
    return `не чаще ${count(times, ['раза', 'раз', 'раз'])} ${period === null ? 'на всех' : periods[period]}`;
  },
  limitEvent: (points) => `ничего, если вышло бы больше ${points}`,
  delay: (delayDays) =>
    delayDays === 1 ? 'тратить можно со следующего дня' : `тратить можно через ${count(delayDays, dayForms)}`,
  expiry(expiry) {
    if (expiry.kind === 'never') return 'не сгорают';
    return expiry.kind === 'days'
      ? `действуют ${count(expiry.days, dayForms)}`
      : `действуют ${count(expiry.months, monthForms)}`;
  },
  span: ({ min, max }) => [min && `с ${min}`, max && `до ${max}`].filter(Boolean).join(' '),
  receiptTrigger: 'по присланным чекам',
  birthdayTrigger(daysBefore, filledDaysBefore) {
    const parts = [
      daysBefore > 0 ? `за ${count(daysBefore, dayForms)} до него` : '',
      filledDaysBefore > 0 ? `если дата указана не позже чем за ${count(filledDaysBefore, dayForms)}` : '',
    ];
    return parts.filter(Boolean).join(', ') || null;
  },
  reason,
};

function reason(words: ReasonWords): string {
  switch (words.code) {
    case 'paid':
      return 'Начислено полностью';
    case 'condition_not_met':
      return `Условие не выполнено: ${words.condition}${words.actual === null ? '' : ` (сейчас ${words.actual})`}`;
    case 'not_started':
      return `Начнёт действовать ${words.at}`;
    case 'over':
      return `Перестало действовать ${words.at}`;
    case 'no_matching_lines':
      return 'В покупке нет товаров, о которых это правило';
    case 'nothing_to_earn':
      return 'Выходит ноль';
    case 'nothing_to_multiply':
      return 'Другие правила ничего не начислили, умножать нечего';
    case 'event_points_exceeded':
      return `Вышло бы больше ${words.limit} за раз, правило такого не начисляет`;
    case 'person_points_trimmed':
      return `Столько оставил ${cap(words.period)}: ${words.limit}`;
    case 'person_points_reached':
      return `Исчерпан ${cap(words.period)}: ${words.limit}`;
    case 'person_times_reached':
      return `Исчерпан ${cap(words.period)}: ${count(Number(words.limit), timeForms)}`;
    case 'total_points_trimmed':
      return `Столько осталось от общего лимита правила: ${words.limit}`;
    case 'total_points_reached':
      return `Общий лимит правила исчерпан: ${words.limit}`;
    case 'total_times_reached':
      return `Общий лимит правила исчерпан: ${count(Number(words.limit), timeForms)}`;
    case 'budget_trimmed':
      return 'Столько осталось в бюджете';
    case 'budget_spent':
      return 'Бюджет исчерпан';
    case 'tier_multiplied':
      return `×${words.times} за уровень`;
    case 'outranked':
      return words.byName === null
        ? 'Вместо него платит другое правило'
        : `Вместо него платит «${words.byName}»`;
  }
}

function cap(period: LimitPeriod | null): string {
  return periodCaps[period ?? 'ever'];
}

function forWhat(trigger: EarningTrigger): string {
  switch (trigger.kind) {
    case 'purchase':
      return 'за покупку';
    case 'join':
      return 'за вступление';
    case 'birthday':
      return 'на день рождения';
    case 'review':
      return 'за отзыв';
    case 'share':
      return 'за рассказ друзьям';
    case 'subscription':
      return 'за подписку';
    case 'referral':
      return 'за друга';
    case 'receipt':
      return 'за чек';
    case 'app_install':
      return 'за установку приложения';
    case 'survey':
      return 'за опрос';
    case 'game':
      return 'за игру';
    case 'event':
      return `за событие «${trigger.type}»`;
  }
}

/** Nouns that change in the accusative stand in quotes, for nobody can decline a brand's own words. */
function thing(word: string): string {
  const lower = word.toLowerCase();
  return /^[а-яё]+[^аяй\s]$/.test(lower) ? lower : `«${word}»`;
}

function range({ min, max }: Ends): string {
  if (min === undefined) return `до ${max}`;
  if (max === undefined) return `от ${min}`;
  return min === max ? min : `от ${min} до ${max}`;
}

function days({ min, max }: Ends): string {
  if (min === undefined) return `по ${max}`;
  if (max === undefined) return `с ${min}`;
  return min === max ? min : `с ${min} по ${max}`;
}

function within(daysBack: number): string {
  return `за ${count(daysBack, dayForms)}`;
}

function count(amount: number, forms: Forms): string {
  return `${amount} ${plural(amount, forms)}`;
}

function plural(amount: number, [one, few, many]: Forms): string {
  const form = pluralRules.select(amount);
  return form === 'one' ? one : form === 'few' ? few : many;
}

/** Phrases about earning rules in English. */
import type { LimitPeriod, EarningTrigger } from './earning-rules.ts';
import type { EarningPhrases, Ends, ReasonWords } from './earning-phrases.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const either = new Intl.ListFormat('en', { type: 'disjunction' });
const weekdayNames = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];
const ordinals: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinalRules = new Intl.PluralRules('en', { type: 'ordinal' });

const periods: Record<LimitPeriod, string> = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  year: 'a year',
  ever: 'for one person',
};

const periodCaps: Record<LimitPeriod, string> = {
  day: 'The daily cap',
  week: 'The weekly cap',
  month: 'The monthly cap',
  year: 'The yearly cap',
  ever: 'The cap for one person',
};

export const english: EarningPhrases = {
  goods({ only, named, except, discounted }) {
    const quoted = named.map((name) => `“${name}”`);
    const things = either.format([...only.map((word) => word.toLowerCase()), ...quoted]);
    const what = things || (discounted === true ? 'discounted goods' : 'everything');
    const not = except.map((word) => word.toLowerCase());
    if (discounted === false) not.push('discounted goods');
    const kind = things && discounted === true ? `discounted ${what}` : what;
    return not.length === 0 ? kind : `${kind} except ${list.format(not)}`;
  },
  percent: (percent, goods) => `${percent} back on ${goods ?? 'every purchase'}`,
  perAmount: (points, amount, goods) => `${points} for every ${amount} spent${goods ? ` on ${goods}` : ''}`,
  steps(steps, by, goods) {
    const parts = steps.map(({ percent, from }) => (from === null ? percent : `${percent} from ${from}`));
    const basis = by === 'bill' ? 'by the size of the bill' : 'by what was spent before';
    return `${parts.join(', ')} back on ${goods ?? 'every purchase'} ${basis}`;
  },
  fixed: (points, trigger) => `${points} ${forWhat(trigger)}`,
  perItem: (points, goods) => `${points} for each item${goods ? ` of ${goods}` : ''}`,
  multiplier: (times, noun, goods) => `${times} times the ${noun}${goods ? ` for ${goods}` : ''}`,
  total: (of, ends) => (of === 'bill' ? `for bills ${range(ends)}` : `when ${range(ends)} is paid in money`),
  lines(goods, test, ends) {
    if (test === 'any') return `with ${goods} in the purchase`;
    if (test === 'all') return `when the whole purchase is ${goods}`;
    if (test === 'quantity') return `with ${range(ends)} items of ${goods}`;
    return test === 'sum'
      ? `with ${goods} for ${range(ends)}`
      : `when ${goods} is ${range(ends)} of the bill`;
  },
  bought: (goods, quantity, days) =>
    `once ${items(quantity)} of ${goods} ${quantity === 1 ? 'is' : 'are'} bought ${withinDays(days)}`,
  redeemed: (isNone, ends) => (isNone ? 'when no points are spent' : `when ${range(ends)} are spent`),
  shop: (names, count) =>
    names.length === count
      ? `in ${either.format(names)}`
      : `in ${count === 1 ? 'one chosen shop' : `${count} chosen shops`}`,
  channel: (channels) => `for orders by ${either.format(channels)}`,
  weekday(weekdays) {
    if (weekdays.join('') === '12345') return 'on weekdays';
    if (weekdays.join('') === '67') return 'at weekends';
    return `on ${list.format(weekdays.map((day) => weekdayNames[day - 1] ?? ''))}`;
  },
  hours: (from, until) => `from ${from} to ${until}`,
  dates: (ends) => days(ends),
  membership(minDays, maxDays) {
    if (minDays === undefined) return `in the first ${count(maxDays ?? 0, 'day')} of membership`;
    const from = `after ${count(minDays, 'day')} of membership`;
    return maxDays === undefined ? from : `${from}, up to ${count(maxDays, 'day')}`;
  },
  birthday(daysBefore, daysAfter) {
    if (daysBefore === 0 && daysAfter === 0) return 'on the birthday';
    return `from ${count(daysBefore, 'day')} before to ${count(daysAfter, 'day')} after the birthday`;
  },
  language: (languages) =>
    `for those who read ${either.format(languages.map((one) => (one === 'ru' ? 'Russian' : 'English')))}`,
  source: (sources) => `for those who came from ${either.format(sources)}`,
  purchaseNumber(min, max, every) {
    if (every !== undefined) return `on every ${ordinal(every)} purchase`;
    if (max === 1) return 'on the first purchase';
    if (min === max) return `on the ${ordinal(min ?? 1)} purchase`;
    if (max === undefined) return `from the ${ordinal(min ?? 1)} purchase`;
    return min === undefined
      ? `on the first ${max} purchases`
      : `from the ${ordinal(min)} to the ${ordinal(max)} purchase`;
  },
  spent: (ends) => `for those who spent ${range(ends)} before`,
  event: (type, daysBack) =>
    `for those with “${type}”${daysBack === undefined ? '' : ` ${withinDays(daysBack)}`}`,
  property: (name, equals, ends) =>
    equals === undefined ? `when ${name} is ${range(ends)}` : `when ${name} is “${equals}”`,
  tier: (names, count) =>
    names.length === count ? `for tier ${either.format(names)}` : `for ${count} chosen tiers`,
  segment: (names, count) =>
    names.length === count ? `for segment ${either.format(names)}` : `for ${count} chosen segments`,
  any: (parts) => (parts.length === 1 ? (parts[0] ?? '') : `either ${either.format(parts)}`),
  not: (part) => `but not ${part}`,
  limitPoints: (points, period) =>
    `at most ${points} ${period === null ? 'for everybody together' : periods[period]}`,
  limitTimes(times, period) {
    if (times === 1 && period === 'ever') return 'once for one person';
    return `at most ${count(times, 'time')} ${period === null ? 'for everybody together' : periods[period]}`;
  },
  limitEvent: (points) => `nothing if it would be more than ${points}`,
  delay: (delayDays) =>
    delayDays === 1 ? 'spendable from the next day' : `spendable after ${count(delayDays, 'day')}`,
  expiry(expiry) {
    if (expiry.kind === 'never') return 'for ever';
    return expiry.kind === 'days'
      ? `valid for ${count(expiry.days, 'day')}`
      : `valid for ${count(expiry.months, 'month')}`;
  },
  span: ({ min, max }) => [min && `from ${min}`, max && `until ${max}`].filter(Boolean).join(' '),
  receiptTrigger: 'by receipts sent in',
  birthdayTrigger(daysBefore, filledDaysBefore) {
    const parts = [
      daysBefore > 0 ? `${count(daysBefore, 'day')} before it` : '',
      filledDaysBefore > 0
        ? `if the date was filled in at least ${count(filledDaysBefore, 'day')} before`
        : '',
    ];
    return parts.filter(Boolean).join(', ') || null;
  },
  reason,
};

function reason(words: ReasonWords): string {
  switch (words.code) {
    case 'paid':
      return 'Paid in full';
    case 'condition_not_met':
      return `Pays only ${words.condition}${words.actual === null ? '' : ` (here ${words.actual})`}`;
    case 'not_started':
      return `Begins on ${words.at}`;
    case 'over':
      return `Ended on ${words.at}`;
    case 'no_matching_lines':
      return 'The purchase has no goods that this rule is about';
    case 'nothing_to_earn':
      return 'It comes to less than one point';
    case 'nothing_to_multiply':
      return 'No other rule paid anything to multiply';
    case 'event_points_exceeded':
      return `More than ${words.limit} at once, which the rule refuses`;
    case 'person_points_trimmed':
      return `${cap(words.period)} of ${words.limit} left room for this much`;
    case 'person_points_reached':
      return `${cap(words.period)} of ${words.limit} is reached`;
    case 'person_times_reached':
      return `${cap(words.period)} is reached: times paid ${words.limit}`;
    case 'total_points_trimmed':
      return `The rule's total of ${words.limit} left room for this much`;
    case 'total_points_reached':
      return `The rule's total of ${words.limit} is paid out`;
    case 'total_times_reached':
      return `The rule has paid all its times: ${words.limit}`;
    case 'budget_trimmed':
      return 'The budget left room for this much';
    case 'budget_spent':
      return 'The budget is spent';
    case 'tier_multiplied':
      return `×${words.times} for the tier`;
    case 'outranked':
      return words.byName === null ? 'Another rule pays instead' : `“${words.byName}” pays instead`;
  }
}

function cap(period: LimitPeriod | null): string {
  return periodCaps[period ?? 'ever'];
}

function forWhat(trigger: EarningTrigger): string {
  switch (trigger.kind) {
    case 'purchase':
      return 'for a purchase';
    case 'join':
      return 'for joining';
    case 'birthday':
      return 'for a birthday';
    case 'review':
      return 'for a review';
    case 'share':
      return 'for sharing';
    case 'subscription':
      return 'for subscribing';
    case 'referral':
      return 'for a friend';
    case 'receipt':
      return 'for a receipt';
    case 'app_install':
      return 'for installing the app';
    case 'survey':
      return 'for a survey';
    case 'game':
      return 'for a game';
    case 'event':
      return `for “${trigger.type}”`;
  }
}

function range({ min, max }: Ends): string {
  if (min === undefined) return `up to ${max}`;
  if (max === undefined) return `from ${min}`;
  return min === max ? min : `from ${min} to ${max}`;
}

function days({ min, max }: Ends): string {
  if (min === undefined) return `until ${max}`;
  if (max === undefined) return `from ${min}`;
  return min === max ? `on ${min}` : `from ${min} to ${max}`;
}

function withinDays(within: number): string {
  return within === 1 ? 'in one day' : `within ${count(within, 'day')}`;
}

function items(quantity: number): string {
  return count(quantity, 'item');
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function ordinal(number: number): string {
  return `${number}${ordinals[ordinalRules.select(number)] ?? 'th'}`;
}

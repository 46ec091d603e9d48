/** Compiles a rule's tree of conditions into one test; it answers what was not met, so that people can be told. */
import type { EarningCondition, EarningFact } from '@regulars/contracts';
import {
  dayOfDate,
  type EarlierGoods,
  type EarningFacts,
  type GoodsFacts,
  type LineFacts,
  type PurchaseFacts,
} from './facts.ts';
import { compileLineFilter, type LineTest, sumMatching } from './line-filter.ts';

/** The part of the tree that was not met, and what was found where a number was asked for. */
export interface Unmet {
  condition: EarningCondition;
  actual: number | null;
}

/** Null when all is met. */
export type ConditionTest = (facts: EarningFacts) => Unmet | null;

export function compileCondition(condition: EarningCondition): ConditionTest {
  switch (condition.kind) {
    case 'all': {
      const tests = condition.of.map(compileCondition);
      return (facts) => {
        for (const test of tests) {
          const unmet = test(facts);
          if (unmet) return unmet;
        }
        return null;
      };
    }
    case 'any': {
      const tests = condition.of.map(compileCondition);
      const unmet: Unmet = { condition, actual: null };
      return (facts) => (tests.some((test) => test(facts) === null) ? null : unmet);
    }
    case 'not': {
      const test = compileCondition(condition.of);
      const unmet: Unmet = { condition, actual: null };
      return (facts) => (test(facts) === null ? unmet : null);
    }
    default:
      return compileFact(condition);
  }
}

type Range = { min?: number | undefined; max?: number | undefined };

function compileFact(fact: EarningFact): ConditionTest {
  switch (fact.kind) {
    case 'total':
      return ofPurchase(fact, (purchase) => (fact.of === 'bill' ? purchase.totalMinor : purchase.paidMinor));
    case 'redeemed':
      return ofPurchase(fact, (purchase) => purchase.redeemedPoints);
    case 'lines':
      return compileLines(fact);
    case 'bought':
      return compileBought(fact);
    case 'membership':
      return inRange(fact, ({ moment, customer }) =>
        customer.joinedDay === null ? null : moment.day - customer.joinedDay,
      );
    case 'spent':
      return inRange(fact, ({ customer }) => customer.spentBeforeMinor);
    case 'purchaseNumber':
      return compilePurchaseNumber(fact);
    case 'property':
      return compileProperty(fact);
    case 'birthday':
      return holds(fact, ({ moment, customer }) =>
        customer.birthday === null ? false : isNearBirthday(moment.day, customer.birthday, fact),
      );
    default:
      return compileMembershipOfSet(fact);
  }
}

/** Facts that are one of a list, or inside a span of the calendar or the clock. */
function compileMembershipOfSet(
  fact: Extract<
    EarningFact,
    {
      kind:
        | 'shop'
        | 'channel'
        | 'weekday'
        | 'hours'
        | 'dates'
        | 'language'
        | 'source'
        | 'event'
        | 'tier'
        | 'segment';
    }
  >,
): ConditionTest {
  switch (fact.kind) {
    case 'shop':
      return holds(fact, ({ purchase }) => isIn(fact.shopIds, purchase?.shopId ?? null));
    case 'channel': {
      const channels = fact.channels.map((channel) => channel.toLowerCase());
      return holds(fact, ({ purchase }) => isIn(channels, purchase?.channel ?? null));
    }
    case 'weekday':
      return holds(fact, ({ moment }) => fact.weekdays.includes(moment.weekday));
    case 'hours': {
      const [from, until] = [minuteOf(fact.from), minuteOf(fact.until)];
      return holds(fact, ({ moment: { minuteOfDay: minute } }) =>
        from < until ? minute >= from && minute < until : minute >= from || minute < until,
      );
    }
    case 'dates': {
      const from = fact.from === undefined ? Number.NEGATIVE_INFINITY : dayOfDate(fact.from);
      const to = fact.to === undefined ? Number.POSITIVE_INFINITY : dayOfDate(fact.to);
      return holds(fact, ({ moment }) => moment.day >= from && moment.day <= to);
    }
    case 'language':
      return holds(fact, ({ customer }) => isIn(fact.languages, customer.language));
    case 'source':
      return holds(fact, ({ customer }) => isIn(fact.sources, customer.source));
    case 'event':
      return holds(fact, ({ moment, customer }) => {
        const day = customer.lastEvents[fact.type];
        return day !== undefined && (fact.days === undefined || moment.day - day < fact.days);
      });
    case 'tier':
      return holds(fact, ({ customer }) => isIn(fact.tierIds, customer.tierId));
    case 'segment':
      return holds(fact, ({ customer }) => customer.segmentIds.some((id) => fact.segmentIds.includes(id)));
  }
}

function compileLines(fact: Extract<EarningFact, { kind: 'lines' }>): ConditionTest {
  const matches = compileLineFilter(fact.filter);
  const { test } = fact;
  switch (test.kind) {
    case 'any':
      return holds(fact, ({ purchase }) => purchase?.lines.some(matches) === true);
    case 'all':
      return holds(fact, ({ purchase }) => purchase?.lines.every(matches) === true);
    case 'quantity':
      return ofMatching(fact, test, matches, quantityOf);
    case 'sum':
      return ofMatching(fact, test, matches, netOf);
    case 'share':
      return ofMatching(fact, test, matches, netOf, (sum, { totalMinor }) =>
        totalMinor === 0 ? 0 : Math.floor((sum * 100) / totalMinor),
      );
  }
}

function ofMatching(
  condition: EarningFact,
  range: Range,
  matches: LineTest,
  measure: (line: LineFacts) => number,
  toActual: (sum: number, purchase: PurchaseFacts) => number = (sum) => sum,
): ConditionTest {
  return ({ purchase }) => {
    const sum = purchase && sumMatching(purchase.lines, matches, measure);
    const actual = purchase ? toActual(sum ?? 0, purchase) : 0;
    return sum !== null && isInRange(range, actual) ? null : { condition, actual };
  };
}

function compileBought(fact: Extract<EarningFact, { kind: 'bought' }>): ConditionTest {
  const matches = compileLineFilter(fact.filter);
  return ({ moment, purchase }) => {
    const since = moment.day - fact.days;
    const isRecent: LineTest<EarlierGoods> = (goods) => goods.day > since && matches(goods);
    const now = purchase && sumMatching(purchase.lines, matches, quantityOf);
    const actual = (now ?? 0) + (sumMatching(purchase?.earlier ?? [], isRecent, quantityOf) ?? 0);
    // A purchase of other goods does not bring what earlier ones have earned.
    return now !== null && actual >= fact.quantity ? null : { condition: fact, actual };
  };
}

function compilePurchaseNumber(fact: Extract<EarningFact, { kind: 'purchaseNumber' }>): ConditionTest {
  return ({ customer }) => {
    const actual = customer.purchasesBefore + 1;
    const isDue = fact.every === undefined || actual % fact.every === 0;
    return isDue && isInRange(fact, actual) ? null : { condition: fact, actual };
  };
}

function compileProperty(fact: Extract<EarningFact, { kind: 'property' }>): ConditionTest {
  return ({ properties }) => {
    const value = Object.hasOwn(properties, fact.name) ? properties[fact.name] : undefined;
    const actual = typeof value === 'number' ? value : null;
    const isEqual = fact.equals === undefined || value === fact.equals;
    const hasRange = fact.min !== undefined || fact.max !== undefined;
    const isWithin = !hasRange || (actual !== null && isInRange(fact, actual));
    return isEqual && isWithin ? null : { condition: fact, actual };
  };
}

function holds(condition: EarningFact, test: (facts: EarningFacts) => boolean): ConditionTest {
  const unmet: Unmet = { condition, actual: null };
  return (facts) => (test(facts) ? null : unmet);
}

function inRange(
  condition: EarningFact & Range,
  measure: (facts: EarningFacts) => number | null,
): ConditionTest {
  return (facts) => {
    const actual = measure(facts);
    return actual !== null && isInRange(condition, actual) ? null : { condition, actual };
  };
}

function ofPurchase(
  condition: EarningFact & Range,
  measure: (purchase: PurchaseFacts) => number,
): ConditionTest {
  return inRange(condition, ({ purchase }) => (purchase ? measure(purchase) : null));
}

function isInRange({ min, max }: Range, value: number): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function isIn(list: readonly string[], value: string | null): boolean {
  return value !== null && list.includes(value);
}

function quantityOf(goods: GoodsFacts): number {
  return goods.quantity;
}

function netOf(line: LineFacts): number {
  return line.netMinor;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The birthday of the year before, of this one and of the next may all be near. */
function isNearBirthday(
  day: number,
  birthday: number,
  { daysBefore, daysAfter }: { daysBefore: number; daysAfter: number },
): boolean {
  const year = new Date(day * 86_400_000).getUTCFullYear();
  return [year - 1, year, year + 1].some((one) => {
    const distance = day - birthdayIn(one, birthday);
    return distance >= -daysBefore && distance <= daysAfter;
  });
}

/** 29 February is 1 March in other years. */
export function birthdayIn(year: number, birthday: number): number {
  return Date.UTC(year, Math.floor(birthday / 100) - 1, birthday % 100) / 86_400_000;
}

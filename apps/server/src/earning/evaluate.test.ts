import type {
  ConflictPolicy,
  EarningCondition,
  EarningLimits,
  EarningRuleSettings,
} from '@regulars/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledRule, evaluate } from './evaluate.ts';
import type { EarningFacts } from './facts.ts';
import { noUsage, type Usage } from './limits.ts';
import { line, purchase, rule } from './testing.ts';

function ask(
  rules: readonly CompiledRule[],
  facts: EarningFacts,
  {
    policy = 'all' as ConflictPolicy,
    usage = noUsage,
    value = 100,
  }: Partial<{ policy: ConflictPolicy; usage: Usage; value: number }> = {},
) {
  return evaluate(rules, facts, { policy, usage, pointValueMinor: value });
}

const onePerUnit = { kind: 'perAmount', points: 1, amountMinor: 100 } as const;

function isMet(condition: EarningCondition, facts: EarningFacts): boolean {
  return ask([rule({ conditions: condition })], facts).points > 0;
}

describe('published examples', () => {
  it('1: 1 point per 10, spend 105: 10 points', () => {
    const perTen = rule({ effect: { kind: 'perAmount', points: 1, amountMinor: 1_000 } });
    expect(ask([perTen], purchase({ totalMinor: 10_500 })).points).toBe(10);
  });

  it('2: times 1.5 on 4 base points is 6, times 3 on 5 is 15', () => {
    const times = (percent: number) => rule({ effect: { kind: 'multiplier', percent } });
    const base = rule({ effect: onePerUnit });
    expect(ask([base, times(150)], purchase({ totalMinor: 400 })).points).toBe(6);
    expect(ask([times(300), base], purchase({ totalMinor: 500 })).points).toBe(15);
    expect(ask([base, times(150)], purchase({ totalMinor: 500 })).points).toBe(7);
  });

  it('3: a discount lowers the base, a gift card does not', () => {
    const discounted = purchase({ lines: [line(10_000)], discountMinor: 1_000 });
    expect(ask([rule({ effect: onePerUnit })], discounted).points).toBe(90);
    // A gift card is a means of payment: the bill stays 100 whoever pays 50 of it.
    expect(ask([rule({ effect: onePerUnit })], purchase({ totalMinor: 10_000 })).points).toBe(100);
  });

  it('4: 10% off an order of 100 that earns and 50 that does not: the base is 90', () => {
    const facts = purchase({ lines: [line(10_000), line(5_000, { earns: false })], discountMinor: 1_500 });
    expect(facts.purchase?.totalMinor).toBe(13_500);
    expect(ask([rule({ effect: onePerUnit })], facts).points).toBe(90);
  });

  it('4: a discount that names a line lowers only that line', () => {
    const facts = purchase({ lines: [line(10_000, { discountMinor: 1_000 }), line(5_000)] });
    expect(facts.purchase?.lines.map(({ baseMinor }) => baseMinor)).toEqual([9_000, 5_000]);
  });

  it('5: 10 off lines of 20, 45 and 60 takes 1.60, 3.60 and 4.80; the last line takes the rounding', () => {
    const facts = purchase({ lines: [line(2_000), line(4_500), line(6_000)], discountMinor: 1_000 });
    expect(facts.purchase?.lines.map(({ netMinor }) => netMinor)).toEqual([1_840, 4_140, 5_520]);
    const thirds = purchase({ lines: [line(100), line(100), line(100)], discountMinor: 100 });
    expect(thirds.purchase?.lines.map(({ netMinor }) => netMinor)).toEqual([67, 67, 66]);
  });

  it('6: delivery and the part paid by points never earn', () => {
    const facts = purchase({
      lines: [line(10_000), line(3_000, { earns: false, payableWithPoints: false })],
      redeemedPoints: 40,
    });
    expect(ask([rule({ effect: onePerUnit })], facts).points).toBe(60);
  });

  it('7: a cap of 500 a month trims 100 to 50 once 450 are earned; a cap per event refuses all', () => {
    const monthly = rule({ effect: onePerUnit, limits: { person: [{ period: 'month', points: 500 }] } });
    const usage: Usage = {
      ...noUsage,
      person: (id, period) =>
        id === monthly.id && period === 'month' ? { points: 450, times: 9 } : undefined,
    };
    const trimmed = ask([monthly], purchase({ totalMinor: 10_000 }), { usage });
    expect(trimmed.points).toBe(50);
    expect(trimmed.verdicts[0]).toMatchObject({
      rawPoints: 100,
      reason: { code: 'person_points_trimmed', period: 'month', limit: 500 },
    });
    const perEvent = rule({ effect: onePerUnit, limits: { eventPoints: 99 } });
    expect(ask([perEvent], purchase({ totalMinor: 10_000 })).verdicts[0]?.reason).toEqual({
      code: 'event_points_exceeded',
      limit: 99,
      points: 100,
    });
    expect(ask([perEvent], purchase({ totalMinor: 9_900 })).points).toBe(99);
  });
});

describe('conditions', () => {
  const coffee = { categories: ['Coffee'] };

  it.each<[string, EarningCondition, Parameters<typeof purchase>[0], Parameters<typeof purchase>[0]]>([
    ['the bill', { kind: 'total', of: 'bill', min: 50_000 }, { totalMinor: 50_000 }, { totalMinor: 49_999 }],
    [
      'the money paid',
      { kind: 'total', of: 'paid', max: 50_000 },
      { totalMinor: 60_000, redeemedPoints: 100 },
      { totalMinor: 60_000 },
    ],
    ['points spent', { kind: 'redeemed', max: 0 }, {}, { redeemedPoints: 1 }],
    [
      'any line',
      { kind: 'lines', filter: coffee, test: { kind: 'any' } },
      { lines: [line(100), line(20_000, { category: 'COFFEE' })] },
      { lines: [line(20_000, { category: 'tea' })] },
    ],
    [
      'all lines',
      { kind: 'lines', filter: { discounted: false }, test: { kind: 'all' } },
      { lines: [line(20_000)] },
      { lines: [line(20_000), line(20_000, { discountMinor: 1 })] },
    ],
    [
      'pieces',
      { kind: 'lines', filter: { names: ['cappuccino'] }, test: { kind: 'quantity', min: 2 } },
      { lines: [line(10_000, { name: 'Big Cappuccino', quantity: 2 })] },
      { lines: [line(10_000, { name: 'Big Cappuccino' })] },
    ],
    [
      'the sum of lines',
      { kind: 'lines', filter: { exceptCategories: ['drinks'] }, test: { kind: 'sum', min: 10_000 } },
      { lines: [line(10_000, { category: 'food' }), line(5_000, { category: 'Drinks' })] },
      { lines: [line(9_999, { category: 'food' }), line(5_000, { category: 'drinks' })] },
    ],
    [
      'the share of lines',
      { kind: 'lines', filter: { skus: ['A-1'] }, test: { kind: 'share', min: 50 } },
      { lines: [line(5_000, { sku: 'a-1' }), line(5_000)] },
      { lines: [line(4_900, { sku: 'a-1' }), line(5_100)] },
    ],
    ['the shop', { kind: 'shop', shopIds: ['shop-1'] }, { shopId: 'shop-1' }, { shopId: 'shop-2' }],
    ['the channel', { kind: 'channel', channels: ['Delivery'] }, { channel: 'delivery' }, {}],
    ['the weekday', { kind: 'weekday', weekdays: [4] }, {}, { at: '2026-03-13T00:00:00+03:00' }],
    [
      'hours, the end not included',
      { kind: 'hours', from: '08:00', until: '11:00' },
      { at: '2026-03-12T10:59:59+03:00' },
      { at: '2026-03-12T11:00:00+03:00' },
    ],
    [
      'hours past midnight',
      { kind: 'hours', from: '22:00', until: '06:00' },
      { at: '2026-03-12T05:59:00+03:00' },
      { at: '2026-03-12T06:00:00+03:00' },
    ],
    [
      'dates of the zone, both ends included',
      { kind: 'dates', from: '2026-03-10', to: '2026-03-12' },
      { at: '2026-03-12T20:59:59Z' },
      { at: '2026-03-12T21:00:00Z' },
    ],
    ['membership', { kind: 'membership', max: 30 }, { customer: { joinedDay: 20_494 } }, {}],
    [
      'the birthday across the new year',
      { kind: 'birthday', daysBefore: 3, daysAfter: 3 },
      { at: '2026-01-02T12:00:00+03:00', customer: { birthday: 1231 } },
      { at: '2026-01-04T12:00:00+03:00', customer: { birthday: 1231 } },
    ],
    ['the language', { kind: 'language', languages: ['en'] }, { customer: { language: 'en' } }, {}],
    ['the source', { kind: 'source', sources: ['flyer'] }, { customer: { source: 'flyer' } }, {}],
    ['the first purchase', { kind: 'purchaseNumber', max: 1 }, { customer: { purchasesBefore: 0 } }, {}],
    [
      'each fifth purchase',
      { kind: 'purchaseNumber', every: 5 },
      { customer: { purchasesBefore: 9 } },
      { customer: { purchasesBefore: 10 } },
    ],
    ['money spent before', { kind: 'spent', min: 300_000 }, { customer: { spentBeforeMinor: 300_000 } }, {}],
    [
      'what was done lately',
      { kind: 'event', type: 'subscription', days: 7 },
      { customer: { lastEvents: { subscription: 20_518 } } },
      { customer: { lastEvents: { subscription: 20_517 } } },
    ],
    ['the tier', { kind: 'tier', tierIds: ['gold'] }, { customer: { tierId: 'gold' } }, {}],
    ['the segment', { kind: 'segment', segmentIds: ['s'] }, { customer: { segmentIds: ['s'] } }, {}],
  ])('look at %s', (_name, condition, met, unmet) => {
    expect(isMet(condition, purchase(met))).toBe(true);
    expect(isMet(condition, purchase(unmet))).toBe(false);
    expect(isMet({ kind: 'not', of: condition }, purchase(met))).toBe(false);
    expect(isMet({ kind: 'not', of: condition }, purchase(unmet))).toBe(true);
  });

  it('count goods over several purchases, only while they are in the span', () => {
    const three: EarningCondition = { kind: 'bought', filter: coffee, quantity: 3, days: 7 };
    const facts = purchase({ lines: [line(20_000, { category: 'coffee' })] });
    const withEarlier = (day: number, category = 'coffee'): EarningFacts => ({
      ...facts,
      purchase: facts.purchase && {
        ...facts.purchase,
        earlier: [{ day, category, sku: null, name: null, isDiscounted: false, quantity: 2 }],
      },
    });
    expect(isMet(three, withEarlier(facts.moment.day - 6))).toBe(true);
    expect(isMet(three, withEarlier(facts.moment.day - 7))).toBe(false);
    expect(isMet(three, withEarlier(facts.moment.day, 'tea'))).toBe(false);
  });

  it('say what was not met, with what was found', () => {
    const inner: EarningCondition = { kind: 'total', of: 'bill', min: 50_000 };
    const conditions: EarningCondition = { kind: 'all', of: [{ kind: 'weekday', weekdays: [4] }, inner] };
    const { verdicts } = ask([rule({ conditions })], purchase({ totalMinor: 40_000 }));
    expect(verdicts[0]?.reason).toEqual({ code: 'condition_not_met', condition: inner, actual: 40_000 });
  });

  it('look at properties of an event', () => {
    const event: EarningFacts = {
      ...purchase(),
      trigger: 'event',
      eventType: 'video.watched',
      purchase: null,
      properties: { seconds: 90, title: 'Latte art' },
    };
    const watched = (condition: EarningCondition) =>
      ask(
        [
          rule({
            trigger: { kind: 'event', type: 'video.watched' },
            conditions: condition,
            effect: { kind: 'fixed', points: 5 },
          }),
        ],
        event,
      ).points;
    expect(watched({ kind: 'property', name: 'seconds', min: 60 })).toBe(5);
    expect(watched({ kind: 'property', name: 'seconds', min: 91 })).toBe(0);
    expect(watched({ kind: 'property', name: 'title', equals: 'Latte art' })).toBe(5);
    expect(watched({ kind: 'property', name: 'constructor', equals: 'Latte art' })).toBe(0);
  });
});

describe('effects', () => {
  it('may take only the lines that match, and drop fractions on each', () => {
    const lines = [line(1_999, { category: 'coffee' }), line(1_999, { category: 'coffee' }), line(50_000)];
    const on = (changes: object) =>
      ask([rule({ effect: { kind: 'percent', basisPoints: 500, ...changes } })], purchase({ lines })).points;
    const coffee = { categories: ['coffee'] };
    expect(on({})).toBe(26);
    expect(on({ lines: coffee })).toBe(1);
    expect(on({ lines: coffee, per: 'line' })).toBe(0);
    const none = rule({ effect: { kind: 'percent', basisPoints: 500, lines: { skus: ['x'] } } });
    expect(ask([none], purchase({ lines })).verdicts[0]?.reason.code).toBe('no_matching_lines');
  });

  it('grow by steps with the receipt or with what was spent before', () => {
    const steps = [
      { fromMinor: 0, basisPoints: 300 },
      { fromMinor: 200_000, basisPoints: 500 },
      { fromMinor: 500_000, basisPoints: 700 },
    ];
    const bySpent = rule({ effect: { kind: 'steps', by: 'spent', steps } });
    const points = (spentBeforeMinor: number) =>
      ask([bySpent], purchase({ customer: { spentBeforeMinor } })).points;
    expect([0, 199_999, 200_000, 500_000].map(points)).toEqual([30, 30, 50, 70]);
    const byBill = rule({ effect: { kind: 'steps', by: 'bill', steps } });
    expect(ask([byBill], purchase({ totalMinor: 500_000 })).points).toBe(350);
  });

  it('pay for each piece, and nothing for a purchase that earns nothing', () => {
    const perItem = rule({ effect: { kind: 'perItem', points: 10, lines: { categories: ['cake'] } } });
    const lines = [line(5_000, { category: 'cake', quantity: 3 }), line(5_000)];
    expect(ask([perItem], purchase({ lines })).points).toBe(30);
    const fixed = rule({ effect: { kind: 'fixed', points: 50 } });
    expect(ask([fixed], purchase({ lines: [line(5_000, { earns: false })] })).points).toBe(0);
  });

  it('multiply only what the matching lines earned', () => {
    const base = rule({ effect: onePerUnit });
    const twice = rule({ effect: { kind: 'multiplier', percent: 200, lines: { categories: ['tea'] } } });
    const lines = [line(3_000, { category: 'tea' }), line(7_000)];
    expect(ask([base, twice], purchase({ lines })).points).toBe(130);
    expect(ask([twice], purchase({ lines })).verdicts[0]?.reason.code).toBe('nothing_to_multiply');
  });
});

describe('rules together', () => {
  const small = () => rule({ effect: { kind: 'fixed', points: 10 } });
  const large = () => rule({ effect: { kind: 'fixed', points: 30 } });

  it('pay the best, the first in order, or all', () => {
    const rules = [small(), large(), rule({ effect: { kind: 'multiplier', percent: 200 } })];
    const points = (policy: ConflictPolicy) => ask(rules, purchase(), { policy }).points;
    expect(points('best')).toBe(60);
    expect(points('first')).toBe(20);
    expect(points('all')).toBe(80);
    const { verdicts } = ask(rules, purchase(), { policy: 'best' });
    expect(verdicts[0]?.reason).toEqual({ code: 'outranked', byRuleId: rules[1]?.id });
  });

  it('are chosen by what is left of their limits', () => {
    const capped = rule({
      effect: { kind: 'fixed', points: 30 },
      limits: { person: [{ period: 'ever', times: 1 }] },
    });
    const usage: Usage = {
      ...noUsage,
      person: (id, period) => (id === capped.id && period === 'ever' ? { points: 30, times: 1 } : undefined),
    };
    const answer = ask([capped, small()], purchase(), { policy: 'best', usage });
    expect(answer.points).toBe(10);
    expect(answer.verdicts[0]?.reason.code).toBe('person_times_reached');
  });

  it('share the budget in order', () => {
    const rules = [small(), large(), small()];
    const answer = ask(rules, purchase(), { usage: { ...noUsage, budgetLeftPoints: 25 } });
    expect(answer.verdicts.map(({ points, reason }) => [points, reason.code])).toEqual([
      [10, 'paid'],
      [15, 'budget_trimmed'],
      [0, 'budget_spent'],
    ]);
  });

  it('stop at the total of everybody', () => {
    const capped = rule({
      effect: { kind: 'fixed', points: 30 },
      limits: { totalPoints: 100, totalTimes: 4 },
    });
    const after = (points: number, times: number) =>
      ask([capped], purchase(), { usage: { ...noUsage, totals: new Map([[capped.id, { points, times }]]) } });
    expect(after(80, 3).points).toBe(20);
    expect(after(100, 3).verdicts[0]?.reason).toEqual({ code: 'total_points_reached', limit: 100 });
    expect(after(60, 4).verdicts[0]?.reason).toEqual({ code: 'total_times_reached', limit: 4 });
  });

  it('pay from their start on, and before their end', () => {
    const timed = rule({ startsAt: '2026-03-12T09:30:00Z', endsAt: '2026-03-12T10:00:00Z' });
    const at = (time: string) => ask([timed], purchase({ at: time })).verdicts[0]?.reason.code;
    expect(at('2026-03-12T09:29:59Z')).toBe('not_started');
    expect(at('2026-03-12T09:30:00Z')).toBe('paid');
    expect(at('2026-03-12T10:00:00Z')).toBe('over');
  });

  it('about another event are not asked', () => {
    const joining = rule({ trigger: { kind: 'join' }, effect: { kind: 'fixed', points: 5 } });
    expect(ask([joining], purchase())).toEqual({ points: 0, awards: [], verdicts: [] });
  });
});

const effects: fc.Arbitrary<EarningRuleSettings['effect']> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({
    kind: fc.constant('perAmount' as const),
    points: fc.nat(1_000),
    amountMinor: fc.integer({ min: 1, max: 100_000 }),
  }),
  fc.record({ kind: fc.constant('fixed' as const), points: fc.nat(10_000) }),
  fc.record({ kind: fc.constant('perItem' as const), points: fc.nat(1_000) }),
  fc.record({ kind: fc.constant('multiplier' as const), percent: fc.integer({ min: 101, max: 1_000 }) }),
);

const limitsOf: fc.Arbitrary<EarningLimits> = fc.record(
  {
    eventPoints: fc.integer({ min: 1, max: 5_000 }),
    person: fc
      .record({ points: fc.integer({ min: 1, max: 5_000 }) })
      .map(({ points }) => [{ period: 'month' as const, points }]),
    totalPoints: fc.integer({ min: 1, max: 5_000 }),
  },
  { requiredKeys: [] },
);
const ruleChanges = fc.record({ effect: effects, limits: limitsOf });
const policies = fc.constantFrom<ConflictPolicy>('best', 'first', 'all');
const priced = fc.record({
  price: fc.nat(1_000_000),
  quantity: fc.integer({ min: 1, max: 9 }),
  earns: fc.boolean(),
});
const baskets = fc
  .array(priced, { minLength: 1, maxLength: 20 })
  .filter((list) => list.some(({ price }) => price > 0));

function basket(list: readonly { price: number; quantity: number; earns: boolean }[]): EarningFacts {
  return purchase({ lines: list.map(({ price, quantity, earns }) => line(price, { quantity, earns })) });
}

describe('whatever the rules', () => {
  it('no limit is ever passed, and what is paid adds up', () => {
    fc.assert(
      fc.property(
        fc.array(ruleChanges, { maxLength: 6 }),
        baskets,
        policies,
        fc.option(fc.nat(10_000)),
        (changes, list, policy, budget) => {
          const rules = changes.map(rule);
          const answer = ask(rules, basket(list), {
            policy,
            usage: { ...noUsage, budgetLeftPoints: budget },
          });
          expect(answer.points).toBe(answer.awards.reduce((sum, { points }) => sum + points, 0));
          if (budget !== null) expect(answer.points).toBeLessThanOrEqual(budget);
          for (const {
            rule: { settings },
            points,
            roomPoints,
          } of answer.awards) {
            expect(Number.isSafeInteger(points) && points > 0).toBe(true);
            expect(points).toBeLessThanOrEqual(roomPoints ?? points);
            const { eventPoints, person, totalPoints } = settings.limits;
            for (const limit of [eventPoints, person?.[0]?.points, totalPoints])
              if (limit !== undefined) expect(points).toBeLessThanOrEqual(limit);
          }
          const paying = (kind: 'points' | 'extra') =>
            answer.awards.filter((award) => award.rule.pays.kind === kind);
          if (policy !== 'all')
            expect(Math.max(paying('points').length, paying('extra').length)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('the order of the lines changes nothing', () => {
    fc.assert(
      fc.property(fc.array(ruleChanges, { maxLength: 6 }), baskets, policies, (changes, list, policy) => {
        const rules = changes.map(rule);
        const points = (lines: typeof list) => ask(rules, basket(lines), { policy }).points;
        expect(points([...list].reverse())).toBe(points(list));
      }),
    );
  });

  it('a larger bill never earns less, as long as nothing is refused for being too large', () => {
    const unlimited = fc.record({
      effect: effects,
      limits: limitsOf.map(({ eventPoints: _, ...rest }) => rest),
    });
    fc.assert(
      fc.property(
        fc.array(unlimited, { maxLength: 6 }),
        fc.integer({ min: 1, max: 1e9 }),
        fc.nat(1e6),
        (changes, total, more) => {
          const rules = changes.map(rule);
          const points = (totalMinor: number) => ask(rules, purchase({ totalMinor })).points;
          expect(points(total + more)).toBeGreaterThanOrEqual(points(total));
        },
      ),
    );
  });

  it('all pay at least what the best does, and the best at least what the first does', () => {
    const plain = fc.record({
      effect: effects.filter(({ kind }) => kind !== 'multiplier'),
      limits: limitsOf,
    });
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 6 }), baskets, (changes, list) => {
        const rules = changes.map(rule);
        const points = (policy: ConflictPolicy) => ask(rules, basket(list), { policy }).points;
        expect(points('all')).toBeGreaterThanOrEqual(points('best'));
        expect(points('best')).toBeGreaterThanOrEqual(points('first'));
      }),
    );
  });
});

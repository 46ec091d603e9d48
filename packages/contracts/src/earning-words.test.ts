import { describe, expect, it } from 'vitest';
import type { EarningCondition } from './earning-conditions.ts';
import type { EarningReason } from './earning-outcomes.ts';
import type { EarningRuleSettings } from './earning-rules.ts';
import { describeEarningReason, describeEarningRule } from './earning-words.ts';

const brand = {
  currency: 'RUB',
  zone: 'Europe/Moscow',
  pointsName: {
    ru: { one: 'балл', few: 'балла', many: 'баллов' },
    en: { one: 'point', other: 'points' },
  },
  names: { 's-1': 'Арбат' },
};

function say(changes: Partial<EarningRuleSettings>): [ru: string, en: string] {
  const rule: EarningRuleSettings = {
    name: 'Rule',
    trigger: { kind: 'purchase' },
    conditions: { kind: 'all', of: [] },
    effect: { kind: 'percent', basisPoints: 500 },
    limits: {},
    startsAt: null,
    endsAt: null,
    activationDelayDays: 0,
    expiry: { kind: 'never' },
    ...changes,
  };
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  return [plain(describeEarningRule(rule, brand, 'ru')), plain(describeEarningRule(rule, brand, 'en'))];
}

function when(...of: EarningCondition[]) {
  return say({ conditions: { kind: 'all', of } });
}

describe('a rule in a sentence', () => {
  it('names the goods, the hours and the limit', () => {
    expect(
      say({
        effect: { kind: 'percent', basisPoints: 500, lines: { categories: ['Кофе'] } },
        conditions: { kind: 'all', of: [{ kind: 'hours', from: '08:00', until: '11:00' }] },
        limits: { person: [{ period: 'month', points: 300 }] },
      })[0],
    ).toBe('5% за кофе с 8 до 11, не больше 300 баллов в месяц');
    expect(
      say({
        effect: { kind: 'percent', basisPoints: 500, lines: { categories: ['Coffee'] } },
        conditions: { kind: 'hours', from: '08:00', until: '11:00' },
        limits: { person: [{ period: 'month', points: 300 }] },
      })[1],
    ).toBe('5% back on coffee from 8 to 11, at most 300 points a month');
  });

  it('declines in Russian', () => {
    const limit = (points: number) => say({ limits: { person: [{ period: 'day', points }] } })[0];
    expect(limit(1)).toContain('не больше 1 балла в день');
    expect(limit(22)).toContain('не больше 22 баллов в день');
    expect(say({ effect: { kind: 'fixed', points: 2 } })[0]).toBe('2 балла за покупку');
    expect(say({ effect: { kind: 'multiplier', percent: 150 } })[0]).toBe('в 1,5 раза больше баллов');
    expect(say({ effect: { kind: 'multiplier', percent: 500 } })[0]).toBe('в 5 раз больше баллов');
    expect(say({ expiry: { kind: 'days', days: 21 } })[0]).toContain('действуют 21 день');
    expect(
      say({ effect: { kind: 'percent', basisPoints: 250, lines: { categories: ['Выпечка'] } } })[0],
    ).toBe('2,5% за «Выпечка»');
  });

  it('says every way of paying', () => {
    expect(say({ effect: { kind: 'perAmount', points: 2, amountMinor: 10_000 } })).toEqual([
      '2 балла за каждые 100 ₽',
      '2 points for every ₽100 spent',
    ]);
    const steps = [
      { fromMinor: 0, basisPoints: 300 },
      { fromMinor: 200_000, basisPoints: 500 },
    ];
    expect(say({ effect: { kind: 'steps', by: 'bill', steps } })).toEqual([
      '3%, 5% от 2 000 ₽ с покупки по сумме чека',
      '3%, 5% from ₽2,000 back on every purchase by the size of the bill',
    ]);
    expect(say({ effect: { kind: 'perItem', points: 10, lines: { names: ['капучино'] } } })).toEqual([
      '10 баллов за каждую штуку: «капучино»',
      '10 points for each item of “капучино”',
    ]);
    const exceptions = { exceptCategories: ['Drinks'], discounted: false };
    expect(say({ effect: { kind: 'percent', basisPoints: 500, lines: exceptions } })).toEqual([
      '5% за всё, кроме «Drinks» и товаров со скидкой',
      '5% back on everything except drinks and discounted goods',
    ]);
  });

  it('says every condition in both languages', () => {
    const goods = { categories: ['Кофе'] };
    const conditions: [EarningCondition, string, string][] = [
      [{ kind: 'total', of: 'bill', min: 100_000 }, 'при чеке от 1 000 ₽', 'for bills from ₽1,000'],
      [{ kind: 'redeemed', max: 0 }, 'если не платят баллами', 'when no points are spent'],
      [
        { kind: 'bought', filter: goods, quantity: 3, days: 7 },
        'если за 7 дней куплено 3 шт.: кофе',
        'once 3 items of кофе are bought within 7 days',
      ],
      [
        { kind: 'lines', filter: goods, test: { kind: 'share', min: 50 } },
        'если кофе это от 50% чека',
        'when кофе is from 50% of the bill',
      ],
      [{ kind: 'shop', shopIds: ['s-1'] }, 'в магазине «Арбат»', 'in Арбат'],
      [{ kind: 'shop', shopIds: ['s-1', 's-2'] }, 'в выбранных магазинах (2)', 'in 2 chosen shops'],
      [{ kind: 'purchaseNumber', max: 1 }, 'за первую покупку', 'on the first purchase'],
      [{ kind: 'purchaseNumber', every: 3 }, 'за каждую 3-ю покупку', 'on every 3rd purchase'],
      [
        { kind: 'dates', from: '2026-03-01', to: '2026-03-31' },
        'с 1 марта 2026 по 31 марта 2026',
        'from 1 March 2026 to 31 March 2026',
      ],
      [
        { kind: 'birthday', daysBefore: 3, daysAfter: 3 },
        'за 3 дня до и 3 дня после дня рождения',
        'from 3 days before to 3 days after the birthday',
      ],
      [
        { kind: 'not', of: { kind: 'channel', channels: ['cafe'] } },
        'кроме случая: для заказов через «cafe»',
        'but not for orders by cafe',
      ],
      [
        {
          kind: 'any',
          of: [
            { kind: 'membership', max: 30 },
            { kind: 'spent', min: 500_000 },
          ],
        },
        'в первые 30 дней участия или если сумма прежних покупок от 5 000 ₽',
        'either in the first 30 days of membership or for those who spent from ₽5,000 before',
      ],
    ];
    for (const [condition, ru, en] of conditions) {
      expect(when(condition)).toEqual([`5% с каждой покупки, ${ru}`, `5% back on every purchase, ${en}`]);
    }
    expect(when({ kind: 'weekday', weekdays: [6, 7] })).toEqual([
      '5% с каждой покупки по выходным',
      '5% back on every purchase at weekends',
    ]);
  });

  it('says why a rule gave less or nothing', () => {
    const reason = (value: EarningReason) =>
      (['ru', 'en'] as const).map((language) =>
        describeEarningReason(value, brand, language, () => 'Утро').replace(/[\u00a0\u202f]/g, ' '),
      );
    expect(reason({ code: 'person_points_reached', period: 'month', limit: 300 })).toEqual([
      'Исчерпан месячный лимит: 300 баллов',
      'The monthly cap of 300 points is reached',
    ]);
    expect(
      reason({
        code: 'condition_not_met',
        condition: { kind: 'total', of: 'bill', min: 100_000 },
        actual: 45_000,
      }),
    ).toEqual([
      'Условие не выполнено: при чеке от 1 000 ₽ (сейчас 450 ₽)',
      'Pays only for bills from ₽1,000 (here ₽450)',
    ]);
    expect(reason({ code: 'outranked', byRuleId: 'x' })).toEqual([
      'Вместо него платит «Утро»',
      '“Утро” pays instead',
    ]);
  });
});

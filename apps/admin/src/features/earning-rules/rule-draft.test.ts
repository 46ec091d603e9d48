/** A rule that is opened and saved stays the rule it was, and what differs between two is named. */
import type { EarningRuleSettings } from '@regulars/contracts';
import { earningRuleSettings } from '@regulars/contracts/earning-rules';
import { describe, expect, it } from 'vitest';
import {
  changedParts,
  emptyRule,
  type EffectKind,
  type FactKind,
  nameOf,
  newEffect,
  newFact,
  spoken,
  toDraft,
  toSettings,
  withoutNaN,
} from './rule-draft.ts';

const coffee: EarningRuleSettings = {
  ...emptyRule(),
  name: 'Утро',
  conditions: { kind: 'hours', from: '08:00', until: '11:00' },
  effect: { kind: 'percent', basisPoints: 500, lines: { categories: ['Кофе'] } },
  limits: { person: [{ period: 'month', points: 300 }] },
};

describe('a rule in the form', () => {
  it('begins with a group, around a single condition too', () => {
    expect(toDraft(coffee).conditions).toEqual({ kind: 'all', of: [coffee.conditions] });
    const either: EarningRuleSettings = { ...coffee, conditions: { kind: 'any', of: [coffee.conditions] } };
    expect(toDraft(either).conditions).toEqual(either.conditions);
  });

  it('is named by the first part of its sentence when nobody named it', () => {
    const sentence = '5% за кофе с\u00a08 до 11, не больше 300 баллов в месяц';
    expect(toSettings({ ...coffee, name: '  ' }, sentence).name).toBe('5% за кофе с 8 до 11');
    expect(toSettings({ ...coffee, name: ' Утро ' }, sentence).name).toBe('Утро');
    expect(nameOf('3%, 5% от 2 000 ₽ с покупки, не сгорают')).toBe('3%, 5% от 2 000 ₽ с покупки');
    expect(nameOf('5%')).toBe('5%');
    expect(nameOf(`в ${'очень '.repeat(40)}`)).toHaveLength(80);
  });

  it('writes an empty number as an ellipsis in both languages', () => {
    const empty = (language: string) => `${new Intl.NumberFormat(language).format(Number.NaN)}%`;
    expect([withoutNaN(empty('ru')), withoutNaN(empty('en'))]).toEqual(['…%', '…%']);
  });

  it('is said without what is not filled in yet', () => {
    const draft: EarningRuleSettings = {
      ...coffee,
      conditions: {
        kind: 'all',
        of: [
          coffee.conditions,
          { kind: 'weekday', weekdays: [] },
          { kind: 'not', of: { kind: 'any', of: [newFact('lines'), newFact('event'), newFact('dates')] } },
        ],
      },
    };
    expect(spoken(draft).conditions).toEqual({ kind: 'all', of: [coffee.conditions] });
    expect(spoken({ ...coffee, conditions: newFact('channel') }).conditions).toEqual({ kind: 'all', of: [] });
  });

  it('names the parts that differ, not a group that was put around', () => {
    expect(changedParts(coffee, toDraft(coffee))).toEqual([]);
    const next: EarningRuleSettings = { ...coffee, name: 'Кофе', activationDelayDays: 1, limits: {} };
    expect(changedParts(coffee, next)).toEqual(['name', 'limits', 'life']);
  });
});

describe('what is added to a rule', () => {
  const effects: EffectKind[] = ['percent', 'perAmount', 'steps', 'fixed', 'perItem', 'multiplier'];
  it.each(effects)('%s can be saved as it comes', (kind) => {
    const settings = { ...coffee, effect: newEffect(kind, 100) };
    expect(earningRuleSettings.safeParse(settings).success).toBe(true);
  });

  const complete: FactKind[] = ['hours', 'redeemed', 'membership', 'birthday', 'purchaseNumber'];
  it.each(complete)('%s can be saved as it comes', (kind) => {
    expect(earningRuleSettings.safeParse({ ...coffee, conditions: newFact(kind) }).success).toBe(true);
  });

  const asking: FactKind[] = ['total', 'lines', 'bought', 'channel', 'weekday', 'dates', 'language', 'event'];
  it.each(asking)('%s asks to be filled in', (kind) => {
    expect(earningRuleSettings.safeParse({ ...coffee, conditions: newFact(kind) }).success).toBe(false);
  });
});

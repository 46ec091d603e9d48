/** Every mistake is told at the field where it is, in words of ours. */
import type { EarningCondition, EarningRuleSettings } from '@regulars/contracts';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { emptyNumber, emptyRule } from './rule-draft.ts';
import { mayAsk, ruleProblems } from './rule-problems.ts';
import words from './words.en.json' with { type: 'json' };

// A language of i18next in which every key says itself: this is about which words are chosen.
const i18n = i18next.createInstance();
await i18n.init({ lng: 'cimode' });
const said = new Set<string>();

function problems(part: Partial<EarningRuleSettings>) {
  const found = ruleProblems(i18n.t, { ...emptyRule(), name: 'Rule', ...part });
  for (const key of Object.values(found)) said.add(key);
  return found;
}
function of(...conditions: EarningCondition[]) {
  return problems({ conditions: { kind: 'all', of: conditions } });
}

describe('problems of a rule', () => {
  it('are told deep inside groups', () => {
    expect(
      of({
        kind: 'any',
        of: [
          { kind: 'not', of: { kind: 'total', of: 'bill', min: emptyNumber } },
          { kind: 'spent', min: 5, max: 2 },
        ],
      }),
    ).toEqual({
      'conditions.of.0.of.0.of.min': 'field.required',
      'conditions.of.0.of.1.max': 'problem.order',
    });
  });

  it('have sentences of their own', () => {
    expect(
      of(
        { kind: 'total', of: 'bill' },
        { kind: 'lines', filter: {}, test: { kind: 'any' } },
        { kind: 'hours', from: '08:00', until: '08:00' },
        { kind: 'dates' },
        { kind: 'dates', from: '2026-03-02', to: '2026-03-01' },
        { kind: 'purchaseNumber' },
        { kind: 'any', of: [] },
      ),
    ).toEqual({
      'conditions.of.0': 'problem.range',
      'conditions.of.1.filter': 'problem.goods',
      'conditions.of.2.until': 'problem.sameHours',
      'conditions.of.3': 'problem.dates',
      'conditions.of.4.to': 'problem.datesOrder',
      'conditions.of.5': 'problem.purchaseNumber',
      'conditions.of.6.of': 'field.chooseOne',
    });
    expect(problems({ effect: { kind: 'percent', basisPoints: 10_100, lines: {} } })).toEqual({
      'effect.basisPoints': 'problem.percent',
      'effect.lines': 'problem.goods',
    });
    expect(problems({ limits: { person: [{ period: 'day' }] } })).toEqual({
      'limits.person.0': 'problem.limit',
    });
    const at = '2026-03-01T00:00:00.000Z';
    expect(problems({ startsAt: at, endsAt: at })).toEqual({ endsAt: 'problem.schedule' });
  });

  it('name conditions that the trigger cannot answer', () => {
    const conditions: EarningCondition = { kind: 'all', of: [{ kind: 'total', of: 'bill', min: 100 }] };
    const fixed = { kind: 'fixed', points: 5 } as const;
    expect(problems({ trigger: { kind: 'join' }, effect: fixed, conditions })).toEqual({
      'conditions.of.0': 'problem.misplaced',
    });
    expect([mayAsk('purchase', 'property'), mayAsk('review', 'property'), mayAsk('join', 'hours')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('are all in the catalogue', () => {
    const own = [...said].filter((key) => key.startsWith('problem.'));
    expect(own.length).toBeGreaterThan(8);
    expect(Object.keys(words.problem).map((key) => `problem.${key}`)).toEqual(expect.arrayContaining(own));
  });
});

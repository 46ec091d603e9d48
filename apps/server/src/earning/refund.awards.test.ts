import type { EarningRuleSettings } from '@regulars/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledRule, evaluate } from './evaluate.ts';
import { noUsage, type Usage } from './limits.ts';
import { proportionalAwards, recomputeAwards } from './refund.awards.ts';
import { line, purchase, rule } from './testing.ts';

const onePerUnit = rule({ effect: { kind: 'perAmount', points: 1, amountMinor: 100 } });

function paid(rules: readonly CompiledRule[], totalMinor: number) {
  return evaluate(rules, purchase({ totalMinor }), { policy: 'all', usage: noUsage, pointValueMinor: 100 })
    .awards;
}

function left(rules: readonly CompiledRule[], totalMinor: number, leftMinor: number): number[] {
  return recomputeAwards(paid(rules, totalMinor), nothingOr(leftMinor), 100);
}

/** A bill of nothing can't be rung up, but it is what a full refund leaves. */
function nothingOr(leftMinor: number) {
  if (leftMinor > 0) return purchase({ totalMinor: leftMinor });
  const facts = purchase({ lines: [line(1)] });
  return {
    ...facts,
    purchase: facts.purchase && {
      ...facts.purchase,
      totalMinor: 0,
      lines: facts.purchase.lines.map((one) => ({ ...one, netMinor: 0, baseMinor: 0 })),
    },
  };
}

describe('a refund', () => {
  it('11: of 75 leaves 25 of 100 points earned at 1 per 1', () => {
    expect(left([onePerUnit], 10_000, 2_500)).toEqual([25]);
  });

  it('12: in full of 49.95 takes all 49', () => {
    expect(paid([onePerUnit], 4_995)[0]?.points).toBe(49);
    expect(left([onePerUnit], 4_995, 0)).toEqual([0]);
  });

  it('keeps a gift while its condition holds for what is left', () => {
    const gift = rule({
      conditions: { kind: 'total', of: 'bill', min: 50_000 },
      effect: { kind: 'fixed', points: 200 },
    });
    expect(left([gift], 100_000, 50_000)).toEqual([200]);
    expect(left([gift], 100_000, 49_999)).toEqual([0]);
  });

  it('takes nothing while what is left still fills the room that a cap had left', () => {
    const capped = rule({
      effect: { kind: 'perAmount', points: 1, amountMinor: 100 },
      limits: { person: [{ period: 'month', points: 500 }] },
    });
    const usage: Usage = {
      ...noUsage,
      person: (id, period) =>
        id === capped.id && period === 'month' ? { points: 450, times: 9 } : undefined,
    };
    const { awards } = evaluate([capped], purchase({ totalMinor: 10_000 }), {
      policy: 'all',
      usage,
      pointValueMinor: 100,
    });
    expect(awards[0]?.points).toBe(50);
    expect(recomputeAwards(awards, purchase({ totalMinor: 5_000 }), 100)).toEqual([50]);
    expect(recomputeAwards(awards, purchase({ totalMinor: 3_000 }), 100)).toEqual([30]);
  });

  it('steps down with the receipt', () => {
    const steps = rule({
      effect: {
        kind: 'steps',
        by: 'bill',
        steps: [
          { fromMinor: 0, basisPoints: 100 },
          { fromMinor: 100_000, basisPoints: 500 },
        ],
      },
    });
    expect(left([steps], 100_000, 90_000)).toEqual([9]);
  });

  it('in proportion gives back each award by its share, rounded down, and all of it at the end', () => {
    expect(proportionalAwards([{ points: 100 }, { points: 7 }], 25, 100)).toEqual([25, 2]);
    expect(proportionalAwards([{ points: 100 }], 0, 100)).toEqual([0]);
  });

  it('never leaves more than was paid nor more than a smaller refund left, and in full leaves nothing', () => {
    const effects: fc.Arbitrary<EarningRuleSettings['effect']> = fc.oneof(
      fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
      fc.record({ kind: fc.constant('fixed' as const), points: fc.nat(1_000) }),
      fc.record({ kind: fc.constant('multiplier' as const), percent: fc.integer({ min: 101, max: 900 }) }),
    );
    const amounts = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.array(effects, { minLength: 1, maxLength: 5 }),
        amounts,
        amounts,
        amounts,
        (list, ...sums) => {
          const [least = 1, middle = 1, most = 1] = [...sums].sort((a, b) => a - b);
          const rules = list.map((effect) => rule({ effect }));
          const awards = paid(rules, most);
          const after = (leftMinor: number) => recomputeAwards(awards, nothingOr(leftMinor), 100);
          for (const [index, { points }] of awards.entries()) {
            expect(after(middle)[index]).toBeLessThanOrEqual(points);
            expect(after(least)[index]).toBeLessThanOrEqual(after(middle)[index] ?? 0);
          }
          expect(after(0).every((points) => points === 0)).toBe(true);
          expect(after(most)).toEqual(awards.map(({ points }) => points));
        },
      ),
    );
  });
});

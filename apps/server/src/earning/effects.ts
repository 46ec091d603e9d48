/** Compiles what a rule pays into one function of a purchase; whole points, fractions dropped. */
import type { EarningEffect, LineFilter } from '@regulars/contracts';
import type { EarningFacts, LineFacts } from './facts.ts';
import { compileLineFilter, type LineTest, sumMatching } from './line-filter.ts';
import { multiplyDivide } from './whole.ts';

/** What a rule would pay before its limits; null when no line of the purchase is meant. */
export type EffectOf = (facts: EarningFacts, pointValueMinor: number) => number | null;

/** What a multiplier adds to points that other rules pay. */
export type ExtraOf = (facts: EarningFacts, basePoints: number) => number;

export function compileEffect(effect: Exclude<EarningEffect, { kind: 'multiplier' }>): EffectOf {
  switch (effect.kind) {
    case 'fixed':
      // Of a purchase of which nothing earns, or nothing is left, nothing is paid either.
      return ({ purchase }) => (purchase && sumOfBases(purchase.lines) === 0 ? 0 : effect.points);
    case 'perItem': {
      const matches = compileLineFilter(effect.lines);
      const isPaid: LineTest<LineFacts> = (line) => line.baseMinor > 0 && matches(line);
      return ({ purchase }) =>
        purchase && sumMatching(purchase.lines, isPaid, (line) => line.quantity * effect.points);
    }
    case 'perAmount':
      return onBase(effect, (baseMinor) => Math.floor(baseMinor / effect.amountMinor) * effect.points);
    case 'percent':
      return onBase(effect, (baseMinor, { pointValueMinor }) =>
        percentOf(baseMinor, effect.basisPoints, pointValueMinor),
      );
    case 'steps':
      return onBase(effect, (baseMinor, { pointValueMinor, facts }) => {
        const size = effect.by === 'bill' ? facts.purchase?.totalMinor : facts.customer.spentBeforeMinor;
        const step = effect.steps.findLast(({ fromMinor }) => fromMinor <= (size ?? 0));
        return percentOf(baseMinor, step?.basisPoints ?? 0, pointValueMinor);
      });
  }
}

/** Floor of the points times the factor, less the points: 1.5 times 4 adds 2, 1.5 times 5 adds 2. */
export function compileMultiplier(effect: Extract<EarningEffect, { kind: 'multiplier' }>): ExtraOf {
  const matches = compileLineFilter(effect.lines);
  return ({ purchase }, basePoints) => {
    const lines = purchase?.lines ?? [];
    const points =
      effect.lines === undefined
        ? basePoints
        : shareOf(basePoints, sumMatching(lines, matches, baseOf) ?? 0, sumOfBases(lines));
    return multiplyDivide(points, effect.percent, 100) - points;
  };
}

interface Around {
  facts: EarningFacts;
  pointValueMinor: number;
}

function onBase(
  { lines: filter, per }: { lines?: LineFilter | undefined; per?: 'order' | 'line' | undefined },
  pointsOf: (baseMinor: number, around: Around) => number,
): EffectOf {
  const matches = compileLineFilter(filter);
  return (facts, pointValueMinor) => {
    const lines = facts.purchase?.lines ?? [];
    const around = { facts, pointValueMinor };
    if (per === 'line') return sumMatching(lines, matches, (line) => pointsOf(line.baseMinor, around));
    const baseMinor = sumMatching(lines, matches, baseOf);
    return baseMinor === null ? null : pointsOf(baseMinor, around);
  };
}

function percentOf(baseMinor: number, basisPoints: number, pointValueMinor: number): number {
  return multiplyDivide(baseMinor, basisPoints, 10_000 * pointValueMinor);
}

function baseOf(line: LineFacts): number {
  return line.baseMinor;
}

function sumOfBases(lines: readonly LineFacts[]): number {
  return lines.reduce((sum, line) => sum + line.baseMinor, 0);
}

function shareOf(points: number, part: number, whole: number): number {
  return whole === 0 ? 0 : multiplyDivide(points, part, whole);
}

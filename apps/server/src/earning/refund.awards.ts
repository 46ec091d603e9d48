/** What is left of a purchase's awards after a refund, asked of the very versions that paid. Pure. */
import type { CompiledRule } from './evaluate.ts';
import type { EarningFacts } from './facts.ts';
import { multiplyDivide } from './whole.ts';

/** An award as it was paid. */
export interface PaidAward {
  rule: CompiledRule;
  points: number;
  /** The most that its limits allowed then; null when nothing limited it. */
  roomPoints: number | null;
}

/**
 * Recompute: the rules that paid look at what is left of the bill, within the room their limits left them then.
 * `left` holds the purchase's own facts with what is left of its lines. Nothing grows by a refund.
 */
export function recomputeAwards(
  awards: readonly PaidAward[],
  left: EarningFacts,
  pointValueMinor: number,
): number[] {
  const base = awards.map((award) => {
    const { pays } = award.rule;
    return pays.kind === 'points' ? within(award, left, pays.of(left, pointValueMinor) ?? 0) : 0;
  });
  const basePoints = base.reduce((sum, points) => sum + points, 0);
  const withExtra = awards.map((award, index) => {
    const { pays } = award.rule;
    return pays.kind === 'extra' ? within(award, left, pays.of(left, basePoints)) : (base[index] ?? 0);
  });
  const allPoints = withExtra.reduce((sum, points) => sum + points, 0);
  return awards.map((award, index) => {
    const { pays } = award.rule;
    return pays.kind === 'tier' ? within(award, left, pays.of(left, allPoints)) : (withExtra[index] ?? 0);
  });
}

function within(award: PaidAward, left: EarningFacts, points: number): number {
  if (award.rule.refuse(left) !== null) return 0;
  return Math.min(points, award.points, award.roomPoints ?? award.points);
}

/**
 * Proportional: each award gives back its share by what was refunded of `wholeMinor`, rounded down; when nothing
 * is left, all of it.
 */
export function proportionalAwards(
  awards: readonly Pick<PaidAward, 'points'>[],
  leftMinor: number,
  wholeMinor: number,
): number[] {
  if (leftMinor === 0) return awards.map(() => 0);
  return awards.map(({ points }) => points - multiplyDivide(points, wholeMinor - leftMinor, wholeMinor));
}

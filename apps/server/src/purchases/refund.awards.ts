/** What a refund takes back of each award, asked of the versions that paid. */
import { type CompiledRule, tierRule } from '../earning/evaluate.ts';
import type { CustomerFacts, EarningFacts, LineFacts } from '../earning/facts.ts';
import { proportionalAwards, recomputeAwards } from '../earning/refund.awards.ts';
import { leftLines } from '../earning/refund.rules.ts';
import type { RefundedAward, RefundedPurchase } from './refund.state.sql.ts';

export interface RefundedBill {
  refundedMinor: number;
  returnedPoints: number;
  /** Pieces that have come back, by line, in order. */
  refundedQuantities: readonly number[];
}

/** What of one award goes, and whether anything of it is left. */
export interface TakenAward {
  award: RefundedAward;
  rule: CompiledRule;
  points: number;
  isGone: boolean;
}

export interface AwardsAfter {
  taken: TakenAward[];
  /** What of the base goes. */
  baseMinor: number;
}

/** Rules by the id of their version. */
export type RulesThatPaid = ReadonlyMap<string, CompiledRule>;

export function takeFromAwards(
  purchase: RefundedPurchase,
  rules: RulesThatPaid,
  { before, after }: { before: RefundedBill; after: RefundedBill },
): AwardsAfter {
  const linesBefore = leftOf(purchase, before);
  const linesAfter = leftOf(purchase, after);
  const pointsBefore = pointsLeft(purchase, rules, before, linesBefore);
  const pointsAfter = pointsLeft(purchase, rules, after, linesAfter);
  return {
    baseMinor: sumOfBases(linesBefore) - sumOfBases(linesAfter),
    taken: purchase.awards.map((award, index) => {
      const was = pointsBefore[index] ?? 0;
      const is = pointsAfter[index] ?? 0;
      // A condition may fail after one refund and hold again after the next: never more than was paid goes.
      const points = Math.max(0, Math.min(was - is, award.points - award.reversedPoints));
      return { award, rule: ruleOf(rules, award), points, isGone: is === 0 && was > 0 };
    }),
  };
}

function leftOf(
  { lines }: RefundedPurchase,
  { refundedMinor, refundedQuantities }: RefundedBill,
): LineFacts[] {
  return leftLines(
    lines.map((line, index) => ({ ...line, refundedQuantity: refundedQuantities[index] ?? 0 })),
    refundedMinor,
  );
}

function pointsLeft(
  purchase: RefundedPurchase,
  rules: RulesThatPaid,
  refunded: RefundedBill,
  lines: readonly LineFacts[],
): number[] {
  const { awards, baseMinor, totalMinor, pointValueMinor } = purchase;
  if (purchase.method === 'proportional') {
    return baseMinor > 0
      ? proportionalAwards(awards, sumOfBases(lines), baseMinor)
      : proportionalAwards(awards, totalMinor - refunded.refundedMinor, totalMinor);
  }
  const paid = awards.map(({ points, roomPoints, ...award }) => ({
    rule: ruleOf(rules, award),
    points,
    roomPoints,
  }));
  return recomputeAwards(paid, factsLeft(purchase, refunded, lines), pointValueMinor);
}

/** The purchase as the rules saw it, with what is left of its bill. */
function factsLeft(
  purchase: RefundedPurchase,
  { refundedMinor, returnedPoints }: RefundedBill,
  lines: readonly LineFacts[],
): EarningFacts {
  const { redeemedPoints, pointValueMinor, facts } = purchase;
  const totalMinor = purchase.totalMinor - refundedMinor;
  return {
    trigger: 'purchase',
    eventType: null,
    occurredAt: purchase.occurredAt,
    moment: purchase.moment,
    purchase: {
      totalMinor,
      paidMinor: Math.max(0, totalMinor - (redeemedPoints - returnedPoints) * pointValueMinor),
      // What was paid with points then decided then.
      redeemedPoints,
      shopId: purchase.shopId,
      channel: purchase.channel,
      lines,
      earlier: facts?.earlier ?? [],
    },
    customer: facts?.customer ?? nobody,
    properties: {},
  };
}

/** Kept facts are missing only where no rule that paid had looked at them. */
const nobody: CustomerFacts = {
  joinedDay: null,
  birthday: null,
  language: '',
  source: null,
  purchasesBefore: 0,
  spentBeforeMinor: 0,
  tierId: null,
  segmentIds: [],
  lastEvents: {},
};

function ruleOf(rules: RulesThatPaid, award: Pick<RefundedAward, 'ruleVersionId' | 'tier'>): CompiledRule {
  // A refund makes no points, so how long they would live does not matter.
  if (award.tier) return tierRule(award.tier, { activationDelayDays: 0, expiry: { kind: 'never' } });
  const { ruleVersionId } = award;
  const rule = rules.get(ruleVersionId);
  if (!rule) throw new Error('a refund was planned without the rule that paid');
  return rule;
}

function sumOfBases(lines: readonly LineFacts[]): number {
  return lines.reduce((sum, line) => sum + line.baseMinor, 0);
}

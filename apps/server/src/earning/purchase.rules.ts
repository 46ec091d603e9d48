/** What a purchase earns and how many points may pay for it: pure rules over a bill and the programme. */
import type { ProgrammeSettings, PurchaseEffect } from '@regulars/contracts';
import type { Bill } from './bill.ts';
import { multiplyDivide, spread } from './whole.ts';

export interface Earning {
  /** The part of the bill that earns, before points are taken off. */
  earningMinor: number;
  /** What the rule is applied to: the earning part less its share of spent points. */
  baseMinor: number;
  /** The base by line, in the bill's order. */
  lineBasesMinor: number[];
  earnedPoints: number;
}

/** Points by the effect on a base: percent floor(base × basisPoints ÷ 10,000 ÷ value), or points per full amount. */
export function earnedPoints(effect: PurchaseEffect, baseMinor: number, pointValueMinor: number): number {
  if (effect.kind === 'percent')
    return multiplyDivide(baseMinor, effect.basisPoints, 10_000 * pointValueMinor);
  return Math.floor(baseMinor / effect.amountMinor) * effect.points;
}

/**
 * Spent points lower the base of the lines they pay for; lines that points cannot pay for keep theirs.
 */
export function earnForPurchase(
  settings: Pick<ProgrammeSettings, 'effect' | 'pointValueMinor'>,
  bill: Bill,
  redeemedPoints: number,
): Earning {
  const lineBasesMinor = earningBases(bill, redeemedPoints * settings.pointValueMinor);
  const baseMinor = lineBasesMinor.reduce((sum, base) => sum + base, 0);
  return {
    earningMinor: bill.lines.reduce((sum, line) => sum + (line.earns ? line.netMinor : 0), 0),
    baseMinor,
    lineBasesMinor,
    earnedPoints: earnedPoints(settings.effect, baseMinor, settings.pointValueMinor),
  };
}

/** What of each line earns, in the bill's order, once points worth `redeemedMinor` have paid their part. */
export function earningBases(bill: Bill, redeemedMinor: number): number[] {
  const shares = spread(
    redeemedMinor,
    bill.lines.map((line) => (line.payableWithPoints ? line.netMinor : 0)),
  );
  return bill.lines.map((line, index) => (line.earns ? line.netMinor - (shares[index] ?? 0) : 0));
}

/** The most points the bill may be paid with, whatever the balance. */
export function maxRedeemByBill(
  settings: Pick<ProgrammeSettings, 'pointValueMinor' | 'redeemCapPercent' | 'minPaidMinor'>,
  bill: Bill,
): number {
  const payableMinor = bill.lines.reduce(
    (sum, line) => sum + (line.payableWithPoints ? line.netMinor : 0),
    0,
  );
  const capMinor = multiplyDivide(payableMinor, settings.redeemCapPercent, 100);
  const roomMinor = Math.min(capMinor, bill.totalMinor - settings.minPaidMinor);
  return Math.max(0, Math.floor(roomMinor / settings.pointValueMinor));
}

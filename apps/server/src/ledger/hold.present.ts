/** How a hold is shown; one past its deadline is over even before its points have been brought back. */
import type { Hold, Language } from '@regulars/contracts';
import { presentKept, readKeptCoupons } from '../coupons/kept-coupon.ts';
import { isTimedOut } from './hold.state.sql.ts';

export interface ShownHold {
  id: string;
  externalId: string;
  customerId: string;
  points: number | bigint;
  totalMinor: number | bigint;
  /** As it was kept; null for none. */
  coupons: unknown;
  paidMinor: number | bigint;
  earnedPoints: number | bigint;
  maxRedeemPoints: number | bigint;
  state: string;
  purchaseId: string | null;
  expiresAt: Date;
}

export function presentHold(
  hold: ShownHold,
  wallet: { available: number | bigint; pending: number | bigint; held: number | bigint },
  { now, currency, language }: { now: Date; currency: string; language: Language },
): Hold {
  return {
    id: hold.id,
    externalId: hold.externalId,
    state: isTimedOut(hold, now) ? 'timed_out' : stateOf(hold.state),
    expiresAt: hold.expiresAt.toISOString(),
    customerId: hold.customerId,
    totalMinor: Number(hold.totalMinor),
    ...presentKept(readKeptCoupons(hold.coupons), currency, language),
    redeemedPoints: Number(hold.points),
    paidMinor: Number(hold.paidMinor),
    earnedPoints: Number(hold.earnedPoints),
    maxRedeemPoints: Number(hold.maxRedeemPoints),
    purchaseId: hold.purchaseId,
    wallet: {
      available: Number(wallet.available),
      pending: Number(wallet.pending),
      held: Number(wallet.held),
    },
  };
}

function stateOf(state: string): Hold['state'] {
  return state === 'confirmed' || state === 'released' ? state : 'held';
}

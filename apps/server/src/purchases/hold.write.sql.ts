/** The rows of holds and of their confirmations, written in the posting's own statement. */
import { type CouponExtra, couponParts, usesCoupons } from '../coupons/coupon.write.sql.ts';
import {
  type EndExtra,
  endedHolds,
  type HoldExtra as HeldRows,
  madeHolds,
} from '../ledger/hold.write.sql.ts';
import { type Write, writeStatement } from '../ledger/write.sql.ts';
import { type KeyRow, keysPart } from './kept-answers.ts';
import { type PurchaseExtra, purchaseParts, usedCardsPart } from './purchase.write.sql.ts';

export interface HoldExtra extends HeldRows, CouponExtra {
  keys: KeyRow[];
  /** Cards that these holds use up. */
  usedCards: string[];
}

export type ConfirmExtra = PurchaseExtra & EndExtra;

const holdParts = [usedCardsPart, ...madeHolds, keysPart];
const holdsWithoutCoupons = writeStatement<HoldExtra>('hold-write', holdParts);
const holdsWithCoupons = writeStatement<HoldExtra>('hold-coupon-write', [...couponParts, ...holdParts]);

export const writeHolds: Write<HoldExtra> = (run, draft, extra) =>
  (usesCoupons(extra) ? holdsWithCoupons : holdsWithoutCoupons)(run, draft, extra);

const confirmParts = [...endedHolds, ...purchaseParts];
const confirmsWithoutCoupons = writeStatement<ConfirmExtra>('confirm-write', confirmParts);
const confirmsWithCoupons = writeStatement<ConfirmExtra>('confirm-coupon-write', [
  ...couponParts,
  ...confirmParts,
]);

export const writeConfirms: Write<ConfirmExtra> = (run, draft, extra) =>
  (usesCoupons(extra) ? confirmsWithCoupons : confirmsWithoutCoupons)(run, draft, extra);

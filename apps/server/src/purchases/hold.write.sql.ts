/** The rows of holds and of their confirmations, written in the posting's own statement. */
import {
  type EndExtra,
  endedHolds,
  type HoldExtra as HeldRows,
  madeHolds,
} from '../ledger/hold.write.sql.ts';
import { writeStatement } from '../ledger/write.sql.ts';
import { type KeyRow, keysPart } from './kept-answers.ts';
import { type PurchaseExtra, purchaseParts, usedCardsPart } from './purchase.write.sql.ts';

export interface HoldExtra extends HeldRows {
  keys: KeyRow[];
  /** Cards that these holds use up. */
  usedCards: string[];
}

export type ConfirmExtra = PurchaseExtra & EndExtra;

export const writeHolds = writeStatement<HoldExtra>('hold-write', [usedCardsPart, ...madeHolds, keysPart]);

export const writeConfirms = writeStatement<ConfirmExtra>('confirm-write', [...endedHolds, ...purchaseParts]);

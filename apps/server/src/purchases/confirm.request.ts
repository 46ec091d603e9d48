/** A confirmation as it is asked for. */
import type { ConfirmBody, PurchaseBody } from '@regulars/contracts';
import type { Bill } from '../earning/bill.ts';
import type { Repeat } from '../platform/idempotency.ts';
import type { Refusal } from '../platform/refusal.ts';
import { billOrMismatch, type PurchaseRequest } from './purchase.request.ts';

export interface FinalBill<B> {
  bill: B;
  lines: PurchaseBody['lines'];
  discountMinor: number;
}

export interface ConfirmRequest {
  holdId: string;
  /** The final bill; null for the one that was held. */
  final: FinalBill<Bill | Refusal> | null;
  receiptNumber: string | null;
  source: PurchaseRequest['source'];
  actor: PurchaseRequest['actor'];
  repeat: Repeat | null;
}

export type ConfirmAsker = Pick<ConfirmRequest, 'source' | 'actor' | 'repeat'>;

/** Refuses `validation_failed` for lines that come to no bill. */
export function readConfirmRequest(holdId: string, body: ConfirmBody, asker: ConfirmAsker): ConfirmRequest {
  const { lines, totalMinor, receiptNumber } = body;
  const hasBill = lines !== undefined || totalMinor !== undefined;
  return {
    holdId,
    final: hasBill ? { bill: billOrMismatch(body), lines, discountMinor: body.discountMinor ?? 0 } : null,
    receiptNumber: receiptNumber ?? null,
    ...asker,
  };
}

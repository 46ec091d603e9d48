/** A refund as it is asked for. */
import type { RefundBody } from '@regulars/contracts';
import { hashInput, type Repeat } from '../platform/idempotency.ts';

export interface RefundRequest {
  purchaseId: string;
  externalId: string;
  /** Neither an amount nor lines means all that is left. */
  amountMinor: number | null;
  lines: { id: string; quantity: number }[] | null;
  source: 'api' | 'till' | 'demo';
  actor: { kind: 'apiKey' | 'staff' | 'system'; id: string | null };
  /** What makes two requests the same refund. */
  contentHash: string;
  /** Null where the caller keeps the first answer itself. */
  repeat: Repeat | null;
}

export type RefundAsker = Pick<RefundRequest, 'source' | 'actor' | 'repeat'>;

export function readRefundRequest(purchaseId: string, body: RefundBody, asker: RefundAsker): RefundRequest {
  return {
    purchaseId,
    externalId: body.externalId,
    amountMinor: body.amountMinor ?? null,
    lines: body.lines ?? null,
    ...asker,
    contentHash: hashInput([purchaseId, body.amountMinor ?? null, body.lines ?? null]),
  };
}

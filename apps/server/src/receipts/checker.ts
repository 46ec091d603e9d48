/**
 * Services that tell whether a receipt is genuine and whose it is. A deployment with a contract for one adds it here;
 * the demo has one of its own, which knows the receipts that the sandbox prints.
 */
import type { ReceiptCheckerName } from '@regulars/contracts';
import type { Config } from '../config.ts';
import type { ReceiptCode } from './receipt.rules.ts';

export interface CheckedReceipt extends ReceiptCode {
  totalMinor: number;
  purchasedAt: Date;
}

export type CheckerAnswer =
  /** `taxpayer` is the seller's number, if the service tells it. */
  { kind: 'genuine'; taxpayer: string | null } | { kind: 'forged' } | { kind: 'unknown' };

export interface ReceiptChecker {
  /** May take its time up to the signal; what it throws counts as `unknown`. */
  check(receipt: CheckedReceipt, signal: AbortSignal): Promise<CheckerAnswer>;
}

export const receiptCheckers: Record<ReceiptCheckerName, ReceiptChecker> = {
  demo: {
    async check(receipt) {
      return receipt.fiscalSign === demoFiscalSign(receipt)
        ? { kind: 'genuine', taxpayer: demoTaxpayer }
        : { kind: 'forged' };
    },
  },
};

/** The demo's service stands and falls with the sandbox. */
export function availableCheckers({ telegram }: Config): ReceiptCheckerName[] {
  return telegram.sandboxUrl === null ? [] : ['demo'];
}

export const demoTaxpayer = '7707083893';

/** As the sandbox prints it: a sum over what it signs, so that a changed digit shows. */
export function demoFiscalSign(receipt: Omit<CheckedReceipt, 'fiscalSign' | 'purchasedAt'>): string {
  const { fiscalDrive, documentNumber, totalMinor } = receipt;
  let sum = 7;
  for (const letter of `${fiscalDrive}/${documentNumber}/${totalMinor}`) {
    sum = (sum * 31 + letter.charCodeAt(0)) % 4_294_967_291;
  }
  return String(sum);
}

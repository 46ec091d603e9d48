/** What the cashier has put together so far; kept in the tab, so that a reload loses nothing. */
import type { CallInput, CallOutput } from '@regulars/client';
import { minorOf } from './keypad.ts';

export type TillCustomer = CallOutput<'tillLookup'>;
export type PurchaseBody = CallInput<'tillPurchase'>['body'];

/** Points to spend: none, as many as allowed, or what the cashier typed. */
export type Spend = { kind: 'none' } | { kind: 'max' } | { kind: 'own'; text: string };

export interface DraftLine {
  id: string;
  name: string;
  quantity: number;
  /** Typed amounts, as on the keypad. */
  price: string;
  discount: string;
  earns: boolean;
  payable: boolean;
}

/** A purchase on its way: the same key and body until the server answers. */
export interface Sending {
  key: string;
  body: PurchaseBody;
}

export interface Draft {
  customer: TillCustomer | null;
  mode: 'amount' | 'lines';
  amount: string;
  lines: DraftLine[];
  spend: Spend;
  /** Codes, as they were scanned or typed. */
  coupons: string[];
  receipt: string;
  sending: Sending | null;
}

export function emptyDraft(receipt: string): Draft {
  return {
    customer: null,
    mode: 'amount',
    amount: '',
    lines: [],
    spend: { kind: 'none' },
    coupons: [],
    receipt,
    sending: null,
  };
}

export function emptyLine(id: string): DraftLine {
  return { id, name: '', quantity: 1, price: '', discount: '', earns: true, payable: true };
}

export function lineTotalMinor(line: DraftLine, digits: number): number {
  return Math.max(0, line.quantity * minorOf(line.price, digits) - minorOf(line.discount, digits));
}

/** The bill before points. */
export function totalMinorOf(draft: Draft, digits: number): number {
  if (draft.mode === 'amount') return minorOf(draft.amount, digits);
  return priced(draft, digits).reduce((sum, line) => sum + lineTotalMinor(line, digits), 0);
}

/** The bill as the contract takes it; null while there is nothing to sell. */
export function purchaseBodyOf(
  draft: Draft,
  { digits, shopId, redeemPoints }: { digits: number; shopId: string | null; redeemPoints: number },
): PurchaseBody | null {
  const totalMinor = totalMinorOf(draft, digits);
  const externalId = draft.receipt.trim();
  if (!draft.customer || totalMinor < 1 || externalId === '') return null;
  return {
    externalId,
    customerId: draft.customer.id,
    ...(shopId === null ? {} : { shopId }),
    ...(draft.mode === 'amount' ? { totalMinor } : { lines: linesOf(draft, digits) }),
    ...(draft.coupons.length > 0 ? { coupons: draft.coupons } : {}),
    ...(redeemPoints > 0 ? { redeemPoints } : {}),
  };
}

function linesOf(draft: Draft, digits: number): NonNullable<PurchaseBody['lines']> {
  return priced(draft, digits).map((line) => {
    const discountMinor = Math.min(
      minorOf(line.discount, digits),
      line.quantity * minorOf(line.price, digits),
    );
    return {
      id: line.id,
      ...(line.name.trim() ? { name: line.name.trim() } : {}),
      quantity: line.quantity,
      unitPriceMinor: minorOf(line.price, digits),
      ...(discountMinor > 0 ? { discountMinor } : {}),
      ...(line.earns ? {} : { earns: false }),
      ...(line.payable ? {} : { payableWithPoints: false }),
    };
  });
}

/** Lines with a price; an empty one at the end is only an invitation to type. */
function priced(draft: Draft, digits: number): DraftLine[] {
  return draft.lines.filter((line) => minorOf(line.price, digits) > 0);
}

/** How purchases and refunds are shown; an answer rebuilt from its rows is the same as the first one. */
import type {
  EarningVerdict,
  EarningWordsBrand,
  Language,
  PurchaseResult,
  PurchaseView,
  RefundResult,
  ShopName,
} from '@regulars/contracts';
import { type KeptCoupon, presentKept, readKeptCoupons } from '../coupons/kept-coupon.ts';
import { answerOfRule, readVerdicts } from '../earning/answers.ts';
import { ruleOf } from '../ledger/entries.ts';
import { type BrandWords, type EntryView, presentEntry } from '../ledger/present.ts';
import type { EntryDraft } from '../ledger/wallet-state.ts';
import type { Tx } from '../platform/db.ts';

/** What an answer needs of a purchase, from the row just written or one read back. */
export interface BookedPurchase {
  id: string | null;
  externalId: string;
  totalMinor: number;
  coupons: readonly KeptCoupon[];
  redeemedPoints: number;
  paidMinor: number;
  earnedPoints: number;
  maxRedeemPoints: number;
  availableAfter: number;
  pendingAfter: number;
}

export function presentPurchase(
  purchase: BookedPurchase,
  entries: readonly EntryView[],
  language: Language,
  brand: BrandWords,
): PurchaseResult {
  return {
    id: purchase.id,
    externalId: purchase.externalId,
    totalMinor: purchase.totalMinor,
    ...presentKept(purchase.coupons, brand.currency, language),
    redeemedPoints: purchase.redeemedPoints,
    paidMinor: purchase.paidMinor,
    earnedPoints: purchase.earnedPoints,
    maxRedeemPoints: purchase.maxRedeemPoints,
    wallet: { available: purchase.availableAfter, pending: purchase.pendingAfter },
    entries: entries.map((entry) => presentEntry(entry, language, brand)),
  };
}

export interface BookedRefund {
  id: string;
  purchaseId: string;
  externalId: string;
  amountMinor: number;
  moneyMinor: number;
  reversedPoints: number;
  returnedPoints: number;
  refundableMinor: number;
  availableAfter: number;
  pendingAfter: number;
}

export function presentRefund(
  refund: BookedRefund,
  entries: readonly EntryView[],
  language: Language,
  brand: BrandWords,
): RefundResult {
  return {
    id: refund.id,
    purchaseId: refund.purchaseId,
    externalId: refund.externalId,
    amountMinor: refund.amountMinor,
    moneyMinor: refund.moneyMinor,
    reversedPoints: refund.reversedPoints,
    returnedPoints: refund.returnedPoints,
    refundableMinor: refund.refundableMinor,
    wallet: { available: refund.availableAfter, pending: refund.pendingAfter },
    entries: entries.map((entry) => presentEntry(entry, language, brand)),
  };
}

export function viewOfDraft(
  entry: EntryDraft,
  totalMinor: number,
  verdicts: readonly EarningVerdict[] = [],
): EntryView {
  return {
    id: entry.id,
    kind: entry.kind,
    availableDelta: entry.availableDelta,
    pendingDelta: entry.pendingDelta,
    availableAfter: entry.availableAfter,
    purchaseId: entry.source.purchaseId,
    reason: entry.source.reason,
    activeFrom: entry.activeFrom,
    expiresAt: entry.expiresAt,
    createdAt: entry.createdAt,
    totalMinor,
    rule: ruleOf(verdicts, entry.source.ruleVersionId),
  };
}

/** Entries by id, in the order they were made. */
export async function readEntries(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
  { totalMinor, verdicts }: { totalMinor: number; verdicts: unknown },
): Promise<EntryView[]> {
  const rows = await tx.entry.findMany({ where: { brandId, id: { in: [...ids] } }, orderBy: { id: 'asc' } });
  return rows.map((row) => ({
    ...row,
    availableDelta: Number(row.availableDelta),
    pendingDelta: Number(row.pendingDelta),
    availableAfter: Number(row.availableAfter),
    totalMinor,
    rule: ruleOf(verdicts, row.ruleVersionId),
  }));
}

type StoredPurchase = Awaited<ReturnType<Tx['purchase']['findFirstOrThrow']>>;
type StoredRefund = Awaited<ReturnType<Tx['refund']['findFirstOrThrow']>>;
type StoredLine = Awaited<ReturnType<Tx['purchaseLine']['findFirstOrThrow']>>;

export function bookedPurchase(row: StoredPurchase): BookedPurchase {
  return {
    id: row.id,
    externalId: row.externalId,
    totalMinor: Number(row.totalMinor),
    coupons: readKeptCoupons(row.coupons),
    redeemedPoints: Number(row.redeemedPoints),
    paidMinor: Number(row.paidMinor),
    earnedPoints: Number(row.earnedPoints),
    maxRedeemPoints: Number(row.maxRedeemPoints),
    availableAfter: Number(row.availableAfter),
    pendingAfter: Number(row.pendingAfter),
  };
}

export function bookedRefund(row: StoredRefund): BookedRefund {
  return {
    id: row.id,
    purchaseId: row.purchaseId,
    externalId: row.externalId,
    amountMinor: Number(row.amountMinor),
    moneyMinor: Number(row.moneyMinor),
    reversedPoints: Number(row.reversedPoints),
    returnedPoints: Number(row.returnedPoints),
    refundableMinor: Number(row.refundableMinor),
    availableAfter: Number(row.availableAfter),
    pendingAfter: Number(row.pendingAfter),
  };
}

export function presentView(
  row: StoredPurchase & { lines: StoredLine[]; refunds: StoredRefund[]; shop: ShopName | null },
  entries: readonly EntryView[],
  language: Language,
  brand: EarningWordsBrand,
): PurchaseView {
  const verdicts = readVerdicts(row.verdicts);
  const { totalMinor, redeemedPoints, paidMinor, earnedPoints, externalId } = bookedPurchase(row);
  return {
    id: row.id,
    externalId,
    customerId: row.customerId,
    shop: row.shop,
    shopId: row.shopId,
    receiptNumber: row.receiptNumber,
    channel: row.channel,
    discountMinor: Number(row.discountMinor),
    ...presentKept(readKeptCoupons(row.coupons), brand.currency, language),
    rules: verdicts.map((verdict) => answerOfRule(verdict, verdicts, brand, language)),
    occurredAt: row.occurredAt.toISOString(),
    totalMinor,
    redeemedPoints,
    paidMinor,
    earnedPoints,
    refundedMinor: Number(row.refundedMinor),
    lines: row.lines.map(presentLine),
    refunds: row.refunds.map((refund) => ({
      ...bookedRefund(refund),
      createdAt: refund.createdAt.toISOString(),
    })),
    entries: entries.map((entry) => presentEntry(entry, language, brand)),
  };
}

function presentLine(line: StoredLine): PurchaseView['lines'][number] {
  return {
    id: line.id,
    sku: line.sku,
    name: line.name,
    category: line.category,
    quantity: Number(line.quantity),
    unitPriceMinor: Number(line.unitPriceMinor),
    discountMinor: Number(line.discountMinor),
    earns: line.earns,
    payableWithPoints: line.payableWithPoints,
    refundedQuantity: Number(line.refundedQuantity),
  };
}

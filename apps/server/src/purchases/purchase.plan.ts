/** Plans a group of purchases over the state that was read: who gets what answer, and every row to write. */
import { refuseUnapplied, takeCoupons } from '../coupons/on-bill.ts';
import type { KeptCoupon } from '../coupons/kept-coupon.ts';
import { recordAwards } from '../earning/book.ts';
import { creditAwards } from '../earning/credit-awards.ts';
import { goodsOf, localMoment } from '../earning/facts.ts';
import { debit } from '../ledger/moves.ts';
import {
  announce,
  type Draft,
  type EntryDraft,
  openDraft,
  type Source,
  touch,
} from '../ledger/wallet-state.ts';
import type { Random } from '../platform/random.ts';
import { Refusal } from '../platform/refusal.ts';
import { keptFacts, keptVerdicts } from './judge.ts';
import { type Known, keepAnswer, recogniseKey, refused, type Settled } from './kept-answers.ts';
import { type Priced, type PricedState, priceItem } from './purchase.price.ts';
import type { PurchaseRequest } from './purchase.request.ts';
import type { ItemState } from './purchase.state.sql.ts';
import {
  type LineRow,
  openPurchaseExtra,
  type PurchaseExtra,
  type PurchaseRow,
  type StatsRow,
} from './purchase.write.sql.ts';

export interface PlanDeps {
  brandId: string;
  now: Date;
  random: Random;
}

export type NewPurchase = { kind: 'new'; row: PurchaseRow; entries: EntryDraft[] };
export type Planned = Settled<NewPurchase>;

export interface PurchasePlan {
  draft: Draft;
  extra: PurchaseExtra;
  outcomes: Planned[];
  state: PricedState;
}

export function planPurchases(state: PricedState, deps: PlanDeps): PurchasePlan {
  const draft = openDraft(deps.brandId, deps.now, deps.random);
  const extra = openPurchaseExtra();
  const outcomes = state.items.map((item) => {
    const outcome = planOne(draft, extra, item, state);
    keepAnswer(extra.keys, { repeat: item.request.repeat, key: item.key }, outcome);
    return outcome;
  });
  return { draft, extra, outcomes, state };
}

function planOne(draft: Draft, extra: PurchaseExtra, item: ItemState, state: PricedState): Planned {
  const { request, cardHash } = item;
  const known = recogniseKey(item.key, request.repeat) ?? recogniseTwin(item);
  if (known) return known;
  const timesSpent = (customerId: string) =>
    extra.purchases.filter((row) => row.customerId === customerId && row.redeemedPoints > 0).length;
  const priced = priceItem(draft, item, state, { usedCards: extra.usedCards, timesSpent });
  if (priced instanceof Refusal) return { kind: 'refused', refusal: priced };
  const { wallet, quote } = priced;
  const unapplied = refuseUnapplied(quote.coupons, state.brand.currency);
  if (unapplied) return { kind: 'refused', refusal: unapplied };
  if (cardHash !== null) extra.usedCards.push(cardHash);
  return bookPurchase(draft, extra, {
    ...priced,
    request,
    receiptNumber: null,
    holdId: null,
    spend: (source) =>
      quote.redeemedPoints > 0 ? debit(draft, wallet, 'redemption', quote.redeemedPoints, source) : null,
  });
}

/** The same receipt number sent again. */
export function recogniseTwin(item: ItemState): Known | { kind: 'refused'; refusal: Refusal } | null {
  const { request, twin, cardCustomerId, wallet } = item;
  if (!twin) return null;
  const [contentHash, referenceHash] = twin.inputHash.split('.');
  const isSameCustomer =
    referenceHash === request.referenceHash ||
    twin.customerId === ('id' in request.customer ? request.customer.id : cardCustomerId) ||
    twin.customerId === wallet?.customerId;
  return contentHash === request.contentHash && isSameCustomer
    ? { kind: 'known', id: twin.id, status: 200, isReplay: false }
    : refused('external_id_conflict');
}

interface Booking extends Priced {
  request: PurchaseRequest;
  receiptNumber: string | null;
  /** The hold that it confirms. */
  holdId: string | null;
  /** Moves the spent points, out of the balance or out of a hold. */
  spend: (source: Source) => EntryDraft | null;
}

export function bookPurchase(draft: Draft, extra: PurchaseExtra, booking: Booking): NewPurchase {
  const { request, wallet, quote, version, asked } = booking;
  const { awards } = quote.evaluation;
  const id = draft.random.id();
  const source: Source = {
    kind: 'purchase',
    id: request.externalId,
    purchaseId: id,
    refundId: null,
    ruleVersionId: version.ruleVersionId,
    reason: null,
    actor: request.actor,
    postingKey: `purchase:${id}`,
    inputHash: request.repeat?.inputHash ?? request.contentHash,
    occurredAt: request.occurredAt,
  };
  touch(draft, wallet);
  const coupons = takeCoupons(draft, extra, quote.coupons, {
    customerId: wallet.customerId,
    purchaseId: id,
    holdId: booking.holdId,
    actor: request.actor,
    shopId: request.shopId,
    zone: asked.zone,
  });
  const entries: EntryDraft[] = [];
  const spent = booking.spend(source);
  if (spent) entries.push(spent);
  const { zone, customer, ruleset, totals } = asked;
  entries.push(...creditAwards(draft, wallet, { awards, source, earnedAt: request.occurredAt, zone }));
  const row = purchaseRow(id, booking, { entries, coupons, now: draft.now });
  const { day } = localMoment(request.occurredAt, zone);
  const posted = { brandId: draft.brandId, customerId: wallet.customerId, customer, ruleset, totals, day };
  recordAwards(extra.earning, posted, awards);
  extra.purchases.push(row);
  extra.lines.push(...lineRows(id, booking));
  addStats(extra.stats, row);
  rememberPurchase(booking, day);
  announcePurchase(draft, row, entries);
  return { kind: 'new', row, entries };
}

/** The next purchase of the group sees this one. */
function rememberPurchase({ asked: { customer }, request, quote }: Booking, day: number): void {
  customer.facts.purchasesBefore += 1;
  customer.facts.spentBeforeMinor += quote.paidMinor;
  customer.earlier.push(...(request.lines ?? []).map((line) => ({ ...goodsOf(line), day })));
}

function purchaseRow(
  id: string,
  booking: Booking,
  { entries, coupons, now }: { entries: EntryDraft[]; coupons: KeptCoupon[]; now: Date },
): PurchaseRow {
  const { request, wallet, quote, version, receiptNumber, asked } = booking;
  const [first] = quote.evaluation.awards;
  return {
    id,
    externalId: request.externalId,
    customerId: wallet.customerId,
    shopId: request.shopId,
    receiptNumber,
    programmeVersionId: version.id,
    ruleVersionId: first?.rule.versionId ?? version.ruleVersionId,
    occurredAt: request.occurredAt,
    totalMinor: quote.bill.totalMinor,
    earningMinor: quote.earning.earningMinor,
    baseMinor: quote.earning.baseMinor,
    redeemedPoints: quote.redeemedPoints,
    redeemedMinor: quote.bill.totalMinor - quote.paidMinor,
    paidMinor: quote.paidMinor,
    earnedPoints: quote.earning.earnedPoints,
    maxRedeemPoints: quote.maxRedeemPoints,
    hasLines: request.lines !== undefined,
    channel: request.channel,
    discountMinor: request.discountMinor,
    coupons,
    verdicts: keptVerdicts(quote.evaluation, version.ruleVersionId),
    facts: keptFacts(quote.evaluation, asked.customer),
    source: request.source,
    actorId: request.actor.id,
    inputHash: `${request.contentHash}.${request.referenceHash}`,
    availableAfter: wallet.available,
    pendingAfter: wallet.pending,
    entryIds: entries.map((entry) => entry.id),
    createdAt: now,
  };
}

function lineRows(purchaseId: string, { request, quote }: Booking): LineRow[] {
  return (request.lines ?? []).map((line, position) => ({
    purchaseId,
    position,
    line,
    orderDiscountMinor: quote.bill.lines[position]?.orderDiscountMinor ?? 0,
    baseMinor: quote.earning.lineBasesMinor[position] ?? 0,
  }));
}

function addStats(stats: Map<string, StatsRow>, row: PurchaseRow): void {
  const sum = stats.get(row.customerId);
  stats.set(row.customerId, {
    customerId: row.customerId,
    purchases: (sum?.purchases ?? 0) + 1,
    spentMinor: (sum?.spentMinor ?? 0) + row.paidMinor,
    earnedPoints: (sum?.earnedPoints ?? 0) + row.earnedPoints,
    redeemedPoints: (sum?.redeemedPoints ?? 0) + row.redeemedPoints,
    firstAt: sum && sum.firstAt < row.occurredAt ? sum.firstAt : row.occurredAt,
    lastAt: sum && sum.lastAt > row.occurredAt ? sum.lastAt : row.occurredAt,
  });
}

function announcePurchase(draft: Draft, row: PurchaseRow, entries: readonly EntryDraft[]): void {
  const accrual = entries.find((entry) => entry.kind === 'accrual');
  announce(
    draft,
    'purchase.posted',
    row.customerId,
    {
      purchaseId: row.id,
      totalMinor: row.totalMinor,
      paidMinor: row.paidMinor,
      earnedPoints: row.earnedPoints,
      redeemedPoints: row.redeemedPoints,
      activeFrom: accrual && accrual.availableDelta === 0 ? accrual.activeFrom : null,
      expiresAt: accrual?.expiresAt ?? null,
      availableAfter: row.availableAfter,
      pendingAfter: row.pendingAfter,
      source: row.source,
    },
    row.occurredAt,
  );
}

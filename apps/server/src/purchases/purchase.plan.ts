/** Plans a group of purchases over the state that was read: who gets what answer, and every row to write. */
import type { ProgrammeSettings } from '@regulars/contracts';
import type { Bill } from '../earning/bill.ts';
import { lifetimeOf } from '../earning/lifetime.ts';
import { type Earning, earnForPurchase, maxRedeemByBill } from '../earning/purchase.rules.ts';
import { settleDue } from '../ledger/due.ts';
import { credit, debit, hasRoom } from '../ledger/moves.ts';
import {
  announce,
  type Draft,
  type EntryDraft,
  openDraft,
  type Source,
  touch,
  type WalletState,
} from '../ledger/wallet-state.ts';
import type { Random } from '../platform/random.ts';
import { Refusal } from '../platform/refusal.ts';
import type { ProgrammeInForce } from '../programme/versions.ts';
import { type Known, keepAnswer, recogniseKey, refused, type Settled } from './kept-answers.ts';
import type { PurchaseRequest } from './purchase.request.ts';
import type { ItemState, PurchaseState } from './purchase.state.sql.ts';
import type { LineRow, PurchaseExtra, PurchaseRow, StatsRow } from './purchase.write.sql.ts';

/** The state with the programmes that its items ask for, by id. */
export type PricedState = PurchaseState & { versions: ReadonlyMap<string, ProgrammeInForce> };

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

/** One request's numbers, before anything is moved. */
export interface Quote {
  bill: Bill;
  redeemedPoints: number;
  maxRedeemPoints: number;
  paidMinor: number;
  earning: Earning;
}

export function planPurchases(state: PricedState, deps: PlanDeps): PurchasePlan {
  const draft = openDraft(deps.brandId, deps.now, deps.random);
  const extra: PurchaseExtra = { purchases: [], lines: [], keys: [], stats: new Map(), usedCards: [] };
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
  const priced = priceItem(draft, item, state, extra.usedCards);
  if (priced instanceof Refusal) return { kind: 'refused', refusal: priced };
  const { wallet, quote } = priced;
  if (cardHash !== null) extra.usedCards.push(cardHash);
  return bookPurchase(draft, extra, {
    ...priced,
    request,
    zone: state.brand.zone,
    receiptNumber: null,
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

export interface Priced {
  wallet: WalletState;
  quote: Quote;
  version: ProgrammeInForce;
}

/** Who pays and what it comes to, for a purchase that is booked, held or only asked about. */
export function priceItem(
  draft: Draft,
  item: ItemState,
  state: PricedState,
  usedCards: readonly string[],
): Priced | Refusal {
  const checked = checkItem(item);
  if (checked instanceof Refusal) return checked;
  if (item.cardHash !== null && usedCards.includes(item.cardHash)) return new Refusal('card_not_valid');
  const { wallet, bill } = checked;
  const { redeem, isOffline, repeat } = item.request;
  if (redeem !== 0 && isOffline) return new Refusal('redeem_offline');
  if (redeem !== 0 || repeat === null) settleDue(draft, wallet);
  const version = versionOf(state.versions, item.programmeVersionId);
  const quote = quotePurchase({ redeem, bill, wallet, heldPoints: 0 }, version.settings);
  return quote instanceof Refusal ? quote : { wallet, quote, version };
}

export function versionOf(versions: PricedState['versions'], id: string): ProgrammeInForce {
  const version = versions.get(id);
  if (!version) throw new Error('a purchase was priced without its programme');
  return version;
}

function checkItem(item: ItemState): { wallet: WalletState; bill: Bill } | Refusal {
  const { request, wallet } = item;
  if (!('id' in request.customer) && item.cardHash === null) return new Refusal('card_not_valid');
  if (!wallet) return new Refusal('customer_not_found');
  if (!item.isShopKnown) return new Refusal('shop_not_found');
  return request.bill instanceof Refusal ? request.bill : { wallet, bill: request.bill };
}

export interface QuoteQuestion {
  redeem: number | 'max';
  bill: Bill;
  wallet: WalletState;
  /** Points of the wallet that are reserved for this very purchase. */
  heldPoints: number;
}

export function quotePurchase(
  { redeem, bill, wallet, heldPoints }: QuoteQuestion,
  settings: ProgrammeSettings,
): Quote | Refusal {
  const limit = maxRedeemByBill(settings, bill);
  const available = Math.max(0, wallet.available) + heldPoints;
  const maxRedeemPoints = Math.min(limit, available);
  const redeemedPoints = redeem === 'max' ? maxRedeemPoints : redeem;
  if (redeemedPoints > limit) return new Refusal('redeem_over_limit', { values: { limit } });
  if (redeemedPoints > available) return new Refusal('insufficient_points', { values: { available } });
  const earning = earnForPurchase(settings, bill, redeemedPoints);
  if (!hasRoom(wallet, earning.earnedPoints)) return new Refusal('points_over_limit');
  const paidMinor = bill.totalMinor - redeemedPoints * settings.pointValueMinor;
  return { bill, redeemedPoints, maxRedeemPoints, paidMinor, earning };
}

export interface Booking extends Priced {
  request: PurchaseRequest;
  zone: string;
  receiptNumber: string | null;
  /** Moves the spent points, out of the balance or out of a hold. */
  spend: (source: Source) => EntryDraft | null;
}

export function bookPurchase(draft: Draft, extra: PurchaseExtra, booking: Booking): NewPurchase {
  const { request, wallet, quote, version } = booking;
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
  const entries: EntryDraft[] = [];
  const spent = booking.spend(source);
  if (spent) entries.push(spent);
  if (quote.earning.earnedPoints > 0) {
    const lifetime = lifetimeOf(version.settings, request.occurredAt, booking.zone);
    entries.push(
      credit(draft, wallet, { kind: 'accrual', points: quote.earning.earnedPoints, ...lifetime }, source),
    );
  }
  const row = purchaseRow(id, booking, entries, draft.now);
  extra.purchases.push(row);
  extra.lines.push(...lineRows(id, booking));
  addStats(extra.stats, row);
  announcePurchase(draft, row, entries);
  return { kind: 'new', row, entries };
}

function purchaseRow(id: string, booking: Booking, entries: EntryDraft[], now: Date): PurchaseRow {
  const { request, wallet, quote, version, receiptNumber } = booking;
  return {
    id,
    externalId: request.externalId,
    customerId: wallet.customerId,
    shopId: request.shopId,
    receiptNumber,
    programmeVersionId: version.id,
    ruleVersionId: version.ruleVersionId,
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

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
import { type KeyRow, keptRefusal } from './kept-answers.ts';
import type { PurchaseRequest } from './purchase.request.ts';
import type { ItemState, PurchaseState } from './purchase.state.sql.ts';
import type { LineRow, PurchaseExtra, PurchaseRow, StatsRow } from './purchase.write.sql.ts';

export interface PlanDeps {
  brandId: string;
  now: Date;
  random: Random;
  /** The programme in force when the state was read. */
  version: { id: string; ruleVersionId: string; settings: ProgrammeSettings };
}

/** What happened to one request: booked now, known already, or refused. */
export type Planned =
  | { kind: 'new'; row: PurchaseRow; entries: EntryDraft[] }
  | { kind: 'known'; purchaseId: string; status: number; isReplay: boolean }
  | { kind: 'refused'; refusal: Refusal };

export interface PurchasePlan {
  draft: Draft;
  extra: PurchaseExtra;
  outcomes: Planned[];
  state: PurchaseState;
}

/** One request's numbers, before anything is moved. */
export interface Quote {
  bill: Bill;
  redeemedPoints: number;
  maxRedeemPoints: number;
  paidMinor: number;
  earning: Earning;
}

export function planPurchases(state: PurchaseState, deps: PlanDeps): PurchasePlan {
  const draft = openDraft(deps.brandId, deps.now, deps.random);
  const extra: PurchaseExtra = { purchases: [], lines: [], keys: [], stats: new Map(), usedCards: [] };
  const outcomes = state.items.map((item) => {
    const outcome = planOne(draft, extra, item, state, deps);
    keepAnswer(extra, item, outcome);
    return outcome;
  });
  return { draft, extra, outcomes, state };
}

function planOne(
  draft: Draft,
  extra: PurchaseExtra,
  item: ItemState,
  state: PurchaseState,
  deps: PlanDeps,
): Planned {
  const known = recognise(item);
  if (known) return known;
  const checked = checkItem(item);
  if (checked instanceof Refusal) return { kind: 'refused', refusal: checked };
  const { wallet } = checked;
  if (item.cardHash !== null && extra.usedCards.includes(item.cardHash)) return refused('card_not_valid');
  if (item.request.redeem !== 0) settleDue(draft, wallet);
  const quote = quotePurchase(item.request, checked.bill, wallet, deps.version.settings);
  if (quote instanceof Refusal) return { kind: 'refused', refusal: quote };
  return book(draft, extra, { item, wallet, quote, zone: state.brand.zone, deps });
}

/** A repeat by key, then by receipt number. */
function recognise({ key, request, twin, cardCustomerId, wallet }: ItemState): Planned | null {
  const { repeat } = request;
  if (key && repeat) {
    if (key.inputHash !== repeat.inputHash) return refused('idempotency_key_reused');
    if (key.resultId !== null)
      return { kind: 'known', purchaseId: key.resultId, status: key.status, isReplay: true };
    return { kind: 'refused', refusal: keptRefusal(key.body) };
  }
  if (!twin) return null;
  const [contentHash, referenceHash] = twin.inputHash.split('.');
  const isSameCustomer =
    referenceHash === request.referenceHash ||
    twin.customerId === ('id' in request.customer ? request.customer.id : cardCustomerId) ||
    twin.customerId === wallet?.customerId;
  return contentHash === request.contentHash && isSameCustomer
    ? { kind: 'known', purchaseId: twin.id, status: 200, isReplay: false }
    : refused('external_id_conflict');
}

function refused(code: Refusal['code']): Planned {
  return { kind: 'refused', refusal: new Refusal(code) };
}

export function checkItem(item: ItemState): { wallet: WalletState; bill: Bill } | Refusal {
  const { request, wallet } = item;
  if (!('id' in request.customer) && item.cardHash === null) return new Refusal('card_not_valid');
  if (!wallet) return new Refusal('customer_not_found');
  if (!item.isShopKnown) return new Refusal('shop_not_found');
  return request.bill instanceof Refusal ? request.bill : { wallet, bill: request.bill };
}

export function quotePurchase(
  request: PurchaseRequest,
  bill: Bill,
  wallet: WalletState,
  settings: ProgrammeSettings,
): Quote | Refusal {
  const limit = maxRedeemByBill(settings, bill);
  const available = Math.max(0, wallet.available);
  const maxRedeemPoints = Math.min(limit, available);
  const redeemedPoints = request.redeem === 'max' ? maxRedeemPoints : request.redeem;
  if (redeemedPoints > limit) return new Refusal('redeem_over_limit', { values: { limit } });
  if (redeemedPoints > available) return new Refusal('insufficient_points', { values: { available } });
  const earning = earnForPurchase(settings, bill, redeemedPoints);
  if (!hasRoom(wallet, earning.earnedPoints)) return new Refusal('points_over_limit');
  const paidMinor = bill.totalMinor - redeemedPoints * settings.pointValueMinor;
  return { bill, redeemedPoints, maxRedeemPoints, paidMinor, earning };
}

interface Booking {
  item: ItemState;
  wallet: WalletState;
  quote: Quote;
  zone: string;
  deps: PlanDeps;
}

function book(draft: Draft, extra: PurchaseExtra, booking: Booking): Planned {
  const { item, wallet, quote, deps } = booking;
  const { request } = item;
  const { version } = deps;
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
  if (quote.redeemedPoints > 0) {
    entries.push(debit(draft, wallet, 'redemption', quote.redeemedPoints, source));
  }
  if (quote.earning.earnedPoints > 0) {
    const lifetime = lifetimeOf(version.settings, request.occurredAt, booking.zone);
    entries.push(
      credit(draft, wallet, { kind: 'accrual', points: quote.earning.earnedPoints, ...lifetime }, source),
    );
  }
  const row = purchaseRow(id, booking, entries, draft.now);
  extra.purchases.push(row);
  extra.lines.push(...lineRows(id, booking));
  if (item.cardHash !== null) extra.usedCards.push(item.cardHash);
  addStats(extra.stats, row);
  announcePurchase(draft, row, entries);
  return { kind: 'new', row, entries };
}

function purchaseRow(id: string, booking: Booking, entries: EntryDraft[], now: Date): PurchaseRow {
  const { item, wallet, quote, deps } = booking;
  const { request } = item;
  return {
    id,
    externalId: request.externalId,
    customerId: wallet.customerId,
    shopId: request.shopId,
    programmeVersionId: deps.version.id,
    ruleVersionId: deps.version.ruleVersionId,
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

function lineRows(purchaseId: string, { item, quote }: Booking): LineRow[] {
  return (item.request.lines ?? []).map((line, position) => ({
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

/** The first answer stays under its key; a refusal that is not about the key too. */
function keepAnswer(extra: PurchaseExtra, { request, key }: ItemState, outcome: Planned): void {
  const { repeat } = request;
  if (!repeat || key) return;
  extra.keys.push(keyRow(repeat, outcome));
}

function keyRow(repeat: KeyRow['repeat'], outcome: Planned): KeyRow {
  if (outcome.kind === 'refused') {
    const { code, status, values } = outcome.refusal;
    return { repeat, status, body: { code, values }, resultId: null };
  }
  const isNew = outcome.kind === 'new';
  return {
    repeat,
    status: isNew ? 201 : outcome.status,
    body: null,
    resultId: isNew ? outcome.row.id : outcome.purchaseId,
  };
}

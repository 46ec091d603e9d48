/** Plans a group of refunds over the state that was read: who gets what answer, and every row to write. */
import { endAfterDays } from '../earning/lifetime.ts';
import { openEarningExtra, recordTakenBack } from '../earning/book.ts';
import { netOfPieces, type RefundShare, shareOfRefund } from '../earning/refund.rules.ts';
import { settleDue } from '../ledger/due.ts';
import { giveBack, takeBack } from '../ledger/moves.ts';
import {
  announce,
  type Draft,
  type EntryDraft,
  openDraft,
  type Source,
  touch,
} from '../ledger/wallet-state.ts';
import type { Random } from '../platform/random.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { type Known, keepAnswer, recogniseKey, refused, type Settled } from './kept-answers.ts';
import { type RefundedBill, type RulesThatPaid, takeFromAwards, type TakenAward } from './refund.awards.ts';
import type { RefundItem, RefundedPurchase, RefundState } from './refund.state.sql.ts';
import type { RefundExtra, RefundRow } from './refund.write.sql.ts';

export type NewRefund = { kind: 'new'; row: RefundRow; entries: EntryDraft[]; totalMinor: number };
type PlannedRefund = Settled<NewRefund>;

export interface RefundPlan {
  draft: Draft;
  extra: RefundExtra;
  outcomes: PlannedRefund[];
  state: RefundState;
}

export function planRefunds(
  state: RefundState & { rules: RulesThatPaid },
  { brandId, now, random }: { brandId: string; now: Date; random: Random },
): RefundPlan {
  const draft = openDraft(brandId, now, random);
  const extra: RefundExtra = {
    refunds: [],
    keys: [],
    stats: [],
    lines: [],
    earning: openEarningExtra(),
    returnedCoupons: [],
  };
  const outcomes = state.items.map((item) => {
    const outcome = planOne(draft, extra, item, state);
    keepAnswer(extra.keys, { repeat: item.request.repeat, key: item.key }, outcome);
    return outcome;
  });
  return { draft, extra, outcomes, state };
}

function planOne(
  draft: Draft,
  extra: RefundExtra,
  item: RefundItem,
  { brand, rules }: RefundState & { rules: RulesThatPaid },
): PlannedRefund {
  const known = recognise(item);
  if (known) return known;
  const { purchase } = item;
  if (!purchase) return refused('purchase_not_found');
  const part = partOf(item, purchase);
  if (part instanceof Refusal) return { kind: 'refused', refusal: part };
  return book(draft, extra, { item, purchase, part, zone: brand.zone, rules });
}

function recognise({ key, request, twin }: RefundItem): PlannedRefund | null {
  const answered = recogniseKey(key, request.repeat);
  if (answered || !twin) return answered;
  const known: Known = { kind: 'known', id: twin.id, status: 200, isReplay: false };
  return twin.inputHash === request.contentHash ? known : refused('external_id_conflict');
}

/** The part of the bill that is returned. */
interface RefundPart {
  amountMinor: number;
  lines: { id: string; quantity: number }[];
}

function partOf({ request }: RefundItem, purchase: RefundedPurchase): RefundPart | Refusal {
  const leftMinor = purchase.totalMinor - purchase.refundedMinor;
  if (leftMinor === 0) return new Refusal('already_refunded');
  if (!request.lines) {
    const amountMinor = request.amountMinor ?? leftMinor;
    return amountMinor > leftMinor
      ? exceeds(leftMinor)
      : { amountMinor, lines: amountMinor === leftMinor ? restOf(purchase) : [] };
  }
  let amountMinor = 0;
  const asked = new Map<string, number>();
  for (const { id, quantity } of request.lines) asked.set(id, (asked.get(id) ?? 0) + quantity);
  for (const [id, quantity] of asked) {
    const line = purchase.lines.find((one) => one.id === id);
    if (!line) return noSuchLine(request.lines.findIndex((one) => one.id === id));
    if (quantity > line.quantity - line.refundedQuantity) return exceeds(leftMinor);
    amountMinor += netOfPieces(line, quantity);
  }
  if (amountMinor === 0 || amountMinor > leftMinor) return exceeds(leftMinor);
  return { amountMinor, lines: [...asked].map(([id, quantity]) => ({ id, quantity })) };
}

/** When nothing of the bill is left, nothing of its lines is. */
function restOf(purchase: RefundedPurchase): RefundPart['lines'] {
  return purchase.lines.flatMap(({ id, quantity, refundedQuantity }) =>
    id !== null && quantity > refundedQuantity ? [{ id, quantity: quantity - refundedQuantity }] : [],
  );
}

function noSuchLine(index: number): Refusal {
  return refuseField(`lines.${index}.id`, {
    ru: 'в этой покупке нет такой строки',
    en: 'is not a line of this purchase',
  });
}

function exceeds(leftMinor: number): Refusal {
  return new Refusal('refund_exceeds_original', { values: { left: leftMinor } });
}

interface Booking {
  item: RefundItem;
  purchase: RefundedPurchase;
  part: RefundPart;
  zone: string;
  rules: RulesThatPaid;
}

function book(
  draft: Draft,
  extra: RefundExtra,
  { item, purchase, part, zone, rules }: Booking,
): PlannedRefund {
  const { request } = item;
  const { wallet } = purchase;
  const share = shareOfRefund(purchase, part.amountMinor);
  const { taken, baseMinor } = takeFromAwards(purchase, rules, billsAround(purchase, part, share));
  const id = draft.random.id();
  const source = sourceOf(id, item, purchase, draft.now);
  settleDue(draft, wallet);
  touch(draft, wallet);
  const entries: EntryDraft[] = [];
  // Spent points come back first, so that they can cover what is taken back.
  if (share.returnedPoints > 0) {
    const graceEnd = endAfterDays(draft.now, purchase.graceDays, zone);
    entries.push(giveBack(draft, wallet, share.returnedPoints, purchase.origins, graceEnd, source));
  }
  const reversals = takeBackAwards(draft, purchase, taken, source);
  entries.push(...reversals);
  const reversedPoints = reversals.reduce((sum, entry) => sum - entry.availableDelta - entry.pendingDelta, 0);
  recordTakenBack(extra.earning, {
    customerId: wallet.customerId,
    day: purchase.moment.day,
    awards: taken.filter(({ points, isGone }) => points > 0 || isGone),
  });
  const row: RefundRow = {
    id,
    purchaseId: purchase.id,
    customerId: wallet.customerId,
    externalId: request.externalId,
    amountMinor: part.amountMinor,
    baseMinor,
    moneyMinor: share.moneyMinor,
    reversedPoints,
    returnedPoints: share.returnedPoints,
    lines: request.lines,
    refundableMinor: purchase.totalMinor - purchase.refundedMinor - part.amountMinor,
    source: request.source,
    actorId: request.actor.id,
    inputHash: request.contentHash,
    availableAfter: wallet.available,
    pendingAfter: wallet.pending,
    entryIds: entries.map((entry) => entry.id),
    createdAt: draft.now,
  };
  extra.refunds.push(row);
  extra.lines.push(...part.lines.map((line) => ({ ...line, purchaseId: purchase.id })));
  extra.stats.push(row);
  if (row.refundableMinor === 0) returnCoupons(draft, extra, purchase, zone);
  announceRefund(draft, row);
  return { kind: 'new', row, entries, totalMinor: purchase.totalMinor };
}

/** The bill before this refund and after it. */
function billsAround(
  purchase: RefundedPurchase,
  { amountMinor, lines }: RefundPart,
  { returnedPoints }: RefundShare,
): { before: RefundedBill; after: RefundedBill } {
  const piecesOf = (id: string | null) => lines.find((line) => line.id === id)?.quantity ?? 0;
  const before = purchase.lines.map(({ refundedQuantity }) => refundedQuantity);
  return {
    before: { ...purchase, refundedQuantities: before },
    after: {
      refundedMinor: purchase.refundedMinor + amountMinor,
      returnedPoints: purchase.returnedPoints + returnedPoints,
      refundedQuantities: purchase.lines.map(({ id }, index) => (before[index] ?? 0) + piecesOf(id)),
    },
  };
}

/** Each award from the lot it came in first; each entry names the version that had paid. */
function takeBackAwards(
  draft: Draft,
  { wallet, shortPolicy }: RefundedPurchase,
  taken: readonly TakenAward[],
  source: Source,
): EntryDraft[] {
  const due = taken.filter(({ points }) => points > 0);
  return due.flatMap(({ award, points }, index) => {
    const { ruleVersionId, lot } = award;
    const postingKey = index === 0 ? source.postingKey : `${source.postingKey}:${ruleVersionId}`;
    const demand = { points, lot, policy: shortPolicy };
    return takeBack(draft, wallet, demand, { ...source, ruleVersionId, postingKey }) ?? [];
  });
}

/** A purchase that is undone whole gives its coupons back, unless their terms say otherwise. */
function returnCoupons(
  draft: Draft,
  extra: RefundExtra,
  { id: purchaseId, wallet, coupons, graceDays }: RefundedPurchase,
  zone: string,
): void {
  const graceEnd = endAfterDays(draft.now, graceDays, zone);
  for (const { couponId, isApplied, returnsOnRefund } of coupons) {
    if (couponId === null || !isApplied || !returnsOnRefund) continue;
    extra.returnedCoupons.push({ id: couponId, purchaseId, graceEnd });
    announce(draft, 'coupon.returned', wallet.customerId, { couponId, purchaseId });
  }
}

function sourceOf(id: string, { request }: RefundItem, purchase: RefundedPurchase, now: Date): Source {
  return {
    kind: 'refund',
    id: request.externalId,
    purchaseId: purchase.id,
    refundId: id,
    ruleVersionId: purchase.ruleVersionId,
    reason: null,
    actor: request.actor,
    postingKey: `refund:${id}`,
    inputHash: request.repeat?.inputHash ?? request.contentHash,
    occurredAt: now,
  };
}

function announceRefund(draft: Draft, row: RefundRow): void {
  announce(draft, 'purchase.refunded', row.customerId, {
    purchaseId: row.purchaseId,
    refundId: row.id,
    amountMinor: row.amountMinor,
    moneyMinor: row.moneyMinor,
    reversedPoints: row.reversedPoints,
    returnedPoints: row.returnedPoints,
    availableAfter: row.availableAfter,
    pendingAfter: row.pendingAfter,
    source: row.source,
  });
}

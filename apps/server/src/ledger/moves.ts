/** The ways points can move, as changes to a draft; every one keeps balance, lots and entries in agreement. */
import type { EntryKind } from '@regulars/contracts';
import { maxAmount } from '@regulars/contracts/primitives';
import { Refusal } from '../platform/refusal.ts';
import {
  type Draft,
  type EntryDraft,
  type LotPart,
  type LotState,
  MoreLotsNeeded,
  type Source,
  touch,
  type WalletState,
} from './wallet-state.ts';

/** No balance exceeds what one request may name: sums must stay whole in every layer. */
export function hasRoom(wallet: WalletState, gainedPoints: number): boolean {
  return gainedPoints <= 0 || wallet.available + wallet.held + wallet.pending + gainedPoints <= maxAmount;
}

/** Points come in as a lot of their own. What the person owes is paid first and leaves the lot at once. */
export function credit(
  draft: Draft,
  wallet: WalletState,
  gain: {
    kind: EntryKind;
    points: number;
    activeFrom: Date;
    expiresAt: Date | null;
  },
  source: Source,
): EntryDraft {
  const isPending = gain.activeFrom > draft.now;
  const { points } = gain;
  const paysDebt = isPending ? 0 : Math.min(points, debtOf(wallet));
  const entry = addEntry(draft, wallet, gain.kind, isPending ? [0, points] : [points, 0], source);
  entry.activeFrom = gain.activeFrom;
  entry.expiresAt = gain.expiresAt;
  const lot: LotState = {
    id: entry.id,
    customerId: wallet.customerId,
    purchaseId: source.purchaseId,
    ruleVersionId: source.ruleVersionId,
    points,
    remaining: points - paysDebt,
    state: isPending ? 'pending' : points === paysDebt ? 'closed' : 'active',
    activeFrom: gain.activeFrom,
    expiresAt: gain.expiresAt,
  };
  draft.newLots.add(lot);
  wallet.lots.push(lot);
  if (paysDebt > 0) draft.entryLots.push({ entryId: entry.id, lotId: lot.id, points: -paysDebt });
  return entry;
}

/** Takes points that can be spent, nearest expiry first. Refuses `insufficient_points`. */
export function debit(
  draft: Draft,
  wallet: WalletState,
  kind: EntryKind,
  points: number,
  source: Source,
): EntryDraft {
  if (points > wallet.available) {
    throw new Refusal('insufficient_points', { values: { available: Math.max(0, wallet.available) } });
  }
  const taken = takeFromLots(draft, wallet, points, null);
  const entry = addEntry(draft, wallet, kind, [-points, 0], source);
  recordTaken(draft, entry, taken);
  return entry;
}

/**
 * Takes earned points back: from the lot they came in, then from the others. Where they are no longer there the
 * policy decides: to zero, or below it. Answers null when nothing could be taken.
 */
export function takeBack(
  draft: Draft,
  wallet: WalletState,
  demand: { points: number; lot: LotState | null; policy: 'to_zero' | 'below_zero' },
  source: Source,
): EntryDraft | null {
  const { lot, points } = demand;
  if (lot?.state === 'pending') return takeBackPending(draft, wallet, lot, points, source);
  const inHand = Math.min(points, Math.max(0, wallet.available));
  const total = demand.policy === 'below_zero' ? points : inHand;
  if (total === 0) return null;
  const taken = takeFromLots(draft, wallet, inHand, lot);
  if (total > wallet.available) wallet.allowsDebt = true;
  const entry = addEntry(draft, wallet, 'reversal', [-total, 0], source);
  recordTaken(draft, entry, taken);
  return entry;
}

function takeBackPending(draft: Draft, wallet: WalletState, lot: LotState, points: number, source: Source) {
  const total = Math.min(points, lot.remaining);
  if (total === 0) return null;
  changeLot(draft, lot, -total);
  const entry = addEntry(draft, wallet, 'reversal', [0, -total], source);
  recordTaken(draft, entry, [{ lot, points: total }]);
  return entry;
}

/**
 * Spent points return to the lots they were taken from, last taken first. A debt is paid before any lot is
 * filled. A lot that has expired meanwhile lives until `graceEnd`.
 */
export function giveBack(
  draft: Draft,
  wallet: WalletState,
  points: number,
  origins: readonly LotPart[],
  graceEnd: Date,
  source: Source,
  kind: 'redemption_return' | 'reward_return' = 'redemption_return',
): EntryDraft {
  let toFill = points - Math.min(points, debtOf(wallet));
  const entry = addEntry(draft, wallet, kind, [points, 0], source);
  for (const { lot, points: taken } of [...origins].reverse()) {
    const filled = Math.min(taken, toFill);
    if (filled === 0) continue;
    refill(draft, wallet, { lot, points: filled }, graceEnd);
    draft.entryLots.push({ entryId: entry.id, lotId: lot.id, points: filled });
    toFill -= filled;
  }
  if (toFill > 0) throw new Error('more spent points would return than the lots gave');
  return entry;
}

/** Points go back into their lot; one that has expired meanwhile lives until `graceEnd`. */
export function refill(draft: Draft, wallet: WalletState, { lot, points }: LotPart, graceEnd: Date): void {
  if (lot.expiresAt !== null && lot.expiresAt <= draft.now) lot.expiresAt = graceEnd;
  lot.state = 'active';
  changeLot(draft, lot, points);
  if (!wallet.lots.includes(lot)) wallet.lots.push(lot);
}

/** A pending lot whose day has come. */
export function activate(draft: Draft, wallet: WalletState, lot: LotState, source: Source): EntryDraft {
  const points = lot.remaining;
  const paysDebt = Math.min(points, debtOf(wallet));
  const entry = addEntry(draft, wallet, 'activation', [points, -points], source);
  entry.activeFrom = lot.activeFrom;
  entry.expiresAt = lot.expiresAt;
  lot.state = 'active';
  changeLot(draft, lot, -paysDebt);
  if (paysDebt > 0) draft.entryLots.push({ entryId: entry.id, lotId: lot.id, points: -paysDebt });
  return entry;
}

/** An active lot whose time is over. What a hold has taken out of it stays with the hold. */
export function expire(draft: Draft, wallet: WalletState, lot: LotState, source: Source): EntryDraft {
  const points = lot.remaining;
  changeLot(draft, lot, -points);
  const entry = addEntry(draft, wallet, 'expiry', [-points, 0], source);
  entry.expiresAt = lot.expiresAt;
  recordTaken(draft, entry, [{ lot, points }]);
  return entry;
}

/** Points owed after a reversal below zero. */
export function debtOf(wallet: { available: number }): number {
  return Math.max(0, -wallet.available);
}

/** Takes from `first`, then from those that expire soonest; the balance is the caller's to change. */
export function takeFromLots(
  draft: Draft,
  wallet: WalletState,
  points: number,
  first: LotState | null,
): LotPart[] {
  const taken: LotPart[] = [];
  let left = points;
  const active = wallet.lots.filter((lot) => lot.state === 'active' && lot !== first).sort(byExpiry);
  for (const lot of first?.state === 'active' ? [first, ...active] : active) {
    if (left === 0) break;
    const part = Math.min(left, lot.remaining);
    changeLot(draft, lot, -part);
    taken.push({ lot, points: part });
    left -= part;
  }
  if (left > 0 && !wallet.hasAllLots) throw new MoreLotsNeeded();
  if (left > 0) throw new Error('the wallet holds more points than its lots');
  return taken;
}

function byExpiry(left: LotState, right: LotState): number {
  const until = (lot: LotState) => lot.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return until(left) === until(right) ? (left.id < right.id ? -1 : 1) : until(left) - until(right);
}

function changeLot(draft: Draft, lot: LotState, by: number): void {
  lot.remaining += by;
  if (lot.remaining === 0) lot.state = 'closed';
  if (!draft.newLots.has(lot)) draft.changedLots.add(lot);
}

export function recordTaken(draft: Draft, entry: EntryDraft, taken: readonly LotPart[]): void {
  for (const { lot, points } of taken) {
    draft.entryLots.push({ entryId: entry.id, lotId: lot.id, points: -points });
  }
}

export function addEntry(
  draft: Draft,
  wallet: WalletState,
  kind: EntryKind,
  [availableDelta, pendingDelta]: [number, number],
  source: Source,
): EntryDraft {
  touch(draft, wallet);
  wallet.available += availableDelta;
  wallet.pending += pendingDelta;
  const entry: EntryDraft = {
    id: draft.random.id(),
    customerId: wallet.customerId,
    kind,
    availableDelta,
    pendingDelta,
    availableAfter: wallet.available,
    pendingAfter: wallet.pending,
    activeFrom: null,
    expiresAt: null,
    source,
    createdAt: draft.now,
  };
  draft.entries.push(entry);
  return entry;
}

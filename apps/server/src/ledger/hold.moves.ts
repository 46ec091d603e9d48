/**
 * Points set aside for a purchase in two steps. They leave the balance and their lots at once; no entry is made
 * until they are spent, for a hold that comes back has moved nothing.
 */
import { Refusal } from '../platform/refusal.ts';
import { addEntry, debtOf, recordTaken, refill, takeFromLots } from './moves.ts';
import {
  type Draft,
  type EntryDraft,
  type LotPart,
  type Source,
  touch,
  type WalletState,
} from './wallet-state.ts';

/** A hold that has not ended, with what it took, nearest expiry first. */
export interface OpenHold {
  id: string;
  points: number;
  parts: readonly LotPart[];
}

/** Refuses `insufficient_points`. The wallet counts as moved even where nothing is reserved: its version guards the hold. */
export function reserve(draft: Draft, wallet: WalletState, points: number): LotPart[] {
  if (points > Math.max(0, wallet.available)) {
    throw new Refusal('insufficient_points', { values: { available: Math.max(0, wallet.available) } });
  }
  touch(draft, wallet);
  const parts = takeFromLots(draft, wallet, points, null);
  wallet.available -= points;
  wallet.held += points;
  return parts;
}

/** Of a part that came back: what paid a debt and did not reach the lot. */
export interface DebtPart {
  holdId: string;
  lotId: string;
  points: number;
}

/**
 * Ends a hold: `spent` of its points pay, those that expire soonest, and the rest goes back to its lots as refunded
 * points do. A debt is paid before any lot is filled. `source` is what the points were spent on.
 */
export function endHold(
  draft: Draft,
  wallet: WalletState,
  hold: OpenHold,
  { spent, graceEnd, source }: { spent: number; graceEnd: Date; source: Source | null },
): { entry: EntryDraft | null; debts: DebtPart[] } {
  touch(draft, wallet);
  const { used, left } = split(hold.parts, spent);
  const debts = giveUp(draft, wallet, { hold, left, returned: hold.points - spent, graceEnd });
  wallet.held -= hold.points;
  wallet.available += hold.points;
  if (spent === 0 || source === null) return { entry: null, debts };
  const entry = addEntry(draft, wallet, 'redemption', [-spent, 0], source);
  recordTaken(draft, entry, used);
  return { entry, debts };
}

function split(parts: readonly LotPart[], spent: number): { used: LotPart[]; left: LotPart[] } {
  const used: LotPart[] = [];
  const left: LotPart[] = [];
  let toUse = spent;
  for (const { lot, points } of parts) {
    const now = Math.min(points, toUse);
    if (now > 0) used.push({ lot, points: now });
    if (points > now) left.push({ lot, points: points - now });
    toUse -= now;
  }
  return { used, left };
}

/** What expires last is filled first. */
function giveUp(
  draft: Draft,
  wallet: WalletState,
  { hold, left, returned, graceEnd }: { hold: OpenHold; left: LotPart[]; returned: number; graceEnd: Date },
): DebtPart[] {
  const debts: DebtPart[] = [];
  let toFill = returned - Math.min(returned, debtOf(wallet));
  for (const { lot, points } of left.reverse()) {
    const filled = Math.min(points, toFill);
    if (filled > 0) refill(draft, wallet, { lot, points: filled }, graceEnd);
    if (points > filled) debts.push({ holdId: hold.id, lotId: lot.id, points: points - filled });
    toFill -= filled;
  }
  return debts;
}

/** A customer's points as a posting sees them, and the changes that it plans; plain data without a database. */
import type { EntryKind } from '@regulars/contracts';
import type { Random } from '../platform/random.ts';

export interface WalletState {
  customerId: string;
  /** Spendable now, without what is held; below zero it is a debt. */
  available: number;
  pending: number;
  /** Reserved by holds: out of `available` and out of the lots, though no entry tells of it yet. */
  held: number;
  allowsDebt: boolean;
  /** Goes up with each posting: it guards everything that belongs to the customer's points. */
  version: number;
  /** Live lots, nearest expiry first; only as many as the posting asked for. */
  lots: LotState[];
  hasAllLots: boolean;
}

export interface LotState {
  id: string;
  customerId: string;
  purchaseId: string | null;
  ruleVersionId: string | null;
  points: number;
  remaining: number;
  state: 'pending' | 'active' | 'closed';
  activeFrom: Date;
  expiresAt: Date | null;
}

/** Points of one lot, on their way out of it or back. */
export interface LotPart {
  lot: LotState;
  points: number;
}

/** What moved the points and who did; the same for all entries of one posting. */
export interface Source {
  kind: 'purchase' | 'refund' | 'join' | 'staff' | 'api' | 'job' | 'import' | 'merge' | 'tier' | 'reward';
  id: string | null;
  purchaseId: string | null;
  refundId: string | null;
  ruleVersionId: string | null;
  reason: string | null;
  actor: { kind: 'apiKey' | 'staff' | 'customer' | 'system'; id: string | null };
  /** Unique for ever in the brand; each entry of the posting adds its kind. */
  postingKey: string;
  inputHash: string;
  occurredAt: Date;
}

export interface EntryDraft {
  id: string;
  customerId: string;
  kind: EntryKind;
  availableDelta: number;
  pendingDelta: number;
  availableAfter: number;
  pendingAfter: number;
  activeFrom: Date | null;
  expiresAt: Date | null;
  source: Source;
  createdAt: Date;
}

export interface EventDraft {
  id: string;
  type: string;
  customerId: string;
  payload: Readonly<Record<string, unknown>>;
  occurredAt: Date;
}

/** Everything that one statement will write. */
export interface Draft {
  brandId: string;
  now: Date;
  random: Random;
  wallets: Map<string, { wallet: WalletState; readVersion: number }>;
  newLots: Set<LotState>;
  changedLots: Set<LotState>;
  entries: EntryDraft[];
  /** Minus: taken from the lot by the entry; plus: given back to it. */
  entryLots: { entryId: string; lotId: string; points: number }[];
  events: EventDraft[];
}

/** Thrown when the lots that were read do not cover what must be taken: read more of them. */
export class MoreLotsNeeded extends Error {}

export function openDraft(brandId: string, now: Date, random: Random): Draft {
  return {
    brandId,
    now,
    random,
    wallets: new Map(),
    newLots: new Set(),
    changedLots: new Set(),
    entries: [],
    entryLots: [],
    events: [],
  };
}

/** Marks the wallet as changed; its version tells the statement whether anyone else was faster. */
export function touch(draft: Draft, wallet: WalletState): void {
  if (draft.wallets.has(wallet.customerId)) return;
  draft.wallets.set(wallet.customerId, { wallet, readVersion: wallet.version });
  wallet.version += 1;
}

export function announce(
  draft: Draft,
  type: string,
  customerId: string,
  payload: EventDraft['payload'],
  occurredAt: Date = draft.now,
): void {
  draft.events.push({ id: draft.random.id(), type, customerId, payload, occurredAt });
}

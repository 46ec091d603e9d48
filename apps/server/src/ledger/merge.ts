/**
 * Two wallets of one person become one. Lots go over as they are, with their dates and states; entries stay where
 * they were made, and two new ones carry the sums over, so that each wallet still equals its own entries.
 */
import type { Actor } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { settleDue } from './due.ts';
import { addEntry, debtOf, hasRoom, recordTaken, takeFromLots } from './moves.ts';
import { postInside } from './optimistic.ts';
import { type Run, runInside, type Statement } from './statement.ts';
import { announce, type Draft, openDraft, type Source, touch, type WalletState } from './wallet-state.ts';
import { readWallets, type WalletsState } from './wallet.state.sql.ts';
import { writeMoves } from './write.sql.ts';

export interface WalletMerge {
  brandId: string;
  /** The record that ends; its wallet is empty afterwards, for ever. */
  fromId: string;
  /** Records that ended in `fromId` before: they made some of its lots. */
  earlierIds: readonly string[];
  intoId: string;
  actor: Actor;
}

export interface MergedPoints {
  /** Spendable points that went over; below zero for a debt. */
  available: number;
  pending: number;
  availableAfter: number;
}

/**
 * In the transaction of the merge. Refuses `hold_open` while the record that ends has an open hold, and
 * `points_over_limit`.
 */
export async function postMerge(tx: Tx, deps: Deps, merge: WalletMerge): Promise<MergedPoints> {
  const { brandId, fromId, intoId } = merge;
  const now = deps.clock.now();
  const { moved } = await postInside<WalletsState, Plan>(runInside(tx), brandId, {
    read: (run, lotLimit) =>
      readWallets(run, {
        brandId,
        customerIds: [fromId, intoId],
        postingKey: '',
        lotLimit,
        now,
        lots: 'spendable',
      }),
    customerIds: () => [fromId, intoId],
    plan: (state) => planMerge(state, openDraft(brandId, now, deps.random), merge),
    async write(run, { draft }) {
      await handOverLots(run, merge);
      return writeMoves(run, draft, null);
    },
  });
  // Holds begin and end under the wallet's lock, which the posting has just taken.
  const open = await tx.hold.findFirst({ where: { brandId, customerId: fromId, state: 'held' } });
  if (open) throw new Refusal('hold_open');
  return moved;
}

interface Plan {
  draft: Draft;
  moved: MergedPoints;
}

function planMerge(state: WalletsState, draft: Draft, merge: WalletMerge): Plan {
  const from = walletOf(state, merge.fromId);
  const into = walletOf(state, merge.intoId);
  settleDue(draft, from);
  settleDue(draft, into);
  if (!hasRoom(into, from.available + from.pending)) throw new Refusal('points_over_limit');
  const moved = { available: from.available, pending: from.pending };
  carryOver(draft, from, into, sourceOf(merge, draft.now));
  announce(draft, 'customer.merged', into.customerId, {
    mergedCustomerId: from.customerId,
    points: moved.available,
    pendingPoints: moved.pending,
    availableAfter: into.available,
  });
  return { draft, moved: { ...moved, availableAfter: into.available } };
}

function walletOf(state: WalletsState, customerId: string): WalletState {
  const wallet = state.wallets.find((one) => one.customerId === customerId);
  if (!wallet) throw new Error('a customer without a wallet');
  return wallet;
}

/** Both wallets change even when nothing moves, so that a posting under way at either of them reads again. */
function carryOver(draft: Draft, from: WalletState, into: WalletState, source: Source): void {
  touch(draft, from);
  touch(draft, into);
  const { available, pending } = from;
  // What either of them owes is paid from what the other has.
  const paysDebt = Math.min(Math.max(0, available), debtOf(into)) + Math.min(debtOf(from), positive(into));
  into.lots = [...into.lots, ...from.lots];
  for (const lot of from.lots) lot.customerId = into.customerId;
  into.hasAllLots &&= from.hasAllLots;
  into.allowsDebt ||= from.allowsDebt;
  if (available !== 0) {
    addEntry(draft, from, 'merge_out', [-available, 0], source);
    const entry = addEntry(draft, into, 'merge_in', [available, 0], source);
    if (paysDebt > 0) recordTaken(draft, entry, takeFromLots(draft, into, paysDebt, null));
  }
  if (pending === 0) return;
  // An entry of its own: history shows what can be spent apart from what cannot yet.
  const apart = { ...source, postingKey: `${source.postingKey}:pending` };
  addEntry(draft, from, 'merge_out', [0, -pending], apart);
  addEntry(draft, into, 'merge_in', [0, pending], apart);
}

function positive(wallet: WalletState): number {
  return Math.max(0, wallet.available);
}

function sourceOf({ fromId, intoId, actor }: WalletMerge, now: Date): Source {
  return {
    kind: 'merge',
    id: `${fromId}:${intoId}`,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason: null,
    actor: { kind: actor.kind, id: actor.id },
    // A record ends once.
    postingKey: `merge:${fromId}`,
    inputHash: '',
    occurredAt: now,
  };
}

/** Closed lots too: a refund may fill them again. A lot has the id of the entry that brought it, which has an index. */
const handOver: Statement = {
  name: 'hand-over-lots',
  text: `with handed_over as (
    update lot set customer_id = $2::uuid
    where brand_id = $1::uuid and id in (
      select id from entry where brand_id = $1::uuid and customer_id = any($3::uuid[]))
    returning 1)
  select count(*) from handed_over`,
};

async function handOverLots(run: Run, { brandId, fromId, earlierIds, intoId }: WalletMerge): Promise<void> {
  await run(handOver, [brandId, intoId, `{${[fromId, ...earlierIds].join(',')}}`]);
}

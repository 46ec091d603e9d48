/** Points given for reaching a level, posted in the transaction of the change. */
import type { Deps } from '../deps.ts';
import { lifetimeOf } from '../earning/lifetime.ts';
import { settleDue } from '../ledger/due.ts';
import { credit, hasRoom } from '../ledger/moves.ts';
import { postInside } from '../ledger/optimistic.ts';
import { runInside } from '../ledger/statement.ts';
import { type Draft, openDraft, type Source, touch } from '../ledger/wallet-state.ts';
import { readWallets, type WalletsState } from '../ledger/wallet.state.sql.ts';
import { writeMoves } from '../ledger/write.sql.ts';
import type { Tx } from '../platform/db.ts';

export interface Gift {
  brandId: string;
  customerId: string;
  /** The change that brought it: the same one never gives twice. */
  changeId: string;
  points: number;
  /** In the customer's language, for their history. */
  reason: string;
}

/** Spendable at once, and lives as the programme in force says. A wallet without room gets nothing. */
export async function postGift(tx: Tx, deps: Deps, gift: Gift): Promise<boolean> {
  const { brandId, customerId } = gift;
  const now = deps.clock.now();
  const source = sourceOf(gift, now);
  const draft = await postInside<WalletsState, Draft>(runInside(tx), brandId, {
    read: (run, lotLimit) =>
      readWallets(run, {
        brandId,
        customerIds: [customerId],
        postingKey: source.postingKey,
        lotLimit,
        now,
        lots: 'due',
      }),
    customerIds: () => [customerId],
    plan: (state) => planGift(state, openDraft(brandId, now, deps.random), gift, source),
    write: (run, planned) =>
      planned.wallets.size === 0 ? Promise.resolve(true) : writeMoves(run, planned, null),
  });
  return draft.entries.length > 0;
}

function planGift(state: WalletsState, draft: Draft, { points }: Gift, source: Source): Draft {
  const [wallet] = state.wallets;
  if (!wallet || !hasRoom(wallet, points)) return draft;
  touch(draft, wallet);
  settleDue(draft, wallet);
  const lifetime = lifetimeOf({ activationDelayDays: 0, expiry: state.expiry }, draft.now, state.zone);
  credit(draft, wallet, { kind: 'accrual', points, ...lifetime }, source);
  return draft;
}

function sourceOf({ changeId, reason }: Gift, now: Date): Source {
  return {
    kind: 'tier',
    id: changeId,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason,
    actor: { kind: 'system', id: null },
    postingKey: `tier:${changeId}`,
    inputHash: '',
    occurredAt: now,
  };
}

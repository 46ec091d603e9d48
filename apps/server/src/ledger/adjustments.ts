/** Points given or taken by hand, with a reason; by staff within their limit, or by a program with its key. */
import type { Entry, Language, Wallet } from '@regulars/contracts';
import { adjustmentLimitPoints, roleMay, type Role } from '@regulars/contracts/permissions';
import { actorOf, audit } from '../audit/audit.ts';
import { holdSurvivor } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { lifetimeOf } from '../earning/lifetime.ts';
import type { ApiKeyCaller, BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import type { Repeat } from '../platform/idempotency.ts';
import { Refusal } from '../platform/refusal.ts';
import { settleDue } from './due.ts';
import { brandWords, viewEntries } from './entries.ts';
import { credit, debit, hasRoom } from './moves.ts';
import { postInside } from './optimistic.ts';
import { presentEntry, presentWallet } from './present.ts';
import { runInside } from './statement.ts';
import { announce, type Draft, openDraft, type Source } from './wallet-state.ts';
import { readWallets, type WalletsState } from './wallet.state.sql.ts';
import { writeMoves } from './write.sql.ts';

export interface Adjustment {
  brandId: string;
  customerId: string;
  /** Plus gives, minus takes. */
  points: number;
  reason: string;
  caller: ApiKeyCaller | BrandStaffCaller;
  repeat: Repeat;
  language: Language;
}

/** Refuses `adjustment_over_limit` for those who may move only a little at a time. */
export function checkAdjustmentLimit(role: Role, points: number): void {
  if (roleMay(role, 'points.adjust.unlimited') || Math.abs(points) <= adjustmentLimitPoints) return;
  throw new Refusal('adjustment_over_limit', { values: { limit: adjustmentLimitPoints } });
}

/** Refuses `customer_not_found`, `insufficient_points` and `points_over_limit`. What staff do stands in the audit log. */
export async function adjustPoints(
  tx: Tx,
  deps: Deps,
  adjustment: Adjustment,
): Promise<{ entry: Entry; wallet: Wallet }> {
  const { brandId, caller } = adjustment;
  const now = deps.clock.now();
  const source = sourceOf(adjustment, now);
  const customerId = await holdSurvivor(tx, brandId, adjustment.customerId);
  const plan = await postInside<WalletsState, Plan>(runInside(tx), brandId, {
    read: (run, lotLimit) =>
      readWallets(run, {
        brandId,
        customerIds: [customerId],
        postingKey: `${source.postingKey}:adjustment`,
        lotLimit,
        now,
        lots: 'spendable',
      }),
    customerIds: () => [customerId],
    plan: (state) => planAdjustment(state, openDraft(brandId, now, deps.random), adjustment, source),
    write: (run, planned) => writeMoves(run, planned.draft, null),
  });
  if (caller.kind === 'staff' && plan.draft.entries.length > 0) {
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: 'points.adjusted',
      target: { kind: 'customer', id: customerId, name: null },
      changes: [{ field: 'points', before: plan.before, after: plan.before + adjustment.points }],
    });
  }
  return presentAdjustment(tx, adjustment, plan.entryId);
}

interface Plan {
  draft: Draft;
  entryId: string;
  before: number;
}

function planAdjustment(
  state: WalletsState,
  draft: Draft,
  { points, reason }: Adjustment,
  source: Source,
): Plan {
  const [wallet] = state.wallets;
  if (!wallet) throw new Refusal('customer_not_found');
  if (state.earlier) {
    if (state.earlier.inputHash !== source.inputHash) throw new Refusal('idempotency_key_reused');
    return { draft, entryId: state.earlier.id, before: wallet.available };
  }
  settleDue(draft, wallet);
  if (!hasRoom(wallet, points)) throw new Refusal('points_over_limit');
  const before = wallet.available;
  const rule = { activationDelayDays: 0, expiry: state.expiry };
  const entry =
    points > 0
      ? credit(
          draft,
          wallet,
          { kind: 'adjustment', points, ...lifetimeOf(rule, draft.now, state.zone) },
          source,
        )
      : debit(draft, wallet, 'adjustment', -points, source);
  announce(draft, 'points.adjusted', wallet.customerId, {
    entryId: entry.id,
    points,
    reason,
    availableAfter: entry.availableAfter,
  });
  return { draft, entryId: entry.id, before };
}

async function presentAdjustment(tx: Tx, { brandId, language }: Adjustment, entryId: string) {
  const row = await tx.entry.findUniqueOrThrow({ where: { brandId_id: { brandId, id: entryId } } });
  const [view] = await viewEntries(tx, brandId, [row]);
  if (!view) throw new Error('an adjustment without its entry');
  return {
    entry: presentEntry(view, language, await brandWords(tx, brandId)),
    wallet: presentWallet({ available: row.availableAfter, pending: row.pendingAfter }),
  };
}

function sourceOf({ caller, reason, repeat }: Adjustment, now: Date): Source {
  const isStaff = caller.kind === 'staff';
  return {
    kind: isStaff ? 'staff' : 'api',
    id: null,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason,
    actor: isStaff ? { kind: 'staff', id: caller.userId } : { kind: 'apiKey', id: caller.keyId },
    postingKey: `${repeat.route}:${repeat.caller}:${repeat.key}`,
    inputHash: repeat.inputHash,
    occurredAt: now,
  };
}

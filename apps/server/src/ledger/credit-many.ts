/** Points that many customers get in one statement, as an import of balances brings them: in the caller's transaction. */
import type { Deps } from '../deps.ts';
import { credit, hasRoom } from './moves.ts';
import { postInside } from './optimistic.ts';
import type { Run, Statement } from './statement.ts';
import { type Draft, openDraft, type Source } from './wallet-state.ts';
import { readWallets, type WalletsState } from './wallet.state.sql.ts';
import { writeMoves } from './write.sql.ts';

export interface Credit {
  customerId: string;
  points: number;
  activeFrom: Date;
  expiresAt: Date | null;
  occurredAt: Date;
  /** Unique for ever in the brand. */
  postingKey: string;
}

export interface CreditMany {
  brandId: string;
  /** What brought them in. */
  sourceId: string;
  actor: Source['actor'];
  credits: readonly Credit[];
}

/**
 * Each credit becomes a lot of its own; a posting key that is taken is a unique violation, for which the caller asks
 * `postedPoints` before. Answers the keys of credits for which a wallet has no room: those are not posted.
 */
export async function creditMany(run: Run, deps: Deps, many: CreditMany): Promise<Set<string>> {
  const { brandId, credits } = many;
  const customerIds = [...new Set(credits.map(({ customerId }) => customerId))].sort();
  const now = deps.clock.now();
  const { refused } = await postInside<WalletsState, Plan>(run, brandId, {
    read: (own, lotLimit) =>
      readWallets(own, { brandId, customerIds, postingKey: '', lotLimit, now, lots: 'due' }),
    customerIds: () => customerIds,
    plan: (state) => plan(state, openDraft(brandId, now, deps.random), many),
    write: (own, { draft }) => writeMoves(own, draft, null),
  });
  return refused;
}

interface Plan {
  draft: Draft;
  refused: Set<string>;
}

function plan(state: WalletsState, draft: Draft, many: CreditMany): Plan {
  const wallets = new Map(state.wallets.map((wallet) => [wallet.customerId, wallet]));
  const refused = new Set<string>();
  for (const one of many.credits) {
    const wallet = wallets.get(one.customerId);
    if (!wallet) throw new Error('a customer without a wallet');
    const { points, activeFrom, expiresAt } = one;
    if (hasRoom(wallet, points)) {
      credit(draft, wallet, { kind: 'import', points, activeFrom, expiresAt }, sourceOf(many, one));
    } else {
      refused.add(one.postingKey);
    }
  }
  return { draft, refused };
}

function sourceOf({ sourceId, actor }: CreditMany, { postingKey, occurredAt }: Credit): Source {
  return {
    kind: 'import',
    id: sourceId,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason: null,
    actor,
    postingKey,
    inputHash: '',
    occurredAt,
  };
}

const suffix = ':import';

const posted: Statement = {
  name: 'posted-imports',
  text: `select posting_key, (available_delta + pending_delta) as points from entry
    where brand_id = $1::uuid and posting_key = any($2::text[])`,
};

/** Points that came in under these posting keys, by key; a key that is missing is free. */
export async function postedPoints(
  run: Run,
  brandId: string,
  postingKeys: readonly string[],
): Promise<Map<string, number>> {
  const keys = `{${postingKeys.map((key) => `"${key}${suffix}"`).join(',')}}`;
  const rows = await run(posted, [brandId, keys]);
  return new Map(rows.map((row) => [String(row.posting_key).slice(0, -suffix.length), Number(row.points)]));
}

/** The welcome bonus, posted in the transaction of joining: once per person, for ever. */
import type { Deps } from '../deps.ts';
import { lifetimeOf } from '../earning/lifetime.ts';
import type { Tx } from '../platform/db.ts';
import { credit } from './moves.ts';
import { postInside } from './optimistic.ts';
import { runInside } from './statement.ts';
import { type Draft, openDraft, type Source } from './wallet-state.ts';
import { readWallets, type WalletsState } from './wallet.state.sql.ts';
import { writeMoves } from './write.sql.ts';

export interface Welcome {
  brandId: string;
  customerId: string;
  /** What stays the same when a person erases their data and comes back: the gift is given once for ever. */
  personHash: string;
  points: number;
}

/** Spendable at once, expires as the programme in force says. Answers whether anything was posted. */
export async function postWelcome(tx: Tx, deps: Deps, welcome: Welcome): Promise<boolean> {
  const { brandId, customerId, personHash } = welcome;
  const now = deps.clock.now();
  const source = welcomeSource(customerId, personHash, now);
  const draft = await postInside<WalletsState, Draft>(runInside(tx), brandId, {
    read: (run, lotLimit) =>
      readWallets(run, {
        brandId,
        customerIds: [customerId],
        postingKey: `${source.postingKey}:welcome`,
        lotLimit,
        now,
        lots: 'due',
      }),
    customerIds: () => [customerId],
    plan: (state) => planWelcome(state, openDraft(brandId, now, deps.random), welcome, source),
    write: (run, planned) => writeMoves(run, planned, null),
  });
  return draft.entries.length > 0;
}

/** True for whoever was given it under any record, erased ones too. */
export async function welcomeWasGiven(
  deps: Deps,
  { brandId, personHash }: Pick<Welcome, 'brandId' | 'personHash'>,
): Promise<boolean> {
  const postingKey = `${joinKey(personHash)}:welcome`;
  const entry = await deps.db.prisma.entry.findUnique({
    where: { brandId_postingKey: { brandId, postingKey } },
    select: { id: true },
  });
  return entry !== null;
}

function planWelcome(state: WalletsState, draft: Draft, welcome: Welcome, source: Source): Draft {
  if (state.earlier) return draft;
  const [wallet] = state.wallets;
  if (!wallet) throw new Error('a member without a wallet');
  const rule = { activationDelayDays: 0, expiry: state.expiry };
  const lifetime = lifetimeOf(rule, draft.now, state.zone);
  credit(draft, wallet, { kind: 'welcome', points: welcome.points, ...lifetime }, source);
  return draft;
}

const joinKey = (personHash: string) => `join:${personHash}`;

function welcomeSource(customerId: string, personHash: string, now: Date): Source {
  return {
    kind: 'join',
    id: customerId,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason: null,
    actor: { kind: 'customer', id: customerId },
    postingKey: joinKey(personHash),
    inputHash: '',
    occurredAt: now,
  };
}

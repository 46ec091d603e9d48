/** Holds that end without a purchase: given up by the till, or timed out by themselves. */
import type { Hold, Language } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { type Loop, startLoop } from '../platform/loop.ts';
import { Refusal } from '../platform/refusal.ts';
import { settleDue } from './due.ts';
import { brandWords } from './entries.ts';
import { endHold } from './hold.moves.ts';
import { presentHold } from './hold.present.ts';
import {
  type HoldState,
  holdFields,
  isTimedOut,
  readGraceEnd,
  readHold,
  refuseEnded,
  returnTerms,
} from './hold.state.sql.ts';
import { type EndExtra, writeEndedHolds } from './hold.write.sql.ts';
import { type Posting, post, postInside } from './optimistic.ts';
import { dueLots, lotsOf, readWallet, walletFields } from './state.sql.ts';
import { type Run, runInside, type Statement } from './statement.ts';
import { announce, type Draft, openDraft, type WalletState } from './wallet-state.ts';

const holdsPerBatch = 100;
const batchLimit = 1_000;
const lookMilliseconds = 1_000;

/** In the caller's transaction. Refuses `hold_not_found`, `hold_not_open` and `hold_expired`. */
export async function releaseHold(
  tx: Tx,
  deps: Deps,
  brandId: string,
  holdId: string,
  language: Language = 'en',
): Promise<Hold> {
  const now = deps.clock.now();
  const plan = await postInside(
    runInside(tx),
    brandId,
    endPosting(deps, { brandId, holdIds: [holdId], now, state: 'released' }),
  );
  const [ended] = plan.ended;
  if (!ended) throw new Error('a hold was neither released nor refused');
  const { hold, wallet } = ended;
  const { currency } = await brandWords(tx, brandId);
  const shown = { ...hold, customerId: wallet.customerId, state: 'released' };
  return presentHold(shown, wallet, { now, currency, language });
}

/** Brings back all points of a brand whose holds are past their deadline. Safe to run twice, and in many processes. */
export async function timeOutHolds(deps: Deps, brandId: string): Promise<void> {
  for (let batch = 0; batch < batchLimit; batch++) {
    const now = deps.clock.now();
    const holdIds = await overdueHolds(deps, brandId, now);
    if (holdIds.length === 0) return;
    const posting = endPosting(deps, { brandId, holdIds, now, state: 'timed_out' });
    const { draft, ended } = await post(deps.db.posting, brandId, posting);
    // Another process was faster; what is still open then is found by the next look.
    if (ended.length === 0) return;
    for (const customerId of draft.wallets.keys()) deps.live.publish(brandId, customerId);
  }
}

/** Looks every second: a customer does not wait longer for their points. */
export function startHoldTimer(deps: Deps): Loop {
  return startLoop({
    name: 'ledger.time-out-holds',
    log: deps.log,
    step: async () => {
      const { rows } = await deps.db.pool.query<{ brand_id: string }>(
        `select distinct brand_id from hold where state = 'held' and expires_at <= $1`,
        [deps.clock.now()],
      );
      for (const { brand_id: brandId } of rows) {
        await timeOutHolds(deps, brandId).catch((error: unknown) =>
          deps.log.error({ err: error, brandId }, 'holds could not be timed out'),
        );
      }
      return lookMilliseconds;
    },
  });
}

async function overdueHolds(deps: Deps, brandId: string, now: Date): Promise<string[]> {
  const { rows } = await deps.db.posting.query<{ id: string }>({
    name: 'overdue-holds',
    text: `select id from hold where brand_id = $1 and state = 'held' and expires_at <= $2
      order by expires_at limit $3`,
    values: [brandId, now, holdsPerBatch],
  });
  return rows.map((row) => row.id);
}

interface Ending {
  brandId: string;
  holdIds: readonly string[];
  now: Date;
  state: 'released' | 'timed_out';
}

interface EndState {
  graceEnd: Date;
  holds: { hold: HoldState; wallet: WalletState }[];
}

interface EndPlan {
  draft: Draft;
  extra: EndExtra;
  ended: EndState['holds'];
}

function endPosting(deps: Deps, ending: Ending): Posting<EndState, EndPlan> {
  return {
    read: (run, lotLimit) => readHolds(run, ending, lotLimit),
    customerIds: (state) => state.holds.map(({ wallet }) => wallet.customerId),
    plan: (state) => planEnding(state, openDraft(ending.brandId, ending.now, deps.random), ending),
    write: (run, { draft, extra }) =>
      draft.wallets.size === 0 ? Promise.resolve(true) : writeEndedHolds(run, draft, extra),
  };
}

function planEnding(state: EndState, draft: Draft, { now, state: endState }: Ending): EndPlan {
  const extra: EndExtra = { endedHolds: [], debts: [] };
  const ended: EndPlan['ended'] = [];
  if (endState === 'released' && state.holds.length === 0) throw new Refusal('hold_not_found');
  for (const { hold, wallet } of state.holds) {
    const refusal = refuseEnded(hold, now);
    if (endState === 'released' && refusal) throw refusal;
    // Whoever was faster has ended it already.
    if (endState === 'timed_out' && !(hold.state === 'held' && isTimedOut(hold, now))) continue;
    settleDue(draft, wallet);
    const { debts } = endHold(draft, wallet, hold, { spent: 0, graceEnd: state.graceEnd, source: null });
    extra.debts.push(...debts);
    extra.endedHolds.push({ id: hold.id, state: endState, purchaseId: null, endedAt: now });
    ended.push({ hold, wallet });
    announceEnd(draft, { hold, wallet }, endState);
  }
  return { draft, extra, ended };
}

function announceEnd(
  draft: Draft,
  { hold, wallet }: EndState['holds'][number],
  state: Ending['state'],
): void {
  const told = {
    holdId: hold.id,
    externalId: hold.externalId,
    points: hold.points,
    availableAfter: wallet.available,
  };
  if (state === 'released') announce(draft, 'hold.released', wallet.customerId, told);
  else announce(draft, 'hold.timed_out', wallet.customerId, told);
}

const statement: Statement = {
  name: 'holds-end-state',
  text: `select ${returnTerms} as terms, ${holdFields}, ${walletFields},
      ${lotsOf('w.customer_id', dueLots('$3::timestamptz'), '$4')} as lots
    from unnest($2::uuid[]) with ordinality as q(id, n)
    join lateral (select * from hold where brand_id = $1::uuid and id = q.id limit 1) h on true
    join lateral (select * from wallet where brand_id = $1 and customer_id = coalesce(
      (select merged_into from customer where brand_id = $1 and id = h.customer_id), h.customer_id) limit 1) w on true
    order by q.n`,
};

async function readHolds(run: Run, { brandId, holdIds, now }: Ending, lotLimit: number): Promise<EndState> {
  const rows = await run(statement, [brandId, `{${holdIds.join(',')}}`, now, lotLimit]);
  const wallets = new Map<string, WalletState>();
  const lots = new Map<string, HoldState['parts'][number]['lot']>();
  return {
    graceEnd: rows[0] ? readGraceEnd(rows[0].terms, now) : now,
    holds: rows.flatMap((row) => {
      const wallet = readWallet(wallets, row, lotLimit);
      const hold = readHold(row, wallet, lots);
      return wallet && hold ? [{ hold, wallet }] : [];
    }),
  };
}

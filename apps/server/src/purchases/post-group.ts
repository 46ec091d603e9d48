/** Posts what a group plans and tells the screens of those whose points moved. */
import type { Deps } from '../deps.ts';
import type { Outcome } from '../ledger/group.ts';
import { type Posting, post } from '../ledger/optimistic.ts';
import type { BrandWords } from '../ledger/present.ts';
import type { Draft } from '../ledger/wallet-state.ts';
import type { Write } from '../ledger/write.sql.ts';
import type { KeyRow, Known, Settled } from './kept-answers.ts';

interface GroupPlan<Extra> {
  draft: Draft;
  extra: Extra;
}

/** A group whose answers were all known writes nothing. */
export function unlessEmpty<Extra extends { keys: KeyRow[] }>(
  write: Write<Extra>,
): Posting<unknown, GroupPlan<Extra>>['write'] {
  return (run, { draft, extra }) =>
    draft.wallets.size === 0 && extra.keys.length === 0 ? Promise.resolve(true) : write(run, draft, extra);
}

export async function postGroup<State, Plan extends { draft: Draft }>(
  deps: Deps,
  brandId: string,
  posting: Posting<State, Plan>,
): Promise<Plan> {
  const plan = await post(deps.db.posting, brandId, posting);
  for (const customerId of plan.draft.wallets.keys()) deps.live.publish(brandId, customerId);
  return plan;
}

/** What was not refused, with the brand that its answer is told in the words of. */
export interface BookedResult<New> {
  settled: New | Known;
  brand: BrandWords;
}

export function outcomeOf<New extends { kind: 'new' }>(
  settled: Settled<New>,
  brand: BrandWords,
): Outcome<BookedResult<New>> {
  return settled.kind === 'refused' ? { refusal: settled.refusal } : { answer: { settled, brand } };
}

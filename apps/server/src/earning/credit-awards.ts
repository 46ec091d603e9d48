/** Puts the points of awards into a wallet: a lot and an entry for each rule that paid, by that rule's own life. */
import { credit } from '../ledger/moves.ts';
import type { Draft, EntryDraft, Source, WalletState } from '../ledger/wallet-state.ts';
import type { Award } from './evaluate.ts';
import { lifetimeOf } from './lifetime.ts';

export interface Crediting {
  awards: readonly Award[];
  /** Of the event; each entry names the version that paid it. */
  source: Source;
  earnedAt: Date;
  zone: string;
}

export function creditAwards(
  draft: Draft,
  wallet: WalletState,
  { awards, source, earnedAt, zone }: Crediting,
): EntryDraft[] {
  return awards.map(({ rule, points }, index) =>
    credit(
      draft,
      wallet,
      { kind: 'accrual', points, ...lifetimeOf(rule.settings, earnedAt, zone) },
      {
        ...source,
        ruleVersionId: rule.versionId,
        // A posting's first entry keeps its key, others add the version, so that no key comes twice.
        postingKey: index === 0 ? source.postingKey : `${source.postingKey}:${rule.versionId}`,
      },
    ),
  );
}

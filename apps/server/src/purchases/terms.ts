/** The programme and the rules that a posting is priced by: both never change once written, so both are kept. */
import {
  readWithRules,
  type RulesRead,
  type RulesSource,
  rulesReader,
  type WithRules,
} from '../earning/rules-reader.ts';
import type { EarningNeeds } from '../earning/ruleset-cache.ts';
import type { Run } from '../ledger/statement.ts';
import type { Db } from '../platform/db.ts';
import type { ProgrammeInForce } from '../programme/versions.ts';
import { keepVersions, readVersions, type VersionById } from './programme-versions.ts';

export interface Terms {
  versionById: VersionById;
  source: Omit<RulesSource, 'run'>;
}

export function openTerms(db: Db): Terms {
  return { versionById: keepVersions(db), source: { reader: rulesReader(db), tx: db.prisma } };
}

export type Priced<State> = WithRules<State> & { versions: ReadonlyMap<string, ProgrammeInForce> };

export async function readPriced<State extends RulesRead>(
  { versionById, source }: Terms,
  { brandId, run }: { brandId: string; run: Run },
  read: (needs: EarningNeeds) => Promise<State>,
  versionIds: (state: State) => readonly string[],
): Promise<Priced<State>> {
  const state = await readWithRules({ ...source, run }, brandId, read);
  return { ...state, versions: await readVersions(versionById, brandId, versionIds(state)) };
}

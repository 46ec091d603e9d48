/** Reads a posting's state together with the rules that it asks for: what the rules need of the past, and no more. */
import type { Run } from '../ledger/statement.ts';
import type { Db, Tx } from '../platform/db.ts';
import { totalKey } from './earning.state.sql.ts';
import { dateOfDay } from './facts.ts';
import type { Use } from './limits.ts';
import { periodStart } from './periods.ts';
import {
  type CompiledRuleset,
  covers,
  type EarningNeeds,
  joinNeeds,
  keepRules,
  keepRulesets,
  noNeeds,
  type RuleByVersion,
  type RulesetById,
} from './ruleset-cache.ts';

interface RulesReader {
  rulesetById: RulesetById;
  ruleByVersion: RuleByVersion;
  /** What the rules of a brand asked for last; a guess that is checked against the rules that were read. */
  guesses: Map<string, EarningNeeds>;
}

/** One for each database: sets never change, so everybody may share what was read. */
const readers = new WeakMap<Db, RulesReader>();
const maxGuesses = 10_000;

export interface RulesSource {
  reader: RulesReader;
  /** For rules that are not known yet: inside a transaction, its own connection. */
  tx: Tx;
  run: Run;
}

export function rulesReader(db: Db): RulesReader {
  const known = readers.get(db);
  if (known) return known;
  const reader = {
    rulesetById: keepRulesets(),
    ruleByVersion: keepRules(),
    guesses: new Map<string, EarningNeeds>(),
  };
  readers.set(db, reader);
  return reader;
}

/** What a read statement answers beside its own state. */
export interface RulesRead {
  /** Of the set that each item asks for, and the day it is about. */
  asked: readonly { rulesetId: string; day: number }[];
  totals: ReadonlyMap<string, Use>;
}

export type WithRules<State> = State & { rulesets: ReadonlyMap<string, CompiledRuleset> };

/** Reads once where the guess was right, as it is until rules change, and again where it was not. */
export async function readWithRules<State extends RulesRead>(
  { reader, tx, run }: RulesSource,
  brandId: string,
  read: (needs: EarningNeeds) => Promise<State>,
): Promise<WithRules<State>> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const guess = reader.guesses.get(brandId) ?? noNeeds;
    const state = await read(guess);
    const rulesets = new Map<string, CompiledRuleset>();
    for (const { rulesetId } of state.asked) {
      if (!rulesets.has(rulesetId)) rulesets.set(rulesetId, await reader.rulesetById(tx, brandId, rulesetId));
    }
    const needs = [...rulesets.values()].reduce((sum, ruleset) => joinNeeds(sum, ruleset.needs), noNeeds);
    const isCovered = covers(guess, needs);
    if (isCovered && !(await makeMissingTotals(run, brandId, state, rulesets))) return { ...state, rulesets };
    if (reader.guesses.size >= maxGuesses) reader.guesses.clear();
    if (!isCovered) reader.guesses.set(brandId, needs);
  }
  throw new Error('the rules changed faster than they could be read');
}

const maxAttempts = 8;

/** A limit is kept by locking its row, so there must be one before anything counts against it. */
async function makeMissingTotals(
  run: Run,
  brandId: string,
  { asked, totals }: RulesRead,
  rulesets: ReadonlyMap<string, CompiledRuleset>,
): Promise<boolean> {
  const missing = new Map<string, { scopeId: string; startDay: number }>();
  for (const { rulesetId, day } of asked) {
    const ruleset = rulesets.get(rulesetId);
    for (const scopeId of ruleset?.needs.totals ?? []) {
      const period = scopeId === brandId ? (ruleset?.budget?.period ?? 'ever') : 'ever';
      const startDay = periodStart(period, day);
      const key = totalKey(scopeId, startDay);
      if (!totals.has(key)) missing.set(key, { scopeId, startDay });
    }
  }
  if (missing.size === 0) return false;
  const rows = [...missing.values()];
  await run(
    {
      name: 'earning-totals-make',
      text: `insert into earning_total (brand_id, scope_id, starts_on, points, times)
        select $1::uuid, scope_id, starts_on::date, 0, 0 from unnest($2::uuid[], $3::text[]) as r(scope_id, starts_on)
        on conflict do nothing`,
    },
    [
      brandId,
      `{${rows.map(({ scopeId }) => scopeId).join(',')}}`,
      `{${rows.map(({ startDay }) => dateOfDay(startDay)).join(',')}}`,
    ],
  );
  return true;
}

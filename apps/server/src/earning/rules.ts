/** What staff do with earning rules: each change is one transaction with its line in the audit log. */
import {
  type EarningRule,
  type EarningRuleList,
  type EarningRuleSettings,
  type EarningTerms,
  mostEarningRules,
} from '@regulars/contracts';
import { actorOf, audit, type Change, changesBetween } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { writeProgrammeVersionOfRule } from '../programme/versions.ts';
import { checkRule } from './rule-checks.ts';
import { listRules, showRule } from './rule-view.ts';
import { readRuleSettings, ruleVersionColumns, termsInForce, writeRuleset } from './rulesets.ts';

type Rule = Awaited<ReturnType<Tx['earningRule']['findFirstOrThrow']>>;

export async function createRule(
  deps: Deps,
  caller: BrandStaffCaller,
  settings: EarningRuleSettings,
): Promise<EarningRule> {
  const [rule] = await createRules(deps, caller, [settings]);
  if (!rule) throw new Error('a rule was kept without being shown');
  return rule;
}

/** Drafts, last in order. Refuses `too_many_earning_rules`. */
export async function createRules(
  deps: Deps,
  caller: BrandStaffCaller,
  list: readonly EarningRuleSettings[],
): Promise<EarningRule[]> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    const kept = await tx.earningRule.findMany({
      where: { brandId },
      select: { position: true, state: true },
    });
    const living = kept.filter(({ state }) => state !== 'ended').length;
    if (living + list.length > mostEarningRules) throw new Refusal('too_many_earning_rules');
    let position = kept.reduce((last, one) => Math.max(last, one.position), -1);
    const ids: string[] = [];
    for (const settings of list) {
      position += 1;
      ids.push(await createDraft(tx, deps, caller, { settings, position }));
    }
    return Promise.all(ids.map((id) => showRule(tx, brandId, id)));
  });
}

async function createDraft(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  { settings, position }: { settings: EarningRuleSettings; position: number },
): Promise<string> {
  const brandId = caller.brand.id;
  await checkRule(tx, brandId, settings, false);
  const id = deps.random.id();
  const by = { createdAt: deps.clock.now(), createdBy: caller.userId };
  await tx.earningRule.create({ data: { brandId, id, state: 'draft', position, version: 1, ...by } });
  await tx.earningRuleVersion.create({
    data: { brandId, id: deps.random.id(), ruleId: id, version: 1, ...by, ...ruleVersionColumns(settings) },
  });
  await record(tx, deps, caller, 'earning_rule.created', { id, name: settings.name });
  return id;
}

/** Refuses `version_conflict` when the rule was changed after the editor began. */
export async function saveRule(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  change: { baseVersion: number; settings: EarningRuleSettings },
): Promise<EarningRule> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    const rule = await lockRule(tx, brandId, id);
    if (rule.version !== change.baseVersion) throw new Refusal('version_conflict');
    if (rule.state === 'ended') throw new Refusal('earning_rule_state_invalid');
    await checkRule(tx, brandId, change.settings, rule.isBase);
    const before = await settingsOf(tx, rule);
    await writeVersion(tx, deps, caller, rule, change.settings);
    const changes = changesBetween(before, change.settings);
    await record(tx, deps, caller, 'earning_rule.saved', { id, name: change.settings.name }, changes);
    return showRule(tx, brandId, id);
  });
}

/** A draft has paid nothing, so its one version may change; every other rule gets a new one. */
async function writeVersion(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  rule: Rule,
  settings: EarningRuleSettings,
): Promise<void> {
  const brandId = caller.brand.id;
  const by = { createdAt: deps.clock.now(), createdBy: caller.userId };
  const columns = ruleVersionColumns(settings);
  if (rule.state === 'draft') {
    await tx.earningRuleVersion.update({
      where: { brandId_ruleId_version: { brandId, ruleId: rule.id, version: rule.version } },
      data: { ...by, ...columns },
    });
    return;
  }
  const version = rule.version + 1;
  const ruleVersionId = deps.random.id();
  await tx.earningRuleVersion.create({
    data: { brandId, id: ruleVersionId, ruleId: rule.id, version, ...by, ...columns },
  });
  await tx.earningRule.update({ where: { brandId_id: { brandId, id: rule.id } }, data: { version } });
  if (rule.isBase) await writeProgrammeVersionOfRule(tx, deps.random, { brandId, ruleVersionId, ...by });
  if (rule.state === 'active') await writeNextSet(tx, deps, caller);
}

export async function deleteRule(deps: Deps, caller: BrandStaffCaller, id: string): Promise<void> {
  const brandId = caller.brand.id;
  await inTransaction(deps, async (tx) => {
    const rule = await lockRule(tx, brandId, id);
    if (rule.state !== 'draft') throw new Refusal('earning_rule_state_invalid');
    const { name } = await settingsOf(tx, rule);
    await tx.earningRuleVersion.deleteMany({ where: { brandId, ruleId: id } });
    await tx.earningRule.delete({ where: { brandId_id: { brandId, id } } });
    await record(tx, deps, caller, 'earning_rule.deleted', { id, name });
  });
}

const reachable: Readonly<Record<string, readonly string[]>> = {
  draft: ['active'],
  active: ['paused', 'ended'],
  paused: ['active', 'ended'],
};

/** Asking for the state that it has already changes nothing. */
export async function setRuleState(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  state: 'active' | 'paused' | 'ended',
): Promise<EarningRule> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    const rule = await lockRule(tx, brandId, id);
    if (rule.state === state) return showRule(tx, brandId, id);
    const mayEnd = !rule.isBase || state !== 'ended';
    if (!mayEnd || reachable[rule.state]?.includes(state) !== true) {
      throw new Refusal('earning_rule_state_invalid');
    }
    const settings = await settingsOf(tx, rule);
    if (state === 'active') await checkRule(tx, brandId, settings, rule.isBase);
    await tx.earningRule.update({ where: { brandId_id: { brandId, id } }, data: { state } });
    await writeNextSet(tx, deps, caller);
    await record(tx, deps, caller, `earning_rule.${pastVerbs[state]}`, { id, name: settings.name }, [
      { field: 'state', before: rule.state, after: state },
    ]);
    return showRule(tx, brandId, id);
  });
}

const pastVerbs = { active: 'activated', paused: 'paused', ended: 'ended' } as const;

/** The copy's name says so, in the words that the caller reads. */
export async function duplicateRule(deps: Deps, caller: BrandStaffCaller, id: string): Promise<EarningRule> {
  const rule = await deps.db.prisma.earningRule.findUnique({
    where: { brandId_id: { brandId: caller.brand.id, id } },
  });
  if (!rule) throw new Refusal('earning_rule_not_found');
  const settings = await settingsOf(deps.db.prisma, rule);
  const suffix = caller.language === 'ru' ? ' (копия)' : ' (copy)';
  return createRule(deps, caller, {
    ...settings,
    name: `${settings.name.slice(0, 80 - suffix.length)}${suffix}`,
  });
}

/** Refuses a list that does not name each rule that has not ended once. */
export async function orderRules(
  deps: Deps,
  caller: BrandStaffCaller,
  ids: readonly string[],
): Promise<EarningRuleList> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    const rules = await tx.earningRule.findMany({
      where: { brandId, state: { not: 'ended' } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    const isWhole =
      ids.length === rules.length &&
      new Set(ids).size === ids.length &&
      rules.every(({ id }) => ids.includes(id));
    if (!isWhole) {
      throw refuseField('ids', {
        ru: 'нужно назвать каждое незавершённое правило по одному разу: обновите список',
        en: 'must name each rule that has not ended once: load the list again',
      });
    }
    for (const [position, id] of ids.entries()) {
      await tx.earningRule.update({ where: { brandId_id: { brandId, id } }, data: { position } });
    }
    await writeNextSet(tx, deps, caller);
    const before = rules.map(({ id }) => id);
    await record(tx, deps, caller, 'earning_rules.ordered', null, [{ field: 'order', before, after: ids }]);
    return listRules(tx, brandId, deps.clock.now());
  });
}

export async function saveTerms(
  deps: Deps,
  caller: BrandStaffCaller,
  terms: EarningTerms,
): Promise<EarningRuleList> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    const { version: _, ...before } = await termsInForce(tx, brandId);
    await writeRuleset(tx, deps.random, {
      brandId,
      createdBy: caller.userId,
      now: deps.clock.now(),
      terms,
    });
    await record(tx, deps, caller, 'earning_terms.saved', null, changesBetween(before, terms));
    return listRules(tx, brandId, deps.clock.now());
  });
}

async function inTransaction<T>(deps: Deps, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await deps.db.prisma.$transaction(work);
  } catch (error) {
    // Two changes at once meet at the number of the next version.
    throw isUniqueViolation(error) ? new Refusal('version_conflict') : error;
  }
}

/** One change of a rule at a time. */
async function lockRule(tx: Tx, brandId: string, id: string): Promise<Rule> {
  await tx.$queryRaw`select 1 from earning_rule where brand_id = ${brandId}::uuid and id = ${id}::uuid for update`;
  const rule = await tx.earningRule.findUnique({ where: { brandId_id: { brandId, id } } });
  if (!rule) throw new Refusal('earning_rule_not_found');
  return rule;
}

async function settingsOf(tx: Tx, { brandId, id, version }: Rule): Promise<EarningRuleSettings> {
  return readRuleSettings(
    await tx.earningRuleVersion.findUniqueOrThrow({
      where: { brandId_ruleId_version: { brandId, ruleId: id, version } },
    }),
  );
}

function writeNextSet(tx: Tx, deps: Deps, caller: BrandStaffCaller): Promise<void> {
  return writeRuleset(tx, deps.random, {
    brandId: caller.brand.id,
    createdBy: caller.userId,
    now: deps.clock.now(),
  });
}

function record(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  action: string,
  rule: { id: string; name: string } | null,
  changes: readonly Change[] = [],
): Promise<void> {
  return audit(tx, deps.random, {
    brandId: caller.brand.id,
    actor: actorOf(caller),
    action,
    target: rule && { kind: 'earning_rule', ...rule },
    changes,
  });
}

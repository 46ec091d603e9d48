/** Which rules were in force together: every change of a rule writes the next set, and none is ever changed. */
import {
  type ConflictPolicy,
  conflictPolicies,
  earningCondition,
  earningEffect,
  earningLimits,
  type EarningRuleSettings,
  earningTrigger,
  expiryRule,
} from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';
import type { RuleVersion } from './evaluate.ts';

export interface RulesetTerms {
  policy: ConflictPolicy;
  budget: { points: number; period: 'month' | 'ever' } | null;
}

export interface Ruleset extends RulesetTerms {
  id: string;
  version: number;
  /** In the brand's order. */
  rules: RuleVersion[];
}

const firstTerms: RulesetTerms = { policy: 'best', budget: null };

export async function termsInForce(tx: Tx, brandId: string): Promise<RulesetTerms & { version: number }> {
  const row = await tx.earningRuleset.findFirst({ where: { brandId }, orderBy: { version: 'desc' } });
  return row ? { ...readTerms(row), version: row.version } : { ...firstTerms, version: 0 };
}

/** The set in force at an instant; before the first one, the first. */
export async function rulesetInForce(tx: Tx, brandId: string, at: Date): Promise<Ruleset> {
  const row =
    (await tx.earningRuleset.findFirst({
      where: { brandId, createdAt: { lte: at } },
      orderBy: { version: 'desc' },
    })) ?? (await tx.earningRuleset.findFirstOrThrow({ where: { brandId }, orderBy: { version: 'asc' } }));
  return readRuleset(tx, row);
}

export async function rulesetById(tx: Tx, brandId: string, id: string): Promise<Ruleset> {
  return readRuleset(
    tx,
    await tx.earningRuleset.findUniqueOrThrow({ where: { brandId_id: { brandId, id } } }),
  );
}

export async function ruleVersionById(tx: Tx, brandId: string, id: string): Promise<RuleVersion> {
  return readRuleVersion(
    await tx.earningRuleVersion.findUniqueOrThrow({ where: { brandId_id: { brandId, id } } }),
  );
}

async function readRuleset(tx: Tx, row: RulesetRow): Promise<Ruleset> {
  const versions = await tx.earningRuleVersion.findMany({
    where: { brandId: row.brandId, id: { in: row.ruleVersionIds } },
  });
  const byId = new Map(versions.map((version) => [version.id, readRuleVersion(version)]));
  return {
    id: row.id,
    version: row.version,
    ...readTerms(row),
    rules: row.ruleVersionIds.flatMap((id) => byId.get(id) ?? []),
  };
}

/**
 * Writes the next set from the rules that are active now. The unique (brand, version) ends all but one of those who
 * do it at once.
 */
export async function writeRuleset(
  tx: Tx,
  random: Random,
  next: { brandId: string; createdBy: string | null; now: Date | null; terms?: RulesetTerms },
): Promise<void> {
  const { brandId, createdBy } = next;
  const { version, ...before } = await termsInForce(tx, brandId);
  const terms = next.terms ?? before;
  const rules = await tx.earningRule.findMany({
    where: { brandId, state: 'active' },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  const versions = await tx.earningRuleVersion.findMany({
    where: { brandId, OR: rules.map((rule) => ({ ruleId: rule.id, version: rule.version })) },
    select: { id: true, ruleId: true },
  });
  const idOf = new Map(versions.map((one) => [one.ruleId, one.id]));
  await tx.earningRuleset.create({
    data: {
      brandId,
      id: random.id(),
      version: version + 1,
      policy: terms.policy,
      budgetPoints: terms.budget?.points ?? null,
      budgetPeriod: terms.budget?.period ?? 'ever',
      ruleVersionIds: rules.flatMap((rule) => idOf.get(rule.id) ?? []),
      ...(next.now ? { createdAt: next.now } : {}),
      createdBy,
    },
  });
}

type RulesetRow = Awaited<ReturnType<Tx['earningRuleset']['findFirstOrThrow']>>;
type RuleVersionRow = Awaited<ReturnType<Tx['earningRuleVersion']['findFirstOrThrow']>>;

function readTerms(row: RulesetRow): RulesetTerms {
  return {
    policy: conflictPolicies.find((policy) => policy === row.policy) ?? 'best',
    budget:
      row.budgetPoints === null
        ? null
        : { points: Number(row.budgetPoints), period: row.budgetPeriod === 'month' ? 'month' : 'ever' },
  };
}

export function readRuleVersion(row: RuleVersionRow): RuleVersion {
  return { id: row.ruleId, versionId: row.id, settings: readRuleSettings(row) };
}

export function readRuleSettings(row: RuleVersionRow): EarningRuleSettings {
  return {
    name: row.name,
    trigger: earningTrigger.parse(row.trigger),
    conditions: earningCondition.parse(row.conditions),
    effect: earningEffect.parse(row.effect),
    limits: earningLimits.parse(row.limits),
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    activationDelayDays: row.activationDelayDays,
    expiry: expiryRule.parse(row.expiry),
  };
}

/** The columns of a version that hold its settings. */
export function ruleVersionColumns(settings: EarningRuleSettings) {
  return {
    name: settings.name,
    trigger: settings.trigger,
    conditions: settings.conditions,
    effect: settings.effect,
    limits: settings.limits,
    startsAt: settings.startsAt === null ? null : new Date(settings.startsAt),
    endsAt: settings.endsAt === null ? null : new Date(settings.endsAt),
    activationDelayDays: settings.activationDelayDays,
    expiry: settings.expiry,
  };
}

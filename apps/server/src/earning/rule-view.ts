/** How staff see earning rules: settings, the sentence, and what was paid so far. */
import {
  describeEarningRule,
  type EarningRule,
  type EarningRuleList,
  type EarningRuleSettings,
  earningRuleStates,
  type EarningWordsBrand,
  type Localized,
  pointsName,
} from '@regulars/contracts';
import { staffNames } from '../audit/staff-names.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { localMoment } from './facts.ts';
import { dateOfStart, periodStart } from './periods.ts';
import { readRuleSettings, termsInForce } from './rulesets.ts';

const mostShown = 500;

/** What a brand's words about rules need. */
export async function earningWordsBrand(tx: Tx, brandId: string): Promise<EarningWordsBrand> {
  const brand = await tx.brand.findUniqueOrThrow({ where: { id: brandId } });
  const shops = await tx.shop.findMany({ where: { brandId }, select: { id: true, name: true } });
  const tiers = await tx.tier.findMany({
    where: { brandId },
    select: { id: true, nameRu: true, nameEn: true },
  });
  return {
    currency: brand.currency,
    zone: brand.zone,
    pointsName: pointsName.parse(brand.pointsName),
    names: Object.fromEntries([
      ...shops.map((shop) => [shop.id, shop.name] as const),
      ...tiers.map((tier) => [tier.id, { ru: tier.nameRu, en: tier.nameEn }] as const),
    ]),
  };
}

export function summarize(settings: EarningRuleSettings, brand: EarningWordsBrand): Localized {
  return {
    ru: describeEarningRule(settings, brand, 'ru'),
    en: describeEarningRule(settings, brand, 'en'),
  };
}

export async function listRules(tx: Tx, brandId: string, now: Date): Promise<EarningRuleList> {
  const brand = await earningWordsBrand(tx, brandId);
  const items = await readRules(tx, brandId, null, brand);
  const { policy, budget } = await termsInForce(tx, brandId);
  if (budget === null) return { items, policy, budget };
  const startsOn = dateOfStart(periodStart(budget.period, localMoment(now, brand.zone).day));
  const spent = await tx.earningTotal.findUnique({
    where: { brandId_scopeId_startsOn: { brandId, scopeId: brandId, startsOn } },
  });
  return { items, policy, budget: { ...budget, spentPoints: Number(spent?.points ?? 0) } };
}

/** Refuses `earning_rule_not_found`. */
export async function showRule(tx: Tx, brandId: string, id: string): Promise<EarningRule> {
  const [rule] = await readRules(tx, brandId, id, await earningWordsBrand(tx, brandId));
  if (!rule) throw new Refusal('earning_rule_not_found');
  return rule;
}

export async function showRuleWithVersions(tx: Tx, brandId: string, id: string) {
  const rule = await showRule(tx, brandId, id);
  const brand = await earningWordsBrand(tx, brandId);
  const rows = await tx.earningRuleVersion.findMany({
    where: { brandId, ruleId: id },
    orderBy: { version: 'desc' },
    take: mostShown,
  });
  const names = await staffNames(
    tx,
    rows.map((one) => one.createdBy),
  );
  const versions = rows.map((row) => {
    const settings = readRuleSettings(row);
    return {
      version: row.version,
      settings,
      summary: summarize(settings, brand),
      savedAt: row.createdAt.toISOString(),
      savedBy: names.get(row.createdBy ?? '') ?? null,
    };
  });
  return { ...rule, versions };
}

async function readRules(
  tx: Tx,
  brandId: string,
  id: string | null,
  brand: EarningWordsBrand,
): Promise<EarningRule[]> {
  const rules = await tx.earningRule.findMany({
    where: { brandId, ...(id === null ? {} : { id }) },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: mostShown,
  });
  const versions = await tx.earningRuleVersion.findMany({
    where: { brandId, OR: rules.map((rule) => ({ ruleId: rule.id, version: rule.version })) },
  });
  const versionOf = new Map(versions.map((version) => [version.ruleId, version]));
  const totals = await tx.earningTotal.findMany({
    where: { brandId, scopeId: { in: rules.map((rule) => rule.id) }, startsOn: dateOfStart(0) },
  });
  const totalOf = new Map(totals.map((total) => [total.scopeId, total]));
  const names = await staffNames(
    tx,
    versions.map((one) => one.createdBy),
  );
  const shown = rules.map((rule): EarningRule => {
    const version = versionOf.get(rule.id);
    if (!version) throw new Error('an earning rule is never without its version');
    const settings = readRuleSettings(version);
    const total = totalOf.get(rule.id);
    return {
      id: rule.id,
      isBase: rule.isBase,
      state: earningRuleStates.find((state) => state === rule.state) ?? 'draft',
      version: rule.version,
      settings,
      summary: summarize(settings, brand),
      paidPoints: Number(total?.points ?? 0),
      paidTimes: total?.times ?? 0,
      savedAt: version.createdAt.toISOString(),
      savedBy: names.get(version.createdBy ?? '') ?? null,
    };
  });
  return [
    ...shown.filter(({ state }) => state !== 'ended'),
    ...shown.filter(({ state }) => state === 'ended'),
  ];
}

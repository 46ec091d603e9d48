/** The simulator: each rule's yes or no to a purchase that does not happen, of a customer who need not exist. */
import {
  describeEarningReason,
  type EarningVerdict,
  type SimulationBody,
  type SimulationResult,
} from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { programmeInForce } from '../programme/versions.ts';
import { type Bill, readBill } from './bill.ts';
import { type CompiledRule, compileRule, evaluate, type RuleVersion, type TierBenefit } from './evaluate.ts';
import { type CustomerFacts, type EarningFacts, localMoment, lowerCase, purchaseFacts } from './facts.ts';
import { readCustomerHistory } from './history.ts';
import { lifetimeOf } from './lifetime.ts';
import { noUsage, type Usage } from './limits.ts';
import { earningBases, maxRedeemByBill } from './purchase.rules.ts';
import { earningWordsBrand } from './rule-view.ts';
import { readRuleVersion, type Ruleset, rulesetInForce } from './rulesets.ts';
import { benefitOf } from './tier-benefit.ts';
import { readUsage } from './usage.ts';

/** A rule that was never saved has no id; this one stands for it while the rules are asked. */
const trialId = 'trial';

export async function simulate(deps: Deps, brandId: string, body: SimulationBody): Promise<SimulationResult> {
  const tx = deps.db.prisma;
  const brand = await earningWordsBrand(tx, brandId);
  const { settings: programme } = await programmeInForce(tx, brandId);
  const at = body.at === undefined ? deps.clock.now() : new Date(body.at);
  // What is in force now is asked about any time: that is what a look at the future is for.
  const ruleset = await rulesetInForce(tx, brandId, deps.clock.now());
  const rules = (await rulesToAsk(tx, brandId, ruleset, body)).map(compileRule);
  const someone = await customerOf(tx, brandId, body, { at, zone: brand.zone });
  const bill = readBill(body.purchase);
  const spending = spend(bill, body.purchase.redeemPoints ?? 0, someone.availablePoints, programme);
  const policy = body.policy ?? ruleset.policy;
  const usage = await usageOf(tx, brandId, { someone, ruleset, day: localMoment(at, brand.zone).day });
  const { points, verdicts } = evaluate(
    rules,
    factsOf(body, { at, zone: brand.zone, someone, bill, spending }),
    {
      policy,
      usage,
      pointValueMinor: programme.pointValueMinor,
      tier: someone.tier,
    },
  );
  const nameOf = (ruleId: string) => rules.find(({ id }) => id === ruleId)?.settings.name ?? null;
  return {
    totalMinor: bill.totalMinor,
    ...spending,
    earnedPoints: points,
    policy,
    rules: verdicts.map((verdict) => ({
      ...shown(verdict),
      words: {
        ru: describeEarningReason(verdict.reason, brand, 'ru', nameOf),
        en: describeEarningReason(verdict.reason, brand, 'en', nameOf),
      },
      ...lifeOf(verdict, { rules, verdicts, at, zone: brand.zone }),
    })),
  };
}

async function rulesToAsk(
  tx: Tx,
  brandId: string,
  ruleset: Ruleset,
  { alsoRuleIds = [], trial }: SimulationBody,
): Promise<RuleVersion[]> {
  const inForce = new Set(ruleset.rules.map(({ id }) => id));
  const extraIds = [...new Set([...alsoRuleIds, ...(trial?.ruleId ? [trial.ruleId] : [])])].filter(
    (id) => !inForce.has(id),
  );
  const rules = await tx.earningRule.findMany({
    where: { brandId, id: { in: [...inForce, ...extraIds] } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  if (rules.length < inForce.size + extraIds.length) throw new Refusal('earning_rule_not_found');
  const extra = await tx.earningRuleVersion.findMany({
    where: {
      brandId,
      OR: rules.filter(({ id }) => !inForce.has(id)).map(({ id, version }) => ({ ruleId: id, version })),
    },
  });
  const byId = new Map([...ruleset.rules, ...extra.map(readRuleVersion)].map((rule) => [rule.id, rule]));
  if (trial) {
    const id = trial.ruleId ?? trialId;
    byId.set(id, { id, versionId: trialId, settings: trial.settings });
  }
  const order = [...rules.map(({ id }) => id), ...(trial?.ruleId === null ? [trialId] : [])];
  return order.flatMap((id) => byId.get(id) ?? []);
}

interface Someone {
  /** Null for somebody invented. */
  id: string | null;
  facts: CustomerFacts;
  tier: TierBenefit | null;
  availablePoints: number;
  earlier: NonNullable<EarningFacts['purchase']>['earlier'];
}

async function customerOf(
  tx: Tx,
  brandId: string,
  { customer }: SimulationBody,
  { at, zone }: { at: Date; zone: string },
): Promise<Someone> {
  if ('id' in customer) {
    const known = await readCustomerHistory(tx, brandId, customer.id, { at, zone });
    if (!known) throw new Refusal('customer_not_found');
    return { id: customer.id, ...known };
  }
  const { day } = localMoment(at, zone);
  const tier = customer.tierId
    ? await benefitOf(tx, { brandId, id: customer.tierId, retiredAt: null })
    : null;
  if (customer.tierId && !tier) throw new Refusal('tier_not_found');
  return {
    id: null,
    tier,
    availablePoints: customer.availablePoints,
    earlier: [],
    facts: {
      joinedDay: customer.joinedDaysAgo === null ? null : day - customer.joinedDaysAgo,
      birthday: customer.birthday === null ? null : Number(customer.birthday.replace('-', '')),
      language: customer.language,
      source: customer.source,
      purchasesBefore: customer.purchasesBefore,
      spentBeforeMinor: customer.spentBeforeMinor,
      tierId: tier?.id ?? null,
      segmentIds: [],
      lastEvents: {},
    },
  };
}

function usageOf(
  tx: Tx,
  brandId: string,
  { someone, ruleset, day }: { someone: Someone; ruleset: Ruleset; day: number },
): Promise<Usage> {
  return someone.id === null && ruleset.budget === null && !ruleset.rules.some(hasTotal)
    ? Promise.resolve(noUsage)
    : readUsage(tx, { brandId, customerId: someone.id, day, budget: ruleset.budget });
}

function hasTotal({ settings: { limits } }: RuleVersion): boolean {
  return limits.totalPoints !== undefined || limits.totalTimes !== undefined;
}

type Programme = Awaited<ReturnType<typeof programmeInForce>>['settings'];

function spend(bill: Bill, redeem: number | 'max', availablePoints: number, programme: Programme) {
  const limit = maxRedeemByBill(programme, bill);
  const available = Math.max(0, availablePoints);
  const maxRedeemPoints = Math.min(limit, available);
  const redeemedPoints = redeem === 'max' ? maxRedeemPoints : redeem;
  if (redeemedPoints > limit) throw new Refusal('redeem_over_limit', { values: { limit } });
  if (redeemedPoints > available) throw new Refusal('insufficient_points', { values: { available } });
  const redeemedMinor = redeemedPoints * programme.pointValueMinor;
  return { redeemedPoints, maxRedeemPoints, paidMinor: bill.totalMinor - redeemedMinor };
}

function factsOf(
  { purchase }: SimulationBody,
  event: { at: Date; zone: string; someone: Someone; bill: Bill; spending: ReturnType<typeof spend> },
): EarningFacts {
  const { at, zone, someone, bill, spending } = event;
  return {
    trigger: 'purchase',
    eventType: null,
    occurredAt: at,
    moment: localMoment(at, zone),
    purchase: purchaseFacts(bill, earningBases(bill, bill.totalMinor - spending.paidMinor), {
      paidMinor: spending.paidMinor,
      redeemedPoints: spending.redeemedPoints,
      shopId: purchase.shopId ?? null,
      channel: lowerCase(purchase.channel),
      lines: purchase.lines,
      earlier: someone.earlier,
    }),
    customer: someone.facts,
    properties: {},
  };
}

interface Simulated {
  rules: readonly CompiledRule[];
  verdicts: readonly EarningVerdict[];
  at: Date;
  zone: string;
}

function shown({ ruleId, name, points, rawPoints, reason }: EarningVerdict) {
  const isRule = ruleId !== trialId && reason.code !== 'tier_multiplied';
  return { ruleId: isRule ? ruleId : null, name, points, rawPoints, reason };
}

function lifeOf(verdict: EarningVerdict, { rules, verdicts, at, zone }: Simulated) {
  // What a tier adds lives as the first points that it multiplies.
  const first =
    verdict.reason.code === 'tier_multiplied' ? verdicts.find(({ points }) => points > 0) : verdict;
  const rule = rules.find(({ id }) => id === first?.ruleId);
  if (!rule || verdict.points === 0) return { activeFrom: null, expiresAt: null };
  const life = lifetimeOf(rule.settings, at, zone);
  return { activeFrom: life.activeFrom.toISOString(), expiresAt: life.expiresAt?.toISOString() ?? null };
}

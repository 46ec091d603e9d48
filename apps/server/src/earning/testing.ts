/** What tests and benchmarks of earning share: rules and purchases written shortly. */
import type { EarningRuleSettings, PurchaseLine } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { readBill } from './bill.ts';
import { type CompiledRule, compileRule } from './evaluate.ts';
import { type CustomerFacts, type EarningFacts, localMoment, purchaseFacts } from './facts.ts';
import { earningBases } from './purchase.rules.ts';
import { type RulesetTerms, ruleVersionColumns, writeRuleset } from './rulesets.ts';

/** 5% of every purchase, for ever. */
export const plainRule: EarningRuleSettings = {
  name: 'Purchases',
  trigger: { kind: 'purchase' },
  conditions: { kind: 'all', of: [] },
  effect: { kind: 'percent', basisPoints: 500 },
  limits: {},
  startsAt: null,
  endsAt: null,
  activationDelayDays: 0,
  expiry: { kind: 'never' },
};

let count = 0;

export function rule(changes: Partial<EarningRuleSettings>): CompiledRule {
  count += 1;
  return compileRule({
    id: `rule-${count}`,
    versionId: `version-${count}`,
    settings: { ...plainRule, name: `Rule ${count}`, ...changes },
  });
}

export const someone: CustomerFacts = {
  joinedDay: 20_000,
  birthday: 517,
  language: 'ru',
  source: null,
  purchasesBefore: 3,
  spentBeforeMinor: 250_000,
  tierId: null,
  segmentIds: [],
  lastEvents: {},
};

let lineCount = 0;

export function line(unitPriceMinor: number, more: Partial<PurchaseLine> = {}): PurchaseLine {
  lineCount += 1;
  return { id: `line-${lineCount}`, quantity: 1, unitPriceMinor, ...more };
}

/** A purchase on Thursday 12 March 2026 at 12:30 in Moscow, unless it says otherwise. */
export function purchase(
  fields: {
    totalMinor?: number;
    lines?: PurchaseLine[];
    discountMinor?: number;
    redeemedPoints?: number;
    at?: string;
    shopId?: string;
    channel?: string;
    customer?: Partial<CustomerFacts>;
  } = {},
): EarningFacts {
  const bill = readBill({
    totalMinor: 100_000,
    ...fields,
    ...(fields.lines ? { totalMinor: undefined } : {}),
  });
  const redeemedPoints = fields.redeemedPoints ?? 0;
  const at = new Date(fields.at ?? '2026-03-12T12:30:00+03:00');
  return {
    trigger: 'purchase',
    eventType: null,
    occurredAt: at,
    moment: localMoment(at, 'Europe/Moscow'),
    purchase: purchaseFacts(bill, earningBases(bill, redeemedPoints * 100), {
      paidMinor: bill.totalMinor - redeemedPoints * 100,
      redeemedPoints,
      shopId: fields.shopId ?? null,
      channel: fields.channel ?? null,
      lines: fields.lines,
      earlier: [],
    }),
    customer: { ...someone, ...fields.customer },
    properties: {},
  };
}

/** Makes rules active beside the base rule, under a policy; answers their ids in order. */
export async function activateRules(
  deps: Pick<Deps, 'db' | 'random' | 'clock'>,
  brandId: string,
  list: readonly EarningRuleSettings[],
  terms: RulesetTerms = { policy: 'all', budget: null },
): Promise<string[]> {
  const { prisma } = deps.db;
  const now = deps.clock.now();
  const position = await prisma.earningRule.count({ where: { brandId } });
  const ids = list.map(() => deps.random.id());
  await prisma.earningRule.createMany({
    data: ids.map((id, index) => ({ brandId, id, state: 'active', position: position + index, version: 1 })),
  });
  await prisma.earningRuleVersion.createMany({
    data: list.map((settings, index) => ({
      brandId,
      id: deps.random.id(),
      ruleId: ids[index] ?? '',
      version: 1,
      ...ruleVersionColumns(settings),
    })),
  });
  await writeRuleset(prisma, deps.random, { brandId, createdBy: null, now, terms });
  return ids;
}

/** Asks the earning rules about a purchase, and keeps what a refund will need to ask them again. */
import type { EarningVerdict } from '@regulars/contracts';
import type { Bill } from '../earning/bill.ts';
import { usageFor } from '../earning/book.ts';
import type { EarningCustomer } from '../earning/earning.state.sql.ts';
import { type Evaluation, evaluate } from '../earning/evaluate.ts';
import {
  type CustomerFacts,
  type EarlierGoods,
  type EarningFacts,
  localMoment,
  purchaseFacts,
} from '../earning/facts.ts';
import { compileLineFilter } from '../earning/line-filter.ts';
import type { Use } from '../earning/limits.ts';
import { boughtFacts, type CompiledRuleset } from '../earning/ruleset-cache.ts';
import type { PurchaseRequest } from './purchase.request.ts';

export interface Asked {
  brandId: string;
  zone: string;
  request: Pick<PurchaseRequest, 'lines' | 'occurredAt' | 'shopId' | 'channel'>;
  customer: EarningCustomer;
  ruleset: CompiledRuleset;
  totals: Map<string, Use>;
}

/** The bill as it is paid. */
export interface PaidBill {
  bill: Bill;
  lineBasesMinor: readonly number[];
  redeemedPoints: number;
  paidMinor: number;
  pointValueMinor: number;
}

export function judgePurchase(asked: Asked, paid: PaidBill): Evaluation {
  const { brandId, ruleset, customer, totals } = asked;
  const facts = factsOf(asked, paid);
  return evaluate(ruleset.rules, facts, {
    policy: ruleset.policy,
    pointValueMinor: paid.pointValueMinor,
    usage: usageFor({ brandId, ruleset, totals }, customer, facts.moment.day),
    tier: customer.tier,
  });
}

function factsOf({ request, zone, customer }: Asked, paid: PaidBill): EarningFacts {
  return {
    trigger: 'purchase',
    eventType: null,
    occurredAt: request.occurredAt,
    moment: localMoment(request.occurredAt, zone),
    purchase: purchaseFacts(paid.bill, paid.lineBasesMinor, {
      paidMinor: paid.paidMinor,
      redeemedPoints: paid.redeemedPoints,
      shopId: request.shopId,
      channel: request.channel,
      lines: request.lines,
      earlier: customer.earlier,
    }),
    customer: customer.facts,
    properties: {},
  };
}

/** What a rule answered, with the room that its limits left it: a refund gives it no more. */
export type KeptVerdict = EarningVerdict & { roomPoints: number | null };

/**
 * Rules that paid, and those that a limit kept from it. Nothing at all where the base rule alone paid without
 * conditions and limits: then the purchase's own columns say everything.
 */
export function keptVerdicts({ awards, verdicts }: Evaluation, baseVersionId: string): KeptVerdict[] {
  const [award] = awards;
  const telling = verdicts.filter(
    ({ points, rawPoints, reason }) => points > 0 || (rawPoints > 0 && reason.code !== 'outranked'),
  );
  const isPlain =
    telling.length === awards.length &&
    (!award ||
      (awards.length === 1 &&
        award.rule.versionId === baseVersionId &&
        award.roomPoints === null &&
        !asksFacts(award)));
  if (isPlain) return [];
  const rooms = new Map(awards.map(({ rule, roomPoints }) => [rule.id, roomPoints]));
  return telling.map((verdict) => ({ ...verdict, roomPoints: rooms.get(verdict.ruleId) ?? null }));
}

export interface KeptFacts {
  customer: CustomerFacts;
  earlier: EarlierGoods[];
}

/** Null when none of the rules that paid looks at the customer. */
export function keptFacts({ awards }: Evaluation, { facts, earlier }: EarningCustomer): KeptFacts | null {
  if (!awards.some(asksFacts)) return null;
  const filters = awards
    .flatMap(({ rule }) => boughtFacts(rule))
    .map(({ filter }) => compileLineFilter(filter));
  return {
    customer: { ...facts },
    earlier: earlier.filter((goods) => filters.some((matches) => matches(goods))),
  };
}

function asksFacts({ rule: { settings } }: Evaluation['awards'][number]): boolean {
  const { conditions, effect } = settings;
  const isAlways = conditions.kind === 'all' && conditions.of.length === 0;
  return !isAlways || (effect.kind === 'steps' && effect.by === 'spent');
}

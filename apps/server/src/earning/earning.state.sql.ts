/** What rules ask about customers, read inside a posting's own statement: parts of its text, and their parsing. */
import { type Row, rowsOf, textOrNull } from '../ledger/state.sql.ts';
import type { LimitPeriod } from '@regulars/contracts';
import type { TierBenefit } from './evaluate.ts';
import { type CustomerFacts, type EarlierGoods, localMoment, lowerCase } from './facts.ts';
import type { Use } from './limits.ts';
import type { EarningNeeds } from './ruleset-cache.ts';

/** Parameters that `needsValues` gives, in this order, from `first` on. */
export const needsCount = 4;

export function needsValues(needs: EarningNeeds): unknown[] {
  return [needs.uses, `{${needs.totals.join(',')}}`, needs.goodsDays, `{${needs.eventTypes.join(',')}}`];
}

/** Most lines of earlier purchases that one customer's rules look at. */
const mostGoods = 2_000;

export interface EarningParts {
  /** Once for the group; where the row number `q.n` is 1. */
  groupFields: string;
  /** Of the customer `c.id`. */
  customerFields: string;
  customerJoin: string;
}

/**
 * `at` is the expression of the instant that a row is about, `first` the number of the first parameter of needs;
 * `past` is null unless the row is about the past, whose tier the history tells.
 */
export function earningParts(at: string, first: number, past: string | null = null): EarningParts {
  const [uses, totals, goodsDays, eventTypes] = [first, first + 1, first + 2, first + 3].map((n) => `$${n}`);
  const zone = '(select zone from brand where id = $1)';
  const started = (unit: string) => `starts_on = date_trunc('${unit}', ${at} at time zone ${zone})::date`;
  return {
    groupFields: `case when q.n = 1 then (select id from earning_ruleset where brand_id = $1
        order by version desc limit 1) end as ruleset_id,
      case when q.n = 1 and cardinality(${totals}::uuid[]) > 0 then (
        select json_agg(json_build_object('scopeId', scope_id, 'startsOn', starts_on - date '1970-01-01',
          'points', points, 'times', times)) from earning_total
        where brand_id = $1 and scope_id = any(${totals})) end as earning_totals`,
    customerFields: `json_build_object('joinedAt', f.joined_at, 'birthday', f.birthday_month_day,
        'language', f.language, 'source', f.source, 'tier', case when ti.id is not null then
          json_build_object('id', ti.id, 'ru', ti.name_ru, 'en', ti.name_en, 'percent', ti.multiplier_percent) end,
        'purchases', st.purchases_count, 'spentMinor', st.spent_minor) as earning_customer,
      case when ${uses}::bool then (
        select json_agg(json_build_object('ruleId', rule_id, 'period', period,
          'startsOn', starts_on - date '1970-01-01', 'points', points, 'times', times)) from earning_use
        where brand_id = $1 and customer_id = c.id and (period = 'ever'
          or (period = 'day' and ${started('day')}) or (period = 'week' and ${started('week')})
          or (period = 'month' and ${started('month')}) or (period = 'year' and ${started('year')}))) end as earning_uses,
      case when ${goodsDays}::int > 0 then (
        select json_agg(g) from (
          select o.occurred_at as at, l.sku, l.name, l.category, l.discount_minor > 0 as "isDiscounted",
            l.quantity - l.refunded_quantity as quantity
          from purchase o join purchase_line l on l.brand_id = $1 and l.purchase_id = o.id
          where o.brand_id = $1 and o.customer_id = c.id and o.occurred_at <= ${at}
            and o.occurred_at > ${at} - make_interval(days => ${goodsDays} + 1)
          order by o.occurred_at desc limit ${mostGoods}) g) end as earning_goods,
      case when cardinality(${eventTypes}::text[]) > 0 then (
        select json_object_agg(type, at) from (
          select type, max(occurred_at) as at from customer_event
          where brand_id = $1 and customer_id = c.id and type = any(${eventTypes}) and occurred_at <= ${at}
          group by type) e) end as earning_events`,
    customerJoin: `left join lateral (select joined_at, birthday_month_day, language, source from customer
        where brand_id = $1 and id = c.id limit 1) f on true
      left join lateral (select purchases_count, spent_minor from customer_stats
        where brand_id = $1 and customer_id = c.id limit 1) st on true
      ${tierJoin(at, past)}`,
  };
}

/** By key alone: the level as it is kept, with a fall from its instant on; without a row it is the level from 0. */
function tierJoin(at: string, past: string | null): string {
  const kept = `case when ct.drops_at <= ${at} then ct.drops_to else ct.tier_id end`;
  const then = past === null ? kept : `case when th.was_changed then th.from_tier_id else ${kept} end`;
  const history = `left join lateral (select true as was_changed, from_tier_id from tier_change
        where ${past} is not null and brand_id = $1 and customer_id = c.id and at > ${past}
        order by at, id limit 1) th on true`;
  return `left join lateral (select tier_id, drops_at, drops_to from customer_tier
        where brand_id = $1 and customer_id = c.id limit 1) ct on true
      ${past === null ? '' : history}
      left join lateral (select id, name_ru, name_en, multiplier_percent from tier
        where brand_id = $1 and retired_at is null and id = coalesce(${then},
          (select id from tier where brand_id = $1 and retired_at is null and threshold = 0)) limit 1) ti on true`;
}

/** One customer of a group: the same object however many rows are about them, for each changes what the next sees. */
export interface EarningCustomer {
  facts: CustomerFacts;
  earlier: EarlierGoods[];
  tier: TierBenefit | null;
  /** Keyed by `useKey`. */
  uses: Map<string, Use>;
}

export function useKey(ruleId: string, period: LimitPeriod, startDay: number): string {
  return `${ruleId} ${period} ${startDay}`;
}

export function readEarningCustomer(
  known: Map<string, EarningCustomer>,
  customerId: string,
  row: Row,
  zone: string,
): EarningCustomer {
  const uses = rowsOf(row.earning_uses).map((use): [string, Use] => [
    useKey(String(use.ruleId), use.period as LimitPeriod, Number(use.startsOn)),
    { points: Number(use.points), times: Number(use.times) },
  ]);
  const found = known.get(customerId);
  if (found) {
    // Another row may be about another day, whose periods were not read before.
    for (const [key, use] of uses) if (!found.uses.has(key)) found.uses.set(key, use);
    return found;
  }
  const customer: EarningCustomer = {
    facts: readFacts(row, zone),
    earlier: rowsOf(row.earning_goods).map((goods) => readGoods(goods, zone)),
    tier: readTier(row),
    uses: new Map(uses),
  };
  known.set(customerId, customer);
  return customer;
}

function readTier(row: Row): TierBenefit | null {
  const tier = (row.earning_customer as Row).tier as Row | null;
  return (
    tier && {
      id: String(tier.id),
      name: { ru: String(tier.ru), en: String(tier.en) },
      percent: Number(tier.percent),
    }
  );
}

function readFacts(row: Row, zone: string): CustomerFacts {
  const known = row.earning_customer as Row;
  const events = (row.earning_events ?? {}) as Record<string, string>;
  const joinedAt = textOrNull(known.joinedAt);
  return {
    joinedDay: joinedAt === null ? null : localMoment(new Date(joinedAt), zone).day,
    birthday: typeof known.birthday === 'number' ? known.birthday : null,
    language: String(known.language),
    source: textOrNull(known.source),
    purchasesBefore: Number(known.purchases ?? 0),
    spentBeforeMinor: Number(known.spentMinor ?? 0),
    tierId: readTier(row)?.id ?? null,
    segmentIds: [],
    lastEvents: Object.fromEntries(
      Object.entries(events).map(([type, at]) => [type, localMoment(new Date(at), zone).day]),
    ),
  };
}

function readGoods(goods: Row, zone: string): EarlierGoods {
  return {
    day: localMoment(new Date(String(goods.at)), zone).day,
    sku: lowerCase(textOrNull(goods.sku)),
    name: lowerCase(textOrNull(goods.name)),
    category: lowerCase(textOrNull(goods.category)),
    isDiscounted: goods.isDiscounted === true,
    quantity: Number(goods.quantity),
  };
}

/** What each scope has paid, keyed by `totalKey`; only of scopes that were asked about. */
export function readTotals(row: Row): Map<string, Use> {
  return new Map(
    rowsOf(row.earning_totals).map((total) => [
      totalKey(String(total.scopeId), Number(total.startsOn)),
      { points: Number(total.points), times: Number(total.times) },
    ]),
  );
}

export function totalKey(scopeId: string, startDay: number): string {
  return `${scopeId} ${startDay}`;
}

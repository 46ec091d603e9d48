/** Reads the home screen's figures: sums over ranges of time, for all spans in one statement, which Prisma can't. */
import type { PurchaseRow, Today } from '@regulars/contracts';
import type { Pool } from 'pg';
import type { Span } from './spans.ts';

export interface SpanFigures {
  purchases: number;
  billMinor: number;
  paidMinor: number;
  earnedPoints: number;
  redeemedPoints: number;
  buyers: number;
  /** Buyers whose purchase in the span was not their first. */
  returningBuyers: number;
  newMembers: number;
}

// Refunds count on the day of the refund, so that days gone by keep their figures.
const figuresText = `
  select p.purchases, p.bill_minor as "billMinor", p.paid_minor - r.money_minor as "paidMinor",
    p.earned_points - r.reversed_points as "earnedPoints",
    p.redeemed_points - r.returned_points as "redeemedPoints",
    p.buyers, p.returning_buyers as "returningBuyers", m.new_members as "newMembers"
  from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality as span(starts, ends, position)
  cross join lateral (
    select count(*) as purchases, coalesce(sum(one.total_minor), 0)::bigint as bill_minor,
      coalesce(sum(one.paid_minor), 0)::bigint as paid_minor,
      coalesce(sum(one.earned_points), 0)::bigint as earned_points,
      coalesce(sum(one.redeemed_points), 0)::bigint as redeemed_points,
      count(distinct one.customer_id) as buyers,
      count(distinct one.customer_id) filter (where stats.first_purchase_at < one.occurred_at) as returning_buyers
    from purchase one
    left join customer_stats stats on stats.brand_id = $1 and stats.customer_id = one.customer_id
    where one.brand_id = $1 and one.occurred_at >= span.starts and one.occurred_at < span.ends
  ) p
  cross join lateral (
    select coalesce(sum(money_minor), 0)::bigint as money_minor,
      coalesce(sum(reversed_points), 0)::bigint as reversed_points,
      coalesce(sum(returned_points), 0)::bigint as returned_points
    from refund
    where brand_id = $1 and created_at >= span.starts and created_at < span.ends
  ) r
  cross join lateral (
    select count(*) as new_members from customer
    where brand_id = $1 and joined_at >= span.starts and joined_at < span.ends
  ) m
  order by span.position`;

/** One row for each span, in their order. */
export async function spanFigures(
  pool: Pool,
  brandId: string,
  spans: readonly Span[],
): Promise<SpanFigures[]> {
  const { rows } = await pool.query<SpanFigures>({
    name: 'today-figures',
    text: figuresText,
    values: [brandId, spans.map((span) => span.from), spans.map((span) => span.until)],
  });
  return rows;
}

export interface Standing {
  zone: string;
  members: number;
  outstandingPoints: number;
  pointValueMinor: number;
  expiringSoonPoints: number;
  hasBot: boolean;
  hasOwnProgramme: boolean;
  hasOwnLook: boolean;
  hasApiKey: boolean;
  hasPurchase: boolean;
  staffCount: number;
}

// A debt is no point that could be spent, so wallets below zero count as empty.
const standingText = `
  select brand.zone,
    (select count(*) from customer where brand_id = $1 and joined_at is not null and deleted_at is null)
      as members,
    (select coalesce(sum(greatest(available, 0) + held + pending), 0)::bigint from wallet where brand_id = $1)
      as "outstandingPoints",
    programme.point_value_minor as "pointValueMinor",
    (select coalesce(sum(remaining), 0)::bigint from lot
      where brand_id = $1 and state = 'active' and expires_at > $2 and expires_at <= $3)
      as "expiringSoonPoints",
    exists (select from brand_bot where brand_id = $1 and token_revoked_at is null) as "hasBot",
    programme.version > 1 as "hasOwnProgramme",
    brand.logo_file is not null
      or exists (select from audit_entry where brand_id = $1 and target_id = $1::text and action = 'brand.saved')
      as "hasOwnLook",
    exists (select from api_key where brand_id = $1 and revoked_at is null) as "hasApiKey",
    exists (select from purchase where brand_id = $1) as "hasPurchase",
    (select count(*) from staff_membership where brand_id = $1) as "staffCount"
  from brand
  cross join lateral (
    select version, point_value_minor from programme_version
    where brand_id = brand.id order by version desc limit 1
  ) programme
  where brand.id = $1::uuid`;

/** How the brand stands now, whatever the period. */
export async function standing(
  pool: Pool,
  question: { brandId: string; now: Date; soon: Date },
): Promise<Standing> {
  const { rows } = await pool.query<Standing>({
    name: 'today-standing',
    text: standingText,
    values: [question.brandId, question.now, question.soon],
  });
  const [row] = rows;
  if (!row) throw new Error('the guard has found this brand');
  return row;
}

interface LatestRow extends Omit<PurchaseRow, 'customer' | 'occurredAt' | 'source'> {
  occurredAt: Date;
  source: string;
  customerId: string;
  firstName: string | null;
  lastName: string | null;
}

const latestText = `
  select one.id, one.external_id as "externalId", one.occurred_at as "occurredAt",
    one.total_minor as "totalMinor", one.redeemed_points as "redeemedPoints", one.paid_minor as "paidMinor",
    one.earned_points as "earnedPoints", one.refunded_minor as "refundedMinor", one.source,
    one.customer_id as "customerId", customer.first_name as "firstName", customer.last_name as "lastName",
    case when shop.id is not null then json_build_object('id', shop.id, 'name', shop.name) end as shop
  from purchase one
  join customer on customer.brand_id = $1 and customer.id = one.customer_id
  left join shop on shop.brand_id = $1 and shop.id = one.shop_id
  where one.brand_id = $1
  order by one.occurred_at desc, one.id desc
  limit $2`;

export async function latestPurchases(pool: Pool, brandId: string, limit: number): Promise<Today['latest']> {
  const { rows } = await pool.query<LatestRow>({
    name: 'today-latest',
    text: latestText,
    values: [brandId, limit],
  });
  return rows.map(({ customerId, firstName, lastName, occurredAt, source, ...rest }) => ({
    ...rest,
    occurredAt: occurredAt.toISOString(),
    source: source === 'till' || source === 'demo' ? source : 'api',
    customer: { id: customerId, firstName, lastName },
  }));
}

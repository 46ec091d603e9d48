/**
 * What of each customer counts towards levels, by day of the brand's zone. SQL because the sums of many customers
 * come in one round trip, and refunds are taken off the day of their purchase.
 */
import type { TierBasis } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { CountedDay } from './tier.rules.ts';

export interface CountedQuestion {
  brandId: string;
  customerIds: readonly string[];
  basis: TierBasis;
  zone: string;
}

/** By customer; whoever has nothing is missing. */
export async function readCounted(tx: Tx, question: CountedQuestion): Promise<Map<string, CountedDay[]>> {
  const rows = question.basis === 'money' ? await readMoney(tx, question) : await readPoints(tx, question);
  const byCustomer = new Map<string, CountedDay[]>();
  for (const { customerId, day, amount } of rows) {
    const days = byCustomer.get(customerId) ?? [];
    days.push({ day, amount });
    byCustomer.set(customerId, days);
  }
  return byCustomer;
}

interface Row extends CountedDay {
  customerId: string;
}

function readMoney(tx: Tx, { brandId, customerIds, zone }: CountedQuestion): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    select p.customer_id as "customerId", (p.occurred_at at time zone ${zone})::date - date '1970-01-01' as day,
      sum(p.paid_minor - coalesce(r.money, 0))::float8 as amount
    from purchase p left join lateral (
      select sum(money_minor) as money from refund
      where p.refunded_minor > 0 and brand_id = ${brandId}::uuid and purchase_id = p.id) r on true
    where p.brand_id = ${brandId}::uuid and p.customer_id = any(${customerIds}::uuid[])
    group by 1, 2 order by 1, 2`;
}

/** Points that rules paid; gifts and what was given by hand are not earned. Entries of merged records count too. */
function readPoints(tx: Tx, { brandId, customerIds, zone }: CountedQuestion): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    select "customerId", (at at time zone ${zone})::date - date '1970-01-01' as day, sum(points)::float8 as amount
    from (
      select customer_id as "customerId", occurred_at as at, earned_points - reversed_points as points
      from purchase where brand_id = ${brandId}::uuid and customer_id = any(${customerIds}::uuid[])
      union all
      select coalesce(c.merged_into, c.id), e.occurred_at, e.available_delta + e.pending_delta
      from customer c join entry e on e.brand_id = ${brandId}::uuid and e.customer_id = c.id
      where c.brand_id = ${brandId}::uuid and (c.id = any(${customerIds}::uuid[])
          or c.merged_into = any(${customerIds}::uuid[]))
        and e.kind = 'accrual' and e.purchase_id is null and e.source_kind <> 'tier') counted
    group by 1, 2 order by 1, 2`;
}

/**
 * What rules have paid, written in the posting's own statement. Rows with a limit are locked first, and nothing is
 * written when another process has used up the room meanwhile: the posting is then planned again.
 */
import type { Column } from '../ledger/statement.ts';
import { valuesOf } from '../ledger/statement.ts';
import type { Part } from '../ledger/write.sql.ts';
import type { EarningExtra, TotalRow, UseRow } from './book.ts';
import { dateOfDay } from './facts.ts';

type Counted = { earning: EarningExtra };

const useColumns: Column<UseRow>[] = [
  { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
  { name: 'rule_id', type: 'uuid', value: (row) => row.ruleId },
  { name: 'period', type: 'text', value: (row) => row.period },
  { name: 'starts_on', type: 'text', value: (row) => dateOfDay(row.startDay) },
  { name: 'points', type: 'int8', value: (row) => row.points },
  { name: 'times', type: 'int4', value: (row) => row.times },
];

/** The version of the wallet guards these: each is one customer's own. */
const usesPart: Part<Counted> = {
  parameterCount: useColumns.length,
  values: ({ earning }) => valuesOf(useColumns, sorted(earning.uses)),
  write: (first, written) => `upsert_earning_use as (
    insert into earning_use as u (brand_id, customer_id, rule_id, period, starts_on, points, times)
    select $1::uuid, r.customer_id, r.rule_id, r.period, r.starts_on::date, r.points, r.times
    from unnest($${first}::uuid[], $${first + 1}::uuid[], $${first + 2}::text[], $${first + 3}::text[],
      $${first + 4}::int8[], $${first + 5}::int4[]) as r(customer_id, rule_id, period, starts_on, points, times)
    where ${written}
    on conflict (brand_id, customer_id, rule_id, period, starts_on) do update
    set points = greatest(0, u.points + excluded.points), times = greatest(0, u.times + excluded.times))`,
};

const totalColumns: Column<TotalRow>[] = [
  { name: 'scope_id', type: 'uuid', value: (row) => row.scopeId },
  { name: 'starts_on', type: 'text', value: (row) => dateOfDay(row.startDay) },
  { name: 'points', type: 'int8', value: (row) => row.points },
  { name: 'times', type: 'int4', value: (row) => row.times },
  { name: 'limit_points', type: 'int8', value: (row) => row.limitPoints },
  { name: 'limit_times', type: 'int8', value: (row) => row.limitTimes },
];

function totalRows(first: number): string {
  return `unnest($${first}::uuid[], $${first + 1}::text[], $${first + 2}::int8[], $${first + 3}::int4[],
      $${first + 4}::int8[], $${first + 5}::int8[]) as r(scope_id, starts_on, points, times, limit_points, limit_times)`;
}

const totalsPart: Part<Counted> = {
  parameterCount: totalColumns.length,
  values: ({ earning }) => valuesOf(totalColumns, sorted(earning.totals)),
  lock: {
    cte: (first) => `locked_total as materialized (
      select t.scope_id, t.starts_on, t.points, t.times from earning_total t
      join ${totalRows(first)} on t.scope_id = r.scope_id and t.starts_on = r.starts_on::date
      where t.brand_id = $1 and (r.limit_points is not null or r.limit_times is not null)
      order by t.scope_id, t.starts_on for update of t)`,
    // A row that is missing has been made before the posting was planned, so it cannot be missing here.
    holds: (first) => `not exists (
      select from ${totalRows(first)}
      left join locked_total t on t.scope_id = r.scope_id and t.starts_on = r.starts_on::date
      where (r.limit_points is not null or r.limit_times is not null)
        and (t.scope_id is null or t.points + r.points > r.limit_points or t.times + r.times > r.limit_times))`,
  },
  write: (first, written) => `upsert_earning_total as (
    insert into earning_total as t (brand_id, scope_id, starts_on, points, times)
    select $1::uuid, r.scope_id, r.starts_on::date, r.points, r.times from ${totalRows(first)}
    where ${written}
    on conflict (brand_id, scope_id, starts_on) do update
    set points = t.points + excluded.points, times = t.times + excluded.times)`,
};

export const earningWriteParts: readonly Part<Counted>[] = [usesPart, totalsPart];

/** Always in the same order, so that two processes never wait for each other in a circle. */
function sorted<Row>(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
}

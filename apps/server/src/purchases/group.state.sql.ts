/** What the read statements of a group share: one row for each request, with the brand in the first of them. */
import { needsValues } from '../earning/earning.state.sql.ts';
import type { EarningNeeds } from '../earning/ruleset-cache.ts';
import type { BrandWords } from '../ledger/present.ts';
import type { Row } from '../ledger/state.sql.ts';
import { type Column, type Run, type Statement, valuesOf } from '../ledger/statement.ts';

export type GroupBrand = BrandWords & { zone: string };

export const brandField = `case when q.n = 1 then (
    select json_build_object('zone', zone, 'currency', currency, 'pointsName', points_name)
    from brand where id = $1::uuid) end as brand`;

export interface GroupRows {
  brand: GroupBrand;
  first: Row;
  /** In the order of the requests. */
  rows: Row[];
}

export async function readGroup(
  run: Run,
  statement: Statement,
  values: readonly unknown[],
  { length }: readonly unknown[],
): Promise<GroupRows> {
  const rows = await run(statement, values);
  const [first] = rows;
  if (!first || rows.length !== length) throw new Error(`${statement.name} answered without its rows`);
  return { brand: first.brand as GroupBrand, first, rows };
}

/** Of requests that earning rules are asked about. */
export interface SaleQuestion<Request> {
  brandId: string;
  requests: readonly Request[];
  now: Date;
  lotLimit: number;
  needs: EarningNeeds;
}

/** `$1` is the brand, `$2` the instant, then the columns, the limit of lots and what rules need. */
export function readSales<Request>(
  run: Run,
  statement: Statement,
  columns: readonly Column<Request>[],
  { brandId, requests, now, lotLimit, needs }: SaleQuestion<Request>,
): Promise<GroupRows> {
  const values = [brandId, now, ...valuesOf(columns, requests), lotLimit, ...needsValues(needs)];
  return readGroup(run, statement, values, requests);
}

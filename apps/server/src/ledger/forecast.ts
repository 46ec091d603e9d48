/** What happens to a customer's points next: the nearest expiry and the nearest activation. */
import type { NextExpiry } from '@regulars/contracts';
import type { Deps } from '../deps.ts';

export interface PointsForecast {
  nextExpiry: NextExpiry | null;
  nextActivation: NextExpiry | null;
}

type Row = { state: string; at: Date; points: number };

/** Lots that end (or begin) at the same instant count together. */
export async function pointsForecast(
  deps: Deps,
  brandId: string,
  customerId: string,
): Promise<PointsForecast> {
  const { rows } = await deps.db.pool.query<Row>({
    name: 'points-forecast',
    text: `(select 'active' as state, expires_at as at, sum(remaining)::bigint as points from lot
        where brand_id = $1 and customer_id = $2 and state = 'active' and remaining > 0 and expires_at is not null
        group by expires_at order by expires_at limit 1)
      union all
      (select 'pending', active_from, sum(remaining)::bigint from lot
        where brand_id = $1 and customer_id = $2 and state = 'pending' and remaining > 0
        group by active_from order by active_from limit 1)`,
    values: [brandId, customerId],
  });
  const next = (state: string): NextExpiry | null => {
    const row = rows.find((one) => one.state === state);
    return row ? { points: row.points, expiresAt: row.at.toISOString() } : null;
  };
  return { nextExpiry: next('active'), nextActivation: next('pending') };
}

/** What will happen to a customer's points by itself: what expires next, and what becomes spendable next. */
import type { NextExpiry } from '@regulars/contracts';
import type { Deps } from '../deps.ts';

export interface PointsForecast {
  nextExpiry: NextExpiry | null;
  /** `expiresAt` is the instant at which the points become spendable. */
  nextActivation: NextExpiry | null;
}

interface Row {
  expiring_points: number | null;
  expiring_at: Date | null;
  waking_points: number | null;
  waking_at: Date | null;
}

/** All lots of the nearest instant count together. One statement, which Prisma has no words for. */
export async function pointsForecast(
  deps: Deps,
  brandId: string,
  customerId: string,
): Promise<PointsForecast> {
  const { rows } = await deps.db.pool.query<Row>({
    name: 'points-forecast',
    text: `select * from
      (select sum(remaining)::int8 as expiring_points, expires_at as expiring_at from lot
        where brand_id = $1 and customer_id = $2 and remaining > 0 and state = 'active' and expires_at > $3
        group by expires_at order by expires_at limit 1) e
      full join
      (select sum(remaining)::int8 as waking_points, active_from as waking_at from lot
        where brand_id = $1 and customer_id = $2 and remaining > 0 and state = 'pending'
        group by active_from order by active_from limit 1) w on true`,
    values: [brandId, customerId, deps.clock.now()],
  });
  const [row] = rows;
  return {
    nextExpiry: at(row?.expiring_points ?? null, row?.expiring_at ?? null),
    nextActivation: at(row?.waking_points ?? null, row?.waking_at ?? null),
  };
}

function at(points: number | null, instant: Date | null): NextExpiry | null {
  return points === null || instant === null ? null : { points, expiresAt: instant.toISOString() };
}

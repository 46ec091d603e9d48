/** What will happen to a customer's points by itself: what expires next, and what becomes spendable next. */
import type { NextExpiry } from '@regulars/contracts';
import type { Run, Statement } from './statement.ts';

export interface PointsForecast {
  nextExpiry: NextExpiry | null;
  /** `expiresAt` is the instant at which the points become spendable. */
  nextActivation: NextExpiry | null;
}

/** All lots of the nearest instant count together. One statement, which Prisma has no words for. */
export async function pointsForecast(
  run: Run,
  { brandId, customerId, now }: { brandId: string; customerId: string; now: Date },
): Promise<PointsForecast> {
  const [row] = await run(forecast, [brandId, customerId, now]);
  return {
    nextExpiry: at(row?.expiring_points, row?.expiring_at),
    nextActivation: at(row?.waking_points, row?.waking_at),
  };
}

const forecast: Statement = {
  name: 'points-forecast',
  text: `select * from
    (select sum(remaining)::int8 as expiring_points, expires_at as expiring_at from lot
      where brand_id = $1::uuid and customer_id = $2::uuid and remaining > 0 and state = 'active'
        and expires_at > $3::timestamptz
      group by expires_at order by expires_at limit 1) e
    full join
    (select sum(remaining)::int8 as waking_points, active_from as waking_at from lot
      where brand_id = $1::uuid and customer_id = $2::uuid and remaining > 0 and state = 'pending'
      group by active_from order by active_from limit 1) w on true`,
};

function at(points: unknown, instant: unknown): NextExpiry | null {
  if (!(instant instanceof Date)) return null;
  return { points: Number(points), expiresAt: instant.toISOString() };
}

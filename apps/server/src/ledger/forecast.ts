/** What will happen to a customer's points by itself: what expires next, and what becomes spendable next. */
import type { NextActivation, NextExpiry } from '@regulars/contracts';
import { joinEnds } from './inactivity.sql.ts';
import type { Run, Statement } from './statement.ts';

export interface PointsForecast {
  nextExpiry: NextExpiry | null;
  /** `expiresAt` is the instant at which the points become spendable. */
  nextActivation: NextActivation | null;
}

/** All lots of the nearest instant count together. One statement, which Prisma has no words for. */
export async function pointsForecast(
  run: Run,
  { brandId, customerId, now }: { brandId: string; customerId: string; now: Date },
): Promise<PointsForecast> {
  const [row] = await run(forecast, [brandId, customerId, now]);
  const nextExpiry = at(row?.expiring_points, row?.expiring_at);
  return {
    nextExpiry: nextExpiry && { ...nextExpiry, isByInactivity: row?.expiring_by_inactivity === true },
    nextActivation: at(row?.waking_points, row?.waking_at),
  };
}

const forecast: Statement = {
  name: 'points-forecast',
  text: `select * from
    (select sum(l.remaining)::int8 as expiring_points, ends.ends_at as expiring_at,
        bool_and(ends.is_by_inactivity) as expiring_by_inactivity
      from lot l ${joinEnds}
      where l.brand_id = $1::uuid and l.customer_id = $2::uuid and l.remaining > 0 and l.state = 'active'
        and ends.ends_at > $3::timestamptz
      group by ends.ends_at order by ends.ends_at limit 1) e
    full join
    (select sum(remaining)::int8 as waking_points, active_from as waking_at from lot
      where brand_id = $1::uuid and customer_id = $2::uuid and remaining > 0 and state = 'pending'
      group by active_from order by active_from limit 1) w on true`,
};

function at(points: unknown, instant: unknown): NextActivation | null {
  if (!(instant instanceof Date)) return null;
  return { points: Number(points), expiresAt: instant.toISOString() };
}

/** From when until when a coupon can be used, by the calendar of the brand's zone. */
import type { CouponValidity } from '@regulars/contracts';
import { endAfterDays, startOfDate } from '../earning/lifetime.ts';

export interface CouponSpan {
  validFrom: Date | null;
  /** The first instant at which it is over; null for never. */
  expiresAt: Date | null;
}

/** `givenAt` is null for a code that is nobody's yet: its days begin when somebody takes it. */
export function spanOf(validity: CouponValidity, givenAt: Date | null, zone: string): CouponSpan {
  const { from, until, days } = validity;
  const ends = [
    ...(until === null ? [] : [startOfDate(until, zone, 1)]),
    ...(days === null || givenAt === null ? [] : [endAfterDays(givenAt, days, zone)]),
  ].sort((left, right) => left.getTime() - right.getTime());
  return { validFrom: from === null ? null : startOfDate(from, zone), expiresAt: ends[0] ?? null };
}

/** Where somebody stands: the higher of what they earned and what was granted to them until a day. Pure. */
import type { TierChangeReason } from '@regulars/contracts';
import { dateOfDay } from '../earning/facts.ts';
import { startOfDate } from '../earning/lifetime.ts';
import type { Place } from './tier.rules.ts';

export interface RankedGrant {
  rank: number;
  endsAt: Date;
}

export interface Fall {
  at: Date;
  rank: number;
  reason: Extract<TierChangeReason, 'period_ended' | 'grant_ended'>;
}

export interface Standing {
  rank: number;
  /** The next fall if nothing more is counted. */
  fall: Fall | null;
  place: Place;
}

export function standingOf(
  place: Place,
  grants: readonly RankedGrant[],
  { now, zone }: { now: Date; zone: string },
): Standing {
  const drops = place.drops.map(({ day, rank }) => ({ at: startOfDay(day, zone), rank }));
  const earnedAt = (at: Date) => drops.findLast((drop) => drop.at <= at)?.rank ?? place.rank;
  const grantedAt = (at: Date) =>
    grants.reduce((most, { rank, endsAt }) => (endsAt > at ? Math.max(most, rank) : most), -1);
  const rank = Math.max(place.rank, grantedAt(now));
  const falls = [
    ...drops.map(({ at }) => ({ at, reason: 'period_ended' as const })),
    ...grants.map(({ endsAt }) => ({ at: endsAt, reason: 'grant_ended' as const })),
  ]
    .filter(({ at }) => at > now)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, reason }) => ({ at, reason, rank: Math.max(earnedAt(at), grantedAt(at)) }));
  return { rank, fall: falls.find((fall) => fall.rank < rank) ?? null, place };
}

/** A change as the history tells it, oldest first. */
export interface ToldChange {
  reason: TierChangeReason;
  /** In the levels of now; -1 for a level that is no more. */
  toRank: number;
}

/**
 * The levels whose gift is due to whoever rises by earning. A level is reached anew only after it was lost by the
 * calendar: what a refund took back and a purchase brought again is still the first time.
 */
export function giftsDue(history: readonly ToldChange[], fromRank: number, toRank: number): number[] {
  const due: number[] = [];
  for (let rank = fromRank + 1; rank <= toRank; rank++) {
    let isGiven = false;
    for (const change of history) {
      if (change.toRank >= rank && change.reason !== 'granted') isGiven = true;
      if (change.toRank < rank && change.reason === 'period_ended') isGiven = false;
    }
    if (!isGiven) due.push(rank);
  }
  return due;
}

export function startOfDay(day: number, zone: string): Date {
  return startOfDate(dateOfDay(day), zone);
}

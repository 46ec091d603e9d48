/** How levels and standings are shown: as a badge, with what is missing, and the history of a customer. */
import type { CustomerTier, TierChangeReason, TierStanding } from '@regulars/contracts';
import { tierChangeReasons } from '@regulars/contracts';
import { staffNames } from '../audit/staff-names.ts';
import { fileUrl } from '../brands/public.ts';
import type { Tx } from '../platform/db.ts';
import { badgeOf } from './badge.ts';
import { readGrants } from './read-grants.ts';
import { readStandings } from './recount.ts';
import type { Standing } from './standing.rules.ts';
import { readTiers, type Tiers } from './tier-programme.ts';

const mostChanges = 50;

export interface OneCustomer {
  brandId: string;
  customerId: string;
  now: Date;
}

/** Null while the brand has no tiers. */
export async function readTierStanding(tx: Tx, one: OneCustomer): Promise<TierStanding | null> {
  const tiers = await readTiers(tx, one.brandId);
  return tiers && showStanding(tx, tiers, one);
}

export async function showStanding(
  tx: Tx,
  tiers: Tiers,
  { brandId, customerId, now }: OneCustomer,
): Promise<TierStanding> {
  const standings = await readStandings(tx, tiers, { brandId, customerIds: [customerId], now });
  const standing = standings.get(customerId);
  if (!standing) throw new Error('a customer was counted without an answer');
  return presentStanding(tiers, standing);
}

function presentStanding({ levels, basis }: Tiers, { rank, place, fall }: Standing): TierStanding {
  const current = levels[rank];
  const next = levels[rank + 1];
  const to = fall && levels[fall.rank];
  return {
    current: current
      ? {
          ...badgeOf(current),
          multiplierPercent: current.multiplierPercent,
          pictureUrl: fileUrl(current.brandId, current.pictureFile),
        }
      : null,
    basis,
    counted: place.counted,
    next: next
      ? {
          ...badgeOf(next),
          threshold: Number(next.threshold),
          missing: Math.max(0, Number(next.threshold) - place.counted),
        }
      : null,
    drop: fall && {
      at: fall.at.toISOString(),
      to: to ? badgeOf(to) : null,
      missing: fall.reason === 'period_ended' && rank === place.rank ? place.missingToKeep : null,
    },
  };
}

export async function showCustomerTier(tx: Tx, one: OneCustomer): Promise<CustomerTier> {
  const { brandId, customerId, now } = one;
  const all = await tx.tier.findMany({ where: { brandId } });
  const badge = (tierId: string | null) => {
    const level = all.find(({ id }) => id === tierId);
    return level ? badgeOf(level) : null;
  };
  const grants = (await readGrants(tx, { brandId, customerIds: [customerId], now })).get(customerId) ?? [];
  const grant = grants.findLast(({ kind }) => kind === 'staff');
  const grantTier = grant && badge(grant.tierId);
  const names = await staffNames(tx, [grant?.grantedBy ?? null]);
  const changes = await tx.tierChange.findMany({
    where: { brandId, customerId },
    orderBy: { id: 'desc' },
    take: mostChanges,
  });
  return {
    standing: await readTierStanding(tx, one),
    grant:
      grant && grantTier
        ? {
            tier: grantTier,
            endsAt: grant.endsAt.toISOString(),
            reason: grant.reason,
            grantedAt: grant.grantedAt.toISOString(),
            grantedBy: names.get(grant.grantedBy ?? '') ?? null,
          }
        : null,
    history: changes.map((change) => ({
      id: change.id,
      from: badge(change.fromTierId),
      to: badge(change.toTierId),
      reason: reasonOf(change.reason),
      giftPoints: Number(change.giftPoints),
      at: change.at.toISOString(),
    })),
  };
}

function reasonOf(reason: string): TierChangeReason {
  return tierChangeReasons.find((one) => one === reason) ?? 'recounted';
}

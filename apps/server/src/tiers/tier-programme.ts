/** A brand's tiers as they are kept: the terms that levels are counted by, and what each level gives. */
import { type TierBasis, tierPeriod, tierPeriodEnds } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import type { TierTerms } from './tier.rules.ts';

export type Level = Awaited<ReturnType<Tx['tier']['findFirstOrThrow']>>;

export interface Tiers {
  version: number;
  /** A saved change has not reached everybody yet. */
  isRecounting: boolean;
  zone: string;
  basis: TierBasis;
  warningDays: number;
  terms: TierTerms;
  /** In the order of the terms' levels. */
  levels: readonly Level[];
}

/** Null while the brand has no tiers. */
export async function readTiers(tx: Tx, brandId: string): Promise<Tiers | null> {
  const row = await tx.tierProgramme.findUnique({ where: { brandId } });
  if (!row?.isActive) return null;
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const levels = await tx.tier.findMany({
    where: { brandId, retiredAt: null },
    orderBy: { threshold: 'asc' },
  });
  return {
    version: row.version,
    isRecounting: row.appliedVersion < row.version,
    zone,
    basis: row.basis === 'points' ? 'points' : 'money',
    warningDays: row.warningDays,
    terms: {
      period: tierPeriod.parse(row.period),
      atPeriodEnd: tierPeriodEnds.find((one) => one === row.atPeriodEnd) ?? 'earned',
      graceDays: row.graceDays,
      levels: levels.map(({ id, threshold, isLifetime }) => ({
        id,
        threshold: Number(threshold),
        isLifetime,
      })),
    },
    levels,
  };
}

export function rankOfTier({ levels }: { levels: readonly { id: string }[] }, tierId: string | null): number {
  return levels.findIndex(({ id }) => id === tierId);
}

/** What a level gives to a purchase, outside the till's path. */
import type { Tx } from '../platform/db.ts';
import type { TierBenefit } from './evaluate.ts';

/** Null when there is no such level. */
export async function benefitOf(
  tx: Tx,
  where: { brandId: string; id?: string; threshold?: number; retiredAt: null },
): Promise<TierBenefit | null> {
  const level = await tx.tier.findFirst({ where });
  return (
    level && {
      id: level.id,
      name: { ru: level.nameRu, en: level.nameEn },
      percent: level.multiplierPercent,
    }
  );
}

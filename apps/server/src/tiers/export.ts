/** A person's own tiers as they may ask for them: each change, and what was given by hand until when. */
import type { Tx } from '../platform/db.ts';

const mostRows = 1_000;

export async function exportTiers(
  tx: Tx,
  brandId: string,
  customerId: string,
): Promise<Record<string, unknown>[]> {
  const where = { brandId, customerId };
  const newest = { orderBy: { id: 'desc' }, take: mostRows } as const;
  const levels = await tx.tier.findMany({
    where: { brandId },
    select: { id: true, nameRu: true, nameEn: true },
  });
  const nameOf = (tierId: string | null) => {
    const level = levels.find(({ id }) => id === tierId);
    return level ? { ru: level.nameRu, en: level.nameEn } : null;
  };
  const changes = await tx.tierChange.findMany({ where, ...newest });
  const grants = await tx.tierGrant.findMany({ where: { ...where, kind: 'staff' }, ...newest });
  return [
    ...changes.map(({ fromTierId, toTierId, reason, giftPoints, at }) => ({
      from: nameOf(fromTierId),
      to: nameOf(toTierId),
      reason,
      giftPoints: Number(giftPoints),
      at: at.toISOString(),
    })),
    ...grants.map(({ tierId, reason, grantedAt, endsAt }) => ({
      given: nameOf(tierId),
      reason,
      at: grantedAt.toISOString(),
      until: endsAt.toISOString(),
    })),
  ];
}

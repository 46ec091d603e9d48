/** Writes what happened to people's levels: the history, the gifts and the events, of a whole batch at once. */
import type { TierChangeReason } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { emitAll } from '../platform/events.ts';
import { postGift } from './gift.ts';
import { giftsDue } from './standing.rules.ts';
import { type Level, rankOfTier, type Tiers } from './tier-programme.ts';

export interface TierChange {
  fromTierId: string | null;
  toTierId: string | null;
  reason: TierChangeReason;
  at: Date;
}

export interface ChangedPerson {
  customerId: string;
  /** Oldest first. */
  changes: readonly TierChange[];
}

/** Only a gift costs a look at its person alone: a recount of everybody gives none. */
export async function writeChanges(
  tx: Tx,
  deps: Deps,
  { brandId, tiers, moved }: { brandId: string; tiers: Tiers; moved: readonly ChangedPerson[] },
): Promise<void> {
  const written: (TierChange & { id: string; customerId: string; giftPoints: number })[] = [];
  for (const { customerId, changes } of moved) {
    for (const [index, change] of changes.entries()) {
      const id = deps.random.id();
      const giving = { brandId, customerId, tiers, change, changeId: id, earlier: changes.slice(0, index) };
      written.push({ id, customerId, ...change, giftPoints: await giveGift(tx, deps, giving) });
    }
  }
  if (written.length === 0) return;
  await tx.tierChange.createMany({ data: written.map((change) => ({ brandId, ...change })) });
  await emitAll(
    tx,
    deps.random,
    written.map(({ customerId, fromTierId, toTierId, reason, giftPoints, at }) => ({
      brandId,
      type: 'tier.changed',
      customerId,
      payload: { from: eventTier(tiers, fromTierId), to: eventTier(tiers, toTierId), reason, giftPoints },
      occurredAt: at,
    })),
  );
}

/** A level that was taken out of the programme is told as none. */
function eventTier({ levels }: Tiers, tierId: string | null) {
  const level = levels.find(({ id }) => id === tierId);
  return level ? { id: level.id, name: { ru: level.nameRu, en: level.nameEn } } : null;
}

interface Giving {
  brandId: string;
  customerId: string;
  tiers: Tiers;
  change: TierChange;
  changeId: string;
  /** Of the same person, not written yet. */
  earlier: readonly TierChange[];
}

/** Answers the points given. */
async function giveGift(
  tx: Tx,
  deps: Deps,
  { brandId, customerId, tiers, change, changeId, earlier }: Giving,
): Promise<number> {
  if (change.reason !== 'earned' || tiers.levels.every(({ giftPoints }) => giftPoints === 0n)) return 0;
  const told = await tx.tierChange.findMany({ where: { brandId, customerId }, orderBy: { id: 'asc' } });
  const history = [...told, ...earlier].map(({ reason, toTierId }) => ({
    reason: reason as TierChangeReason,
    toRank: rankOfTier(tiers, toTierId),
  }));
  const ranks = giftsDue(history, rankOfTier(tiers, change.fromTierId), rankOfTier(tiers, change.toTierId));
  const gifts = ranks.flatMap((rank) => tiers.levels[rank] ?? []).filter(({ giftPoints }) => giftPoints > 0n);
  const points = gifts.reduce((sum, level) => sum + Number(level.giftPoints), 0);
  if (points === 0) return 0;
  const person = await tx.customer.findUniqueOrThrow({
    where: { brandId_id: { brandId, id: customerId } },
    select: { language: true },
  });
  const reason = giftReason(gifts, person.language);
  return (await postGift(tx, deps, { brandId, customerId, changeId, points, reason })) ? points : 0;
}

function giftReason(gifts: readonly Level[], language: string): string {
  const names = gifts.map((level) => (language === 'en' ? level.nameEn : `«${level.nameRu}»`)).join(', ');
  return language === 'en' ? `a gift for reaching ${names}` : `подарок за уровень ${names}`;
}

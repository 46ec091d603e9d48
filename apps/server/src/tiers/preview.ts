/** Who would be in each level with other settings: counted like the real thing, and written nowhere. */
import type { TierPreview, TierSettings } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import { countByTier } from './count.sql.ts';
import { readStandings } from './recount.ts';
import { readTiers, type Tiers } from './tier-programme.ts';
import { tiersOf } from './tier-of.sql.ts';

/** A larger brand is judged by this many of its customers, taken evenly. */
const mostCounted = 20_000;
const batchSize = 1_000;

export async function previewTierProgramme(
  tx: Tx,
  { brandId, settings, now }: { brandId: string; settings: TierSettings; now: Date },
): Promise<TierPreview> {
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const tiers = trialOf(settings, zone);
  const customers = await tx.customer.count({ where: { brandId, deletedAt: null } });
  const ids = await someCustomers(tx, brandId);
  const tally = { after: new Map<number, number>(), rising: 0, falling: 0 };
  for (let start = 0; start < ids.length; start += batchSize) {
    await countBatch(tx, { brandId, tiers, now, customerIds: ids.slice(start, start + batchSize) }, tally);
  }
  const scale = (count: number) => (ids.length === 0 ? 0 : Math.round((count * customers) / ids.length));
  const before = (await readTiers(tx, brandId)) === null ? null : await countByTier(tx, brandId, now);
  return {
    levels: settings.levels.map(({ id }, rank) => ({
      before: before === null || id === null ? null : (before.get(id) ?? 0),
      after: scale(tally.after.get(rank) ?? 0),
    })),
    withoutBefore: before === null ? customers : (before.get('') ?? 0),
    withoutAfter: scale(tally.after.get(-1) ?? 0),
    rising: scale(tally.rising),
    falling: scale(tally.falling),
    customers,
    isEstimate: customers > ids.length,
  };
}

/** Levels that are not saved yet have no ids of their own. */
type Trial = Pick<Tiers, 'zone' | 'basis' | 'terms'> & { ids: (string | null)[] };

function trialOf({ basis, levels, ...terms }: TierSettings, zone: string): Trial {
  const ids = levels.map(({ id }) => id);
  const ranked = levels.map(({ id, threshold, isLifetime }, rank) => ({
    id: id ?? `new-${rank}`,
    threshold,
    isLifetime,
  }));
  return { zone, basis, terms: { ...terms, levels: ranked }, ids };
}

async function someCustomers(tx: Tx, brandId: string): Promise<string[]> {
  // The end of an id is random: sorted by it customers come in no order of joining.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from customer where brand_id = ${brandId}::uuid and deleted_at is null
     order by right(id::text, 12) limit ${mostCounted}`;
  return rows.map(({ id }) => id);
}

interface Batch {
  brandId: string;
  tiers: Trial;
  now: Date;
  customerIds: string[];
}

async function countBatch(
  tx: Tx,
  { brandId, tiers, now, customerIds }: Batch,
  tally: { after: Map<number, number>; rising: number; falling: number },
): Promise<void> {
  const standings = await readStandings(tx, tiers, { brandId, customerIds, now });
  const current = await tiersOf(tx, { brandId, customerIds, now });
  for (const [customerId, { rank }] of standings) {
    tally.after.set(rank, (tally.after.get(rank) ?? 0) + 1);
    const from = current.get(customerId);
    const was = from ? tiers.ids.indexOf(from.id) : -1;
    if (rank > was) tally.rising += 1;
    if (rank < was) tally.falling += 1;
  }
}

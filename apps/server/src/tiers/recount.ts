/** Counts customers anew, and writes where they stand now and what has changed. */
import type { TierChangeReason } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { localMoment } from '../earning/facts.ts';
import type { Tx } from '../platform/db.ts';
import { readCounted } from './counted.sql.ts';
import { readGrants } from './read-grants.ts';
import { type Standing, standingOf } from './standing.rules.ts';
import { rankOfTier, readTiers, type Tiers } from './tier-programme.ts';
import { placeOf } from './tier.rules.ts';
import { type ChangedPerson, type TierChange, writeChanges } from './write-changes.ts';

/** What made it needful; it decides what a change is called. */
export type RecountCause = 'events' | 'granted' | 'programme_changed' | 'merged' | 'calendar';

export interface Recount {
  brandId: string;
  customerIds: readonly string[];
  cause: RecountCause;
}

/** Safe to run twice and at once: each customer's row is held while they are counted. Answers how many changed. */
export async function recountCustomers(tx: Tx, deps: Deps, recount: Recount): Promise<number> {
  const tiers = await readTiers(tx, recount.brandId);
  if (!tiers) return 0;
  const now = deps.clock.now();
  // Until a saved change has reached everybody, a difference is its doing and nobody's achievement.
  const cause = tiers.isRecounting ? 'programme_changed' : recount.cause;
  const rows = await holdRows(tx, recount, tiers, now);
  const standings = await readStandings(tx, tiers, {
    brandId: recount.brandId,
    customerIds: rows.map(({ customerId }) => customerId),
    now,
  });
  const moved: Moved[] = [];
  for (const row of rows) {
    const standing = standings.get(row.customerId);
    if (standing) moved.push(moveOf(row, standing, { tiers, now, cause }));
  }
  await writeRows(tx, recount.brandId, moved, now);
  await writeChanges(tx, deps, { brandId: recount.brandId, tiers, moved });
  return moved.filter(({ changes }) => changes.length > 0).length;
}

/** As the rules say of what is in the database now; also for those who have no row. */
export async function readStandings(
  tx: Tx,
  tiers: Pick<Tiers, 'basis' | 'zone' | 'terms'>,
  { brandId, customerIds, now }: { brandId: string; customerIds: readonly string[]; now: Date },
): Promise<Map<string, Standing>> {
  const counted = await readCounted(tx, { brandId, customerIds, basis: tiers.basis, zone: tiers.zone });
  const grants = await readGrants(tx, { brandId, customerIds, now });
  const today = localMoment(now, tiers.zone).day;
  return new Map(
    customerIds.map((customerId) => {
      const ranked = (grants.get(customerId) ?? []).flatMap(({ tierId, endsAt }) => {
        const rank = rankOfTier(tiers.terms, tierId);
        return rank < 0 ? [] : [{ rank, endsAt }];
      });
      const place = placeOf(tiers.terms, counted.get(customerId) ?? [], today);
      return [customerId, standingOf(place, ranked, { now, zone: tiers.zone })];
    }),
  );
}

interface StandingRow {
  customerId: string;
  tierId: string | null;
  dropsAt: Date | null;
  dropsTo: string | null;
  dropReason: string | null;
}

/** Makes rows for those who have none yet, and holds all in one order, so that two recounts never wait in a circle. */
async function holdRows(
  tx: Tx,
  { brandId, customerIds }: Recount,
  tiers: Tiers,
  now: Date,
): Promise<StandingRow[]> {
  const [first] = tiers.levels;
  const fromZero = first?.threshold === 0n ? first.id : null;
  await tx.$executeRaw`
    insert into customer_tier (brand_id, customer_id, tier_id, since, counted_at)
    select brand_id, id, ${fromZero}::uuid, coalesce(joined_at, created_at), ${now}::timestamptz from customer
     where brand_id = ${brandId}::uuid and id = any(${customerIds}::uuid[]) and deleted_at is null
     order by id on conflict do nothing`;
  await tx.$executeRaw`
    delete from customer_tier t using customer c
     where t.brand_id = ${brandId}::uuid and t.customer_id = any(${customerIds}::uuid[])
       and c.brand_id = t.brand_id and c.id = t.customer_id and c.deleted_at is not null`;
  return tx.$queryRaw<StandingRow[]>`
    select customer_id as "customerId", tier_id as "tierId", drops_at as "dropsAt", drops_to as "dropsTo",
      drop_reason as "dropReason"
    from customer_tier where brand_id = ${brandId}::uuid and customer_id = any(${customerIds}::uuid[])
    order by customer_id for update`;
}

interface Moved extends ChangedPerson {
  row: StandingRow;
  next: StandingRow;
}

interface Around {
  tiers: Tiers;
  now: Date;
  cause: RecountCause;
}

function moveOf(row: StandingRow, standing: Standing, { tiers, now, cause }: Around): Moved {
  const idOf = (rank: number) => tiers.levels[rank]?.id ?? null;
  const changes: TierChange[] = [];
  let tierId = row.tierId;
  // A fall whose hour has come is told with its own reason, whatever has happened since.
  if (row.dropsAt && row.dropsAt <= now && cause !== 'programme_changed' && row.dropsTo !== tierId) {
    const reason = row.dropReason === 'grant_ended' ? 'grant_ended' : 'period_ended';
    changes.push({ fromTierId: tierId, toTierId: row.dropsTo, reason, at: row.dropsAt });
    tierId = row.dropsTo;
  }
  const nextId = idOf(standing.rank);
  if (nextId !== tierId) {
    const isUp = standing.rank > rankOfTier(tiers, tierId);
    changes.push({ fromTierId: tierId, toTierId: nextId, reason: reasonOf(cause, isUp, standing), at: now });
  }
  const { fall } = standing;
  const next = {
    customerId: row.customerId,
    tierId: nextId,
    dropsAt: fall?.at ?? null,
    dropsTo: fall ? idOf(fall.rank) : null,
    dropReason: fall?.reason ?? null,
  };
  return { customerId: row.customerId, row, next, changes };
}

function reasonOf(cause: RecountCause, isUp: boolean, { rank, place }: Standing): TierChangeReason {
  switch (cause) {
    case 'events':
      if (!isUp) return 'refunded';
      return rank > place.rank ? 'granted' : 'earned';
    case 'calendar':
      return 'recounted';
    case 'granted':
      return isUp ? 'granted' : 'grant_ended';
    default:
      return cause;
  }
}

async function writeRows(tx: Tx, brandId: string, moved: readonly Moved[], now: Date): Promise<void> {
  const changed = moved.filter(
    ({ row, next }) =>
      row.tierId !== next.tierId ||
      row.dropsAt?.getTime() !== next.dropsAt?.getTime() ||
      row.dropsTo !== next.dropsTo ||
      row.dropReason !== next.dropReason,
  );
  if (changed.length === 0) return;
  await tx.$executeRaw`
    update customer_tier t set tier_id = r.tier_id, drops_at = r.drops_at, drops_to = r.drops_to,
      drop_reason = r.drop_reason, counted_at = ${now}::timestamptz, since = coalesce(r.since, t.since)
    from unnest(
      ${changed.map(({ next }) => next.customerId)}::uuid[], ${changed.map(({ next }) => next.tierId)}::uuid[],
      ${changed.map(({ next }) => next.dropsAt?.toISOString() ?? null)}::timestamptz[],
      ${changed.map(({ next }) => next.dropsTo)}::uuid[], ${changed.map(({ next }) => next.dropReason)}::text[],
      ${changed.map(({ changes }) => changes.at(-1)?.at.toISOString() ?? null)}::timestamptz[]
    ) as r(customer_id, tier_id, drops_at, drops_to, drop_reason, since)
    where t.brand_id = ${brandId}::uuid and t.customer_id = r.customer_id`;
}

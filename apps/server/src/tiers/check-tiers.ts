/** Counts every customer of a brand from history, and says where what is stored differs. */
import type { Tx } from '../platform/db.ts';
import { readStandings } from './recount.ts';
import { readTiers, type Tiers } from './tier-programme.ts';

export interface TierDifference {
  customerId: string;
  field: 'tier' | 'dropsAt' | 'dropsTo' | 'lastChange';
  stored: string | null;
  counted: string | null;
}

export interface TierCheck {
  customers: number;
  /** Not compared: something of theirs has not been handed out yet. */
  waiting: number;
  differences: TierDifference[];
}

const batchSize = 1_000;
const mostDifferences = 100;

export async function checkTiers(tx: Tx, brandId: string, now: Date): Promise<TierCheck> {
  const check: TierCheck = { customers: 0, waiting: 0, differences: [] };
  const tiers = await readTiers(tx, brandId);
  if (!tiers) return check;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await readBatch(tx, { brandId, after, now });
    const last = rows.at(-1);
    if (!last) return check;
    const settled = rows.filter(({ isWaiting }) => !isWaiting);
    check.customers += settled.length;
    check.waiting += rows.length - settled.length;
    check.differences.push(...(await compare(tx, { brandId, tiers, now, rows: settled })));
    if (check.differences.length >= mostDifferences) return check;
    after = last.customerId;
  }
}

interface StoredRow {
  customerId: string;
  tierId: string | null;
  dropsAt: Date | null;
  dropsTo: string | null;
  hasRow: boolean;
  /** Where the last change of the history led; null without one. */
  lastTo: string | null;
  hasChanges: boolean;
  isWaiting: boolean;
}

/** A fall whose hour has come and whose row still waits for the job is read as it counts. */
function readBatch(
  tx: Tx,
  { brandId, after, now }: { brandId: string; after: string; now: Date },
): Promise<StoredRow[]> {
  return tx.$queryRaw<StoredRow[]>`
    select c.id as "customerId", k.customer_id is not null as "hasRow", k.tier_id as "tierId",
      k.drops_at as "dropsAt", k.drops_to as "dropsTo", h.to_tier_id as "lastTo", h.id is not null as "hasChanges",
      coalesce(k.drops_at <= ${now}::timestamptz, false) or exists (
        select from outbox o join event e on e.brand_id = o.brand_id and e.id = o.event_id
        where o.brand_id = ${brandId}::uuid and e.customer_id = c.id) as "isWaiting"
    from customer c
    left join customer_tier k on k.brand_id = ${brandId}::uuid and k.customer_id = c.id
    left join lateral (select id, to_tier_id from tier_change
      where brand_id = ${brandId}::uuid and customer_id = c.id order by id desc limit 1) h on true
    where c.brand_id = ${brandId}::uuid and c.deleted_at is null and c.id > ${after}::uuid
    order by c.id limit ${batchSize}`;
}

async function compare(
  tx: Tx,
  { brandId, tiers, now, rows }: { brandId: string; tiers: Tiers; now: Date; rows: readonly StoredRow[] },
): Promise<TierDifference[]> {
  const customerIds = rows.map(({ customerId }) => customerId);
  const standings = await readStandings(tx, tiers, { brandId, customerIds, now });
  const idOf = (rank: number | undefined) => (rank === undefined ? null : (tiers.levels[rank]?.id ?? null));
  const [first] = tiers.levels;
  const fromZero = first?.threshold === 0n ? first.id : null;
  return rows.flatMap((row) => {
    const standing = standings.get(row.customerId);
    if (!standing) return [];
    const tierId = row.hasRow ? row.tierId : fromZero;
    const counted = {
      tier: idOf(standing.rank),
      dropsAt: standing.fall?.at.toISOString() ?? null,
      dropsTo: idOf(standing.fall?.rank),
      lastChange: row.hasChanges ? idOf(standing.rank) : null,
    };
    const stored = {
      tier: tierId,
      dropsAt: row.dropsAt?.toISOString() ?? null,
      dropsTo: row.dropsTo,
      lastChange: row.hasChanges ? row.lastTo : null,
    };
    const fields = ['tier', 'dropsAt', 'dropsTo', 'lastChange'] as const;
    return fields
      .filter((field) => stored[field] !== counted[field])
      .map((field) => ({
        customerId: row.customerId,
        field,
        stored: stored[field],
        counted: counted[field],
      }));
  });
}

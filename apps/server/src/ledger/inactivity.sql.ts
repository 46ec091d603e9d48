/** Points that lapse for want of purchases. SQL, since every lot's end is a formula over four tables. */
import type { Deps } from '../deps.ts';

/** Join for a lot `l` of brand $1: `ends.ends_at` is when it goes, by its own end or by inactivity. */
export const joinEnds = `
  cross join lateral (select p.inactivity_months, b.zone from programme_version p join brand b on b.id = p.brand_id
    where p.brand_id = l.brand_id order by p.version desc limit 1) terms
  join customer kept on kept.brand_id = l.brand_id and kept.id = l.customer_id
  left join customer_stats seen on seen.brand_id = l.brand_id and seen.customer_id = l.customer_id
  cross join lateral (select lapse_at(
      greatest(seen.last_purchase_at, kept.joined_at, kept.created_at, l.active_from),
      terms.inactivity_months, terms.zone) as lapses_at) lapse
  cross join lateral (select least(l.expires_at, lapse.lapses_at) as ends_at,
      lapse.lapses_at is not null and (l.expires_at is null or lapse.lapses_at < l.expires_at) as is_by_inactivity) ends`;

const customersPerBatch = 500;

/**
 * Gives lots whose owners have stayed away too long the end that inactivity puts to them; what is past its end goes as
 * ever. Answers how many customers that touched. Wallets are locked and their version raised, so that a purchase in the
 * same moment reads again, and what it keeps alive is judged anew.
 */
export async function endInactiveLots(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  brandId: string,
): Promise<number> {
  const now = clock.now();
  const { rows: silent } = await db.pool.query<{ customer_id: string }>(silentCustomers, [
    brandId,
    now,
    customersPerBatch,
  ]);
  const customerIds = silent.map((row) => row.customer_id);
  if (customerIds.length === 0) return 0;
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRawUnsafe(
      `select 1 from wallet where brand_id = $1::uuid and customer_id = any($2::uuid[]) order by customer_id for update`,
      brandId,
      customerIds,
    );
    const touched = await tx.$queryRawUnsafe<unknown[]>(endLots, brandId, customerIds, now);
    return touched.length;
  });
}

const isSilent = `l.state = 'active' and l.remaining > 0 and ends.is_by_inactivity and ends.ends_at <= `;

const silentCustomers = `select distinct l.customer_id from lot l ${joinEnds}
  where l.brand_id = $1::uuid and ${isSilent} $2::timestamptz limit $3`;

const endLots = `
  with due as (select l.id, l.customer_id, ends.ends_at from lot l ${joinEnds}
      where l.brand_id = $1::uuid and l.customer_id = any($2::uuid[]) and ${isSilent} $3::timestamptz),
    ended as (update lot set expires_at = due.ends_at from due
      where lot.brand_id = $1::uuid and lot.id = due.id returning lot.customer_id)
  update wallet set version = version + 1
   where brand_id = $1::uuid and customer_id in (select customer_id from ended) returning customer_id`;

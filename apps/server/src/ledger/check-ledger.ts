/**
 * Compares what must be equal: the balance, the sum of entries and the sum of live lots of every wallet.
 * Read in one statement per check and brand, so postings that run meanwhile cannot make a difference appear.
 */
import type pg from 'pg';

export interface Mismatch {
  customerId: string;
  check: string;
  wallet: number;
  sum: number;
}

export interface BrandCheck {
  wallets: number;
  entries: number;
  lots: number;
  mismatches: Mismatch[];
}

/** More than this is not worth listing: something is wrong with everything. */
const maxListed = 100;

/** What each check compares, in words for the command. */
export const checks = {
  'available and held are the sum of entries': `select w.customer_id, w.available + w.held as wallet,
      coalesce(e.available, 0) as sum
    from wallet w left join (
      select customer_id, sum(available_delta)::int8 as available from entry where brand_id = $1 group by 1) e
      using (customer_id) where w.brand_id = $1`,
  'pending is the sum of entries': `select w.customer_id, w.pending as wallet, coalesce(e.pending, 0) as sum
    from wallet w left join (
      select customer_id, sum(pending_delta)::int8 as pending from entry where brand_id = $1 group by 1) e
      using (customer_id) where w.brand_id = $1`,
  'available lies in active lots': `select w.customer_id, greatest(w.available, 0) as wallet,
      coalesce(l.remaining, 0) as sum
    from wallet w left join (
      select customer_id, sum(remaining)::int8 as remaining from lot
      where brand_id = $1 and state = 'active' group by 1) l using (customer_id) where w.brand_id = $1`,
  'held lies in open holds': `select w.customer_id, w.held as wallet, coalesce(h.points, 0) as sum
    from wallet w left join (
      select customer_id, sum(points)::int8 as points from hold
      where brand_id = $1 and state = 'held' group by 1) h using (customer_id) where w.brand_id = $1`,
  'each hold lies in the lots that it took': `select h.customer_id, h.points as wallet,
      coalesce(t.points, 0) as sum
    from hold h left join (
      select hold_id, sum(points)::int8 as points from hold_lot where brand_id = $1 group by 1) t
      on t.hold_id = h.id where h.brand_id = $1`,
  'pending lies in pending lots': `select w.customer_id, w.pending as wallet, coalesce(l.remaining, 0) as sum
    from wallet w left join (
      select customer_id, sum(remaining)::int8 as remaining from lot
      where brand_id = $1 and state = 'pending' group by 1) l using (customer_id) where w.brand_id = $1`,
  'each lot is its points and what was taken, held and given back': `select l.customer_id, l.remaining as wallet,
      l.points + coalesce(t.points, 0) - coalesce(h.points, 0) as sum
    from lot l left join (
      select lot_id, sum(points)::int8 as points from entry_lot where brand_id = $1 group by 1) t
      on t.lot_id = l.id
    left join (
      select lot_id, sum(case when hold.state = 'held' then hold_lot.points else debt_points end)::int8 as points
      from hold_lot join hold on hold.brand_id = $1 and hold.id = hold_id
      where hold_lot.brand_id = $1 group by 1) h on h.lot_id = l.id
    where l.brand_id = $1`,
  'a merged record has nothing left': `select w.customer_id, abs(w.available) + w.pending + w.held as wallet,
      0::int8 as sum
    from wallet w join customer c on c.brand_id = w.brand_id and c.id = w.customer_id
    where w.brand_id = $1 and c.merged_into is not null`,
} as const;

export async function checkBrand(pool: pg.Pool, brandId: string): Promise<BrandCheck> {
  const mismatches: Mismatch[] = [];
  for (const [check, text] of Object.entries(checks)) {
    const { rows } = await pool.query<{ customer_id: string; wallet: number; sum: number }>(
      `select * from (${text}) compared where wallet is distinct from sum limit ${maxListed}`,
      [brandId],
    );
    for (const { customer_id: customerId, wallet, sum } of rows) {
      mismatches.push({ customerId, check, wallet: Number(wallet), sum: Number(sum) });
    }
  }
  const { rows } = await pool.query<{ wallets: number; entries: number; lots: number }>(
    `select (select count(*) from wallet where brand_id = $1) as wallets,
      (select count(*) from entry where brand_id = $1) as entries,
      (select count(*) from lot where brand_id = $1) as lots`,
    [brandId],
  );
  const counted = rows[0] ?? { wallets: 0, entries: 0, lots: 0 };
  return {
    wallets: Number(counted.wallets),
    entries: Number(counted.entries),
    lots: Number(counted.lots),
    mismatches,
  };
}

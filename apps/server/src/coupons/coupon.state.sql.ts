/**
 * Reads the coupons that a group of postings names, in one statement of its own: bills without coupons do not pay
 * for it. Prisma would take five round trips.
 */
import { z } from 'zod';
import type { CouponValidity } from '@regulars/contracts';
import { question, type Row, textOrNull } from '../ledger/state.sql.ts';
import { type Column, type Run, type Statement, valuesOf } from '../ledger/statement.ts';
import { codeKey } from './code.ts';
import type { UsableCoupon } from './coupon.rules.ts';
import { type CouponPromise, promiseOfCoupon, readValidity } from './promise.ts';

/** A coupon, or a shared code that becomes one when it is used. */
export interface CouponState {
  /** Null for a shared code that the customer has not taken. */
  id: string | null;
  code: string;
  rewardId: string | null;
  state: UsableCoupon['state'];
  customerId: string | null;
  quantity: number;
  validFrom: Date | null;
  expiresAt: Date | null;
  promise: CouponPromise;
  /** The hold that it was given to, open or not: what the row must still say when it is written. */
  holdId: string | null;
  isHoldOpen: boolean;
  pool: PoolState | null;
}

export interface PoolState {
  id: string;
  kind: string;
  isActive: boolean;
  validity: CouponValidity;
  useLimit: number | null;
  useCount: number;
  perPersonLimit: number | null;
  /** What each customer of the group has had of it. */
  taken: Map<string, number>;
}

export interface CouponQuestion {
  /** As it was sent. */
  code: string;
  /** Where it is known which coupon is meant. */
  couponId?: string | null;
  customerId: string | null;
}

const columns: Column<CouponQuestion>[] = [
  { name: 'code', type: 'text', value: ({ code }) => codeKey(code) },
  { name: 'customer_id', type: 'uuid', value: ({ customerId }) => customerId },
  { name: 'coupon_id', type: 'uuid', value: ({ couponId }) => couponId ?? null },
];

// A coupon has its row; a shared code leads to the customer's own open coupon of its pool, or to the pool alone.
const statement: Statement = {
  name: 'coupon-state',
  text: `select
      e.id, e.code, e.reward_id, e.state, e.customer_id, e.quantity, e.valid_from, e.expires_at, e.promise, e.hold_id,
      h.state = 'held' and h.expires_at > $5::timestamptz as is_hold_open,
      p.id as pool_id, p.kind as pool_kind, p.is_active, p.validity, p.use_limit, p.use_count, p.per_person_limit,
      p.title_ru, p.title_en, p.description_ru, p.description_en, p.terms, p.shop_ids,
      coalesce(a.taken, 0) as taken
    from ${question(columns, 2)}
    left join lateral (select coalesce(q.coupon_id,
      (select id from coupon where brand_id = $1::uuid and code = q.code)) as id) c on true
    left join lateral (select id from coupon_pool
      where brand_id = $1 and shared_code_key = q.code and c.id is null limit 1) s on true
    left join lateral (select id from coupon where brand_id = $1 and customer_id = q.customer_id
      and pool_id = s.id and state = 'issued' and (expires_at is null or expires_at > $5)
      order by hold_id is not null, id limit 1) o on true
    left join lateral (select * from coupon where brand_id = $1 and id = coalesce(c.id, o.id) limit 1) e on true
    left join lateral (select * from coupon_pool where brand_id = $1 and id = coalesce(e.pool_id, s.id) limit 1) p on true
    left join lateral (select state, expires_at from hold where brand_id = $1 and id = e.hold_id limit 1) h on true
    left join lateral (select taken from coupon_allowance
      where brand_id = $1 and source_id = p.id and customer_id = q.customer_id limit 1) a on true
    order by q.n`,
};

/** In the order of the questions; null where there is no such coupon. */
export async function readCoupons(
  run: Run,
  { brandId, now, questions }: { brandId: string; now: Date; questions: readonly CouponQuestion[] },
): Promise<(CouponState | null)[]> {
  if (questions.length === 0) return [];
  const rows = await run(statement, [brandId, ...valuesOf(columns, questions), now]);
  const known: Known = { coupons: new Map(), pools: new Map() };
  return questions.map((question, index) => readCoupon(rows[index] ?? {}, question, known));
}

/** A coupon and a pool are one object however often the group names them: each use sees the one before it. */
interface Known {
  coupons: Map<string, CouponState>;
  pools: Map<string, PoolState>;
}

function readCoupon(row: Row, { customerId }: CouponQuestion, known: Known): CouponState | null {
  const pool = readPool(row, customerId, known);
  const id = textOrNull(row.id);
  if (id === null && !pool) return null;
  const found = known.coupons.get(id ?? `${pool?.id} ${customerId}`);
  if (found) return found;
  const coupon: CouponState = {
    id,
    code: String(row.code ?? ''),
    rewardId: textOrNull(row.reward_id),
    state: id === null ? 'issued' : z.enum(['issued', 'redeemed', 'cancelled', 'expired']).parse(row.state),
    customerId: textOrNull(row.customer_id),
    quantity: Number(row.quantity ?? 1),
    validFrom: dateOrNull(row.valid_from),
    expiresAt: dateOrNull(row.expires_at),
    promise: promiseOfCoupon({ promise: row.promise, pool: poolTexts(row) }),
    holdId: textOrNull(row.hold_id),
    isHoldOpen: row.is_hold_open === true,
    pool,
  };
  known.coupons.set(id ?? `${pool?.id} ${customerId}`, coupon);
  return coupon;
}

function readPool(row: Row, customerId: string | null, { pools }: Known): PoolState | null {
  const id = textOrNull(row.pool_id);
  if (id === null) return null;
  const pool = pools.get(id) ?? {
    id,
    kind: String(row.pool_kind),
    isActive: row.is_active === true,
    validity: readValidity(row.validity),
    useLimit: row.use_limit === null ? null : Number(row.use_limit),
    useCount: Number(row.use_count),
    perPersonLimit: row.per_person_limit === null ? null : Number(row.per_person_limit),
    taken: new Map<string, number>(),
  };
  pools.set(id, pool);
  if (customerId !== null && !pool.taken.has(customerId)) pool.taken.set(customerId, Number(row.taken));
  return pool;
}

function poolTexts(row: Row) {
  if (row.pool_id === null || row.pool_id === undefined) return null;
  return {
    titleRu: String(row.title_ru),
    titleEn: String(row.title_en),
    descriptionRu: String(row.description_ru),
    descriptionEn: String(row.description_en),
    terms: row.terms,
    shopIds: z.array(z.string()).parse(row.shop_ids),
  };
}

function dateOrNull(value: unknown): Date | null {
  return value instanceof Date ? value : null;
}

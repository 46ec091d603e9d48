/** Gives a person a coupon of a pool: for a typed code, by staff, or for others that have a reason to. */
import { holdSurvivor } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { guardWallet } from '../ledger/guard-wallet.ts';
import type { Tx } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { takeAllowance } from './allowance.ts';
import { newCode } from './code.ts';
import { readValidity } from './promise.ts';
import { type CouponSpan, spanOf } from './validity.ts';

export interface Issue {
  brandId: string;
  poolId: string;
  customerId: string;
  /** The cause: the same one gives once in a brand. */
  key: string;
  /** Who gives: people are told of what others give. */
  source: 'code' | 'staff' | 'rule' | 'automation';
}

type Pool = Awaited<ReturnType<Tx['couponPool']['findUniqueOrThrow']>>;

/**
 * In the caller's transaction; answers the coupon's id, of the first time for a key that was used before. Refuses
 * `coupon_pool_not_found`, `customer_not_found`, `coupon_limit_reached`, `coupon_pool_empty`.
 */
export async function issueCoupon(tx: Tx, deps: Deps, issue: Issue): Promise<string> {
  const { brandId, poolId, key } = issue;
  const given = await tx.coupon.findUnique({
    where: { brandId_issueKey: { brandId, issueKey: key } },
    select: { id: true },
  });
  if (given) return given.id;
  const customerId = await holdSurvivor(tx, brandId, issue.customerId);
  await guardWallet(tx, brandId, customerId);
  const pool = await tx.couponPool.findUnique({ where: { brandId_id: { brandId, id: poolId } } });
  if (!pool) throw new Refusal('coupon_pool_not_found');
  if (!pool.isActive) throw refuseField('id', { ru: 'эти купоны выключены', en: 'is switched off' });
  const allowance = { brandId, sourceId: poolId, customerId, pieces: 1, limit: pool.perPersonLimit };
  if (!(await takeAllowance(tx, allowance))) throw new Refusal('coupon_limit_reached');
  return giveFrom(tx, deps, pool, { ...issue, customerId });
}

/** For callers that have found room for the person. */
async function giveFrom(tx: Tx, deps: Deps, pool: Pool, issue: Issue): Promise<string> {
  const { brandId, customerId, key, source } = issue;
  const now = deps.clock.now();
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const span = spanOf(readValidity(pool.validity), now, zone);
  if (span.expiresAt !== null && span.expiresAt <= now) throw new Refusal('coupon_pool_empty');
  const id =
    pool.kind === 'generated' || pool.kind === 'imported'
      ? await takeFreeCode(tx, { pool, customerId, key, span, now })
      : await makeCode(tx, deps, { pool, customerId, key, span, now });
  await emit(tx, deps.random, {
    brandId,
    type: 'coupon.issued',
    customerId,
    payload: {
      couponId: id,
      source,
      poolId: pool.id,
      rewardId: null,
      expiresAt: span.expiresAt?.toISOString() ?? null,
    },
    occurredAt: now,
  });
  return id;
}

interface Giving {
  pool: Pool;
  customerId: string;
  key: string;
  span: CouponSpan;
  now: Date;
}

/** Two that take at once take different ones. */
async function takeFreeCode(tx: Tx, { pool, customerId, key, span, now }: Giving): Promise<string> {
  const [taken] = await tx.$queryRaw<{ id: string }[]>`
    update coupon set customer_id = ${customerId}::uuid, issue_key = ${key}, issued_at = ${now},
      valid_from = ${span.validFrom}, expires_at = ${span.expiresAt}
    where brand_id = ${pool.brandId}::uuid and id = (
      select id from coupon where brand_id = ${pool.brandId}::uuid and pool_id = ${pool.id}::uuid
        and state = 'issued' and customer_id is null and hold_id is null
      order by id limit 1 for update skip locked)
    returning id`;
  if (!taken) throw new Refusal('coupon_pool_empty');
  return taken.id;
}

async function makeCode(tx: Tx, deps: Deps, { pool, customerId, key, span, now }: Giving): Promise<string> {
  const { brandId } = pool;
  if (pool.useLimit !== null) {
    const uses = await tx.$executeRaw`
      update coupon_pool set use_count = use_count + 1
      where brand_id = ${brandId}::uuid and id = ${pool.id}::uuid and use_count < use_limit`;
    if (uses === 0) throw new Refusal('coupon_pool_empty');
  }
  const id = deps.random.id();
  await tx.coupon.create({
    data: {
      brandId,
      id,
      code: newCode(deps.random),
      poolId: pool.id,
      customerId,
      issueKey: key,
      issuedAt: now,
      ...span,
    },
  });
  return id;
}

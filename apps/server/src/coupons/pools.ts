/** What staff do with pools of coupons: each change is one transaction with its line in the audit log. */
import {
  type CouponPool,
  type CouponPoolBody,
  type CouponPoolChange,
  couponPoolLimit,
  codesPerPool,
} from '@regulars/contracts';
import { isDeepStrictEqual } from 'node:util';
import { actorOf, audit, type Change, changesBetween } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { isUniqueViolation, type Tx } from '../platform/db.ts';
import { addJob } from '../platform/jobs.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { codeKey } from './code.ts';
import { generateJob } from './generate.jobs.ts';
import { findPool, type PoolId, showPool } from './pool-views.ts';
import { textColumns } from './promise.ts';
import { spanOf } from './validity.ts';

/** Refuses `too_many_coupon_pools` and `coupon_code_taken`. */
export async function createPool(
  deps: Deps,
  caller: BrandStaffCaller,
  body: CouponPoolBody,
): Promise<CouponPool> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    await checkPoolShops(tx, brandId, body.shopIds);
    if ((await tx.couponPool.count({ where: { brandId } })) >= couponPoolLimit) {
      throw new Refusal('too_many_coupon_pools', { values: { limit: couponPoolLimit } });
    }
    const sharedCodeKey = body.sharedCode === null ? null : codeKey(body.sharedCode);
    if (sharedCodeKey !== null) await checkFree(tx, brandId, sharedCodeKey);
    const id = deps.random.id();
    await tx.couponPool.create({
      data: {
        ...columnsOf(body),
        brandId,
        id,
        kind: body.kind,
        sharedCode: body.sharedCode,
        sharedCodeKey,
        createdAt: deps.clock.now(),
      },
    });
    await record(tx, deps, caller, 'coupon_pool.created', { id, name: body.name });
    return showPool(tx, deps, { brandId, id }, caller.language);
  });
}

/** Refuses `coupon_pool_not_found`, and `coupon_pool_in_use` for other terms once somebody has a coupon. */
export async function savePool(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  body: CouponPoolChange,
): Promise<CouponPool> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    await lockPool(tx, { brandId, id });
    const before = await showPool(tx, deps, { brandId, id }, caller.language);
    await checkPoolShops(tx, brandId, body.shopIds);
    if (before.kind !== 'shared' && body.useLimit !== null) {
      throw refuseField('useLimit', 'only a shared code has a limit of uses');
    }
    if (!before.canChangeTerms && !isDeepStrictEqual(before.terms, body.terms)) {
      throw new Refusal('coupon_pool_in_use');
    }
    const { useCount } = await findPool(tx, { brandId, id });
    if (body.useLimit !== null && body.useLimit < useCount) {
      throw refuseField('useLimit', {
        ru: `код использовали уже ${useCount} раз`,
        en: `the code was used ${useCount} times already`,
      });
    }
    await tx.couponPool.update({ where: { brandId_id: { brandId, id } }, data: columnsOf(body) });
    await moveFreeCodes(tx, deps, { brandId, id }, body);
    const changes = changesBetween(pick(before), pick(body));
    await record(tx, deps, caller, 'coupon_pool.saved', { id, name: body.name }, changes);
    return showPool(tx, deps, { brandId, id }, caller.language);
  });
}

export async function setPoolState(
  deps: Deps,
  caller: BrandStaffCaller,
  id: string,
  isActive: boolean,
): Promise<CouponPool> {
  const brandId = caller.brand.id;
  return inTransaction(deps, async (tx) => {
    const before = await findPool(tx, { brandId, id });
    await tx.couponPool.update({ where: { brandId_id: { brandId, id } }, data: { isActive } });
    const changes = changesBetween({ isActive: before.isActive }, { isActive });
    if (changes.length > 0) {
      await record(tx, deps, caller, 'coupon_pool.switched', { id, name: before.name }, changes);
    }
    return showPool(tx, deps, { brandId, id }, caller.language);
  });
}

/** Refuses `coupon_pool_kind` and `coupon_pool_full`. */
export async function orderCodes(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  { id, quantity }: { id: string; quantity: number },
): Promise<CouponPool> {
  const brandId = caller.brand.id;
  await lockPool(tx, { brandId, id });
  const pool = await findPool(tx, { brandId, id });
  if (pool.kind !== 'generated') throw new Refusal('coupon_pool_kind');
  if (pool.wantedCount + quantity > codesPerPool) {
    throw new Refusal('coupon_pool_full', { values: { limit: codesPerPool } });
  }
  await tx.couponPool.update({
    where: { brandId_id: { brandId, id } },
    data: { wantedCount: { increment: quantity } },
  });
  await addJob(tx, generateJob, { brandId, poolId: id }, { key: `coupons.generate:${id}` });
  await record(tx, deps, caller, 'coupon_pool.filled', { id, name: pool.name }, [
    { field: 'codes', before: pool.wantedCount, after: pool.wantedCount + quantity },
  ]);
  return showPool(tx, deps, { brandId, id }, caller.language);
}

/** Held until the transaction ends: filling, changing and importing go one after the other. */
export async function lockPool(tx: Tx, { brandId, id }: PoolId): Promise<void> {
  await tx.$queryRaw`
    select id from coupon_pool where brand_id = ${brandId}::uuid and id = ${id}::uuid for update`;
}

/** Codes that nobody has follow the pool's days; given ones keep what they promised. */
async function moveFreeCodes(
  tx: Tx,
  deps: Deps,
  { brandId, id }: PoolId,
  { validity }: CouponPoolChange,
): Promise<void> {
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const span = spanOf(validity, null, zone);
  const isOpen = span.expiresAt === null || span.expiresAt > deps.clock.now();
  await tx.coupon.updateMany({
    where: {
      brandId,
      poolId: id,
      customerId: null,
      state: { in: isOpen ? ['issued', 'expired'] : ['issued'] },
    },
    data: { ...span, ...(isOpen ? { state: 'issued' } : {}) },
  });
}

async function checkFree(tx: Tx, brandId: string, key: string): Promise<void> {
  if (key === '') {
    throw refuseField('sharedCode', { ru: 'нужны буквы или цифры', en: 'needs letters or digits' });
  }
  const taken = await tx.coupon.findUnique({
    where: { brandId_code: { brandId, code: key } },
    select: { id: true },
  });
  if (taken) throw new Refusal('coupon_code_taken');
}

export async function checkPoolShops(tx: Tx, brandId: string, shopIds: readonly string[]): Promise<void> {
  const count = await tx.shop.count({ where: { brandId, id: { in: [...shopIds] } } });
  if (count !== new Set(shopIds).size) {
    throw refuseField('shopIds', {
      ru: 'есть магазин, которого нет у бренда',
      en: 'names a shop that the brand does not have',
    });
  }
}

function columnsOf(body: CouponPoolChange) {
  return {
    name: body.name,
    ...textColumns(body),
    terms: body.terms,
    validity: body.validity,
    shopIds: body.shopIds,
    perPersonLimit: body.perPersonLimit,
    useLimit: body.useLimit,
  };
}

function pick({ name, title, terms, validity, perPersonLimit, useLimit }: CouponPoolChange) {
  return { name, title, terms, validity, perPersonLimit, useLimit };
}

async function record(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  action: string,
  { id, name }: { id: string; name: string },
  changes: readonly Change[] = [],
): Promise<void> {
  await audit(tx, deps.random, {
    brandId: caller.brand.id,
    actor: actorOf(caller),
    action,
    target: { kind: 'coupon_pool', id, name },
    changes,
  });
}

async function inTransaction<T>(deps: Deps, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await deps.db.prisma.$transaction(work);
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('coupon_code_taken');
    throw error;
  }
}

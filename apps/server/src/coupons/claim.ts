/**
 * A code that a person types. A wrong, expired, used or somebody else's code is judged by the same statement and gets
 * the same answer, so that neither words nor time tell which it was.
 */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { countWrong, createLimiter, type Limiter } from '../platform/limits.ts';
import { emit } from '../platform/events.ts';
import { guardWallet } from '../ledger/guard-wallet.ts';
import { Refusal } from '../platform/refusal.ts';
import { takeAllowance } from './allowance.ts';
import { codeKey } from './code.ts';
import { issueCoupon } from './issue.ts';
import { readValidity } from './promise.ts';
import { spanOf } from './validity.ts';

/** Every try of a person counts, right ones too: nobody has more codes than that in their hand. */
const triesPerPerson = { allowed: 10, seconds: 600, blockSeconds: 600 };
/** A family behind one address mistypes now and then. */
const wrongPerNetwork = { allowed: 40, seconds: 600, blockSeconds: 600 };
/** A campaign brings thousands of right codes, and few wrong ones. */
const wrongPerBrand = { allowed: 600, seconds: 600, blockSeconds: 120 };

export interface Claims {
  claim(claim: Claim): Promise<{ couponId: string; isNew: boolean }>;
}

interface Claim {
  brandId: string;
  customerId: string;
  network: string;
  code: string;
}

interface Limits {
  person: Limiter;
  network: Limiter;
  brand: Limiter;
}

export function openClaims(deps: Deps): Claims {
  const limits: Limits = {
    person: createLimiter(deps.db.pool, { name: 'coupon-person', ...triesPerPerson }),
    network: createLimiter(deps.db.pool, { name: 'coupon-network', ...wrongPerNetwork }),
    brand: createLimiter(deps.db.pool, { name: 'coupon-brand', ...wrongPerBrand }),
  };
  return {
    async claim(claim) {
      const { brandId, customerId, network } = claim;
      const counters = [
        { limiter: limits.network, key: `${brandId}:${network}` },
        { limiter: limits.brand, key: brandId },
      ];
      return countWrong(counters, 'coupon_code_not_valid', async () => {
        await limits.person.spend(`${brandId}:${customerId}`);
        return takeCode(deps, claim);
      });
    },
  };
}

/** What the code leads to for this person; nothing for every other code. */
const lookUp = `select
    c.id as coupon_id, c.pool_id, c.customer_id = $3::uuid as is_own, s.id as shared_pool_id, o.id as own_id
  from (select 1) one
  left join coupon c on c.brand_id = $1::uuid and c.code = $2::text and c.state = 'issued'
    and (c.expires_at is null or c.expires_at > $4::timestamptz)
    and (c.customer_id = $3 or (c.customer_id is null and c.hold_id is null and exists (
      select from coupon_pool p where p.brand_id = $1 and p.id = c.pool_id and p.is_active)))
  left join coupon_pool s on s.brand_id = $1 and s.shared_code_key = $2 and s.is_active
  left join lateral (select id from coupon where brand_id = $1 and customer_id = $3 and pool_id = s.id
    and state = 'issued' and (expires_at is null or expires_at > $4) order by id limit 1) o on true`;

const found = z.object({
  coupon_id: z.string().nullable(),
  pool_id: z.string().nullable(),
  is_own: z.boolean().nullable(),
  shared_pool_id: z.string().nullable(),
  own_id: z.string().nullable(),
});

async function takeCode(deps: Deps, { brandId, customerId, code }: Claim) {
  const { rows } = await deps.db.posting.query({
    name: 'coupon-code',
    text: lookUp,
    values: [brandId, codeKey(code), customerId, deps.clock.now()],
  });
  const row = found.parse(rows[0]);
  const known = row.is_own ? row.coupon_id : row.own_id;
  if (known !== null) return { couponId: known, isNew: false };
  const { coupon_id: couponId, pool_id: poolId, shared_pool_id: sharedPoolId } = row;
  if ((couponId === null || poolId === null) && sharedPoolId === null)
    throw new Refusal('coupon_code_not_valid');
  return takeOrRefuse(() =>
    deps.db.prisma.$transaction(async (tx) => {
      const taken =
        couponId !== null && poolId !== null
          ? await takeBearer(tx, deps, { brandId, customerId, couponId, poolId })
          : await issueCoupon(tx, deps, {
              brandId,
              poolId: sharedPoolId ?? '',
              customerId,
              key: `code:${deps.random.id()}`,
              source: 'code',
            });
      return { couponId: taken, isNew: true };
    }),
  );
}

/** Limits and races end in the same answer as a wrong code. */
async function takeOrRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal('coupon_code_not_valid');
    throw error;
  }
}

/** A code that was nobody's becomes this person's: of many who type it, one gets it. */
async function takeBearer(
  tx: Tx,
  deps: Deps,
  {
    brandId,
    customerId,
    couponId,
    poolId,
  }: { brandId: string; customerId: string; couponId: string; poolId: string },
): Promise<string> {
  await guardWallet(tx, brandId, customerId);
  const pool = await tx.couponPool.findUniqueOrThrow({ where: { brandId_id: { brandId, id: poolId } } });
  const { zone } = await tx.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const now = deps.clock.now();
  const span = spanOf(readValidity(pool.validity), now, zone);
  const { count } = await tx.coupon.updateMany({
    where: { brandId, id: couponId, state: 'issued', customerId: null, holdId: null },
    data: { customerId, issuedAt: now, ...span },
  });
  if (count === 0) throw new Refusal('coupon_code_not_valid');
  const allowance = { brandId, sourceId: poolId, customerId, pieces: 1, limit: pool.perPersonLimit };
  if (!(await takeAllowance(tx, allowance))) throw new Refusal('coupon_code_not_valid');
  await emit(tx, deps.random, {
    brandId,
    type: 'coupon.issued',
    customerId,
    payload: {
      couponId,
      source: 'code',
      poolId,
      rewardId: null,
      expiresAt: span.expiresAt?.toISOString() ?? null,
    },
    occurredAt: now,
  });
  return couponId;
}

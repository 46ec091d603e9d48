/** A coupon that is used without a purchase: looked at, and used up once, however many try at the same time. */
import type { Coupon, CouponCheck, Language } from '@regulars/contracts';
import { describeCouponReason, describeCouponTerms, shownIn } from '@regulars/contracts/coupon-words';
import { formatMoney } from '@regulars/contracts/points';
import { holdSurvivor, survivorId } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { guardWallet } from '../ledger/guard-wallet.ts';
import { runInside } from '../ledger/statement.ts';
import type { Tx } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { takeAllowance } from './allowance.ts';
import { type CouponState, readCoupons } from './coupon.state.sql.ts';
import { issueCoupon } from './issue.ts';
import { couponRefusal, refuseCoupon } from './on-bill.ts';
import { viewCouponInside } from './present.ts';

export interface RedeemQuestion {
  brandId: string;
  code: string;
  /** Whose it is to be; where it is not said, whoever has it. */
  customerId?: string | undefined;
  shopId?: string | undefined;
  language: Language;
}

/** Refuses `coupon_not_found`. Writes nothing. */
export async function checkCoupon(deps: Deps, question: RedeemQuestion): Promise<CouponCheck> {
  const { prisma } = deps.db;
  const { brandId, language, shopId } = question;
  const customerId =
    question.customerId === undefined ? null : await survivorId(prisma, brandId, question.customerId);
  const now = deps.clock.now();
  const coupon = await findState(prisma, { ...question, customerId, now });
  const { currency } = await prisma.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { currency: true },
  });
  const { terms, title } = coupon.promise;
  const problem = refuseCoupon(coupon, useOf(coupon, { customerId, shopId, now }));
  const minTotal = formatMoney(terms.minTotalMinor ?? 0, currency, language);
  return {
    coupon: coupon.id === null ? null : await viewCouponInside(prisma, { brandId, language, now }, coupon.id),
    title: shownIn(title, language),
    summary: describeCouponTerms(terms, currency, language),
    problem,
    problemText: problem && describeCouponReason(problem, { minTotal }, language),
  };
}

export interface Redemption extends RedeemQuestion {
  actor: { kind: 'staff' | 'apiKey'; id: string };
}

/** Refuses `coupon_not_found`, `coupon_not_applicable`, `customer_not_found`, `shop_not_found`. */
export async function redeemCoupon(tx: Tx, deps: Deps, redemption: Redemption): Promise<Coupon> {
  const { brandId, language, shopId, actor } = redemption;
  const now = deps.clock.now();
  await checkShop(tx, brandId, shopId);
  const customerId =
    redemption.customerId === undefined ? null : await holdSurvivor(tx, brandId, redemption.customerId);
  const coupon = await findState(tx, { ...redemption, customerId, now });
  const reason = refuseCoupon(coupon, useOf(coupon, { customerId, shopId, now }));
  const refusal = (why: typeof reason) =>
    couponRefusal({ code: redemption.code, reason: why, minTotalMinor: null }, '');
  if (reason) throw refusal(reason);
  const id = coupon.id ?? (await takeShared(tx, deps, redemption, { coupon, customerId }));
  const owner = coupon.customerId ?? customerId;
  const isTaken = coupon.id !== null && coupon.customerId === null;
  if (isTaken && owner !== null) await guardWallet(tx, brandId, owner);
  const { count } = await tx.coupon.updateMany({
    // A shared code has just become a coupon of this transaction's own.
    where: {
      brandId,
      id,
      state: 'issued',
      ...(coupon.id === null ? {} : { holdId: coupon.holdId, customerId: coupon.customerId }),
    },
    data: {
      state: 'redeemed',
      customerId: owner,
      holdId: null,
      redeemedAt: now,
      redeemedByKind: actor.kind,
      redeemedById: actor.id,
      redeemedShopId: shopId ?? null,
    },
  });
  if (count === 0) throw refusal('redeemed');
  if (isTaken && owner !== null) {
    await countForOwner(tx, { brandId, coupon, owner, refuse: () => refusal('person_limit') });
  }
  await emit(tx, deps.random, {
    brandId,
    type: 'coupon.redeemed',
    customerId: owner,
    payload: {
      couponId: id,
      poolId: coupon.pool?.id ?? null,
      rewardId: coupon.rewardId,
      purchaseId: null,
      discountMinor: 0,
    },
    occurredAt: now,
  });
  return viewCouponInside(tx, { brandId, language, now }, id);
}

async function findState(
  tx: Tx,
  { brandId, code, customerId, now }: { brandId: string; code: string; customerId: string | null; now: Date },
): Promise<CouponState> {
  const [coupon] = await readCoupons(runInside(tx), { brandId, now, questions: [{ code, customerId }] });
  if (!coupon) throw new Refusal('coupon_not_found');
  return coupon;
}

function useOf(
  coupon: CouponState,
  { customerId, shopId, now }: { customerId: string | null; shopId: string | undefined; now: Date },
) {
  return { now, customerId: customerId ?? coupon.customerId, shopId: shopId ?? null, holdId: null };
}

async function takeShared(
  tx: Tx,
  deps: Deps,
  { brandId }: Redemption,
  { coupon, customerId }: { coupon: CouponState; customerId: string | null },
): Promise<string> {
  if (customerId === null || !coupon.pool) {
    throw refuseField('customerId', {
      ru: 'нужен клиент: этим кодом пользуются многие',
      en: 'is needed: many people share this code',
    });
  }
  const key = `code:${deps.random.id()}`;
  return issueCoupon(tx, deps, { brandId, poolId: coupon.pool.id, customerId, key, source: 'code' });
}

async function countForOwner(
  tx: Tx,
  {
    brandId,
    coupon,
    owner,
    refuse,
  }: { brandId: string; coupon: CouponState; owner: string; refuse: () => Refusal },
): Promise<void> {
  const { pool } = coupon;
  if (!pool) return;
  const allowance = { brandId, sourceId: pool.id, customerId: owner, pieces: 1, limit: pool.perPersonLimit };
  if (!(await takeAllowance(tx, allowance))) throw refuse();
}

async function checkShop(tx: Tx, brandId: string, shopId: string | undefined): Promise<void> {
  if (shopId === undefined) return;
  const shop = await tx.shop.findUnique({
    where: { brandId_id: { brandId, id: shopId } },
    select: { id: true },
  });
  if (!shop) throw new Refusal('shop_not_found');
}

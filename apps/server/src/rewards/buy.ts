/** Buying a reward: points, stock, the limit for a person and the coupon move in one transaction or not at all. */
import type { Language, RouteOutput, Routes } from '@regulars/contracts';
import { shownIn } from '@regulars/contracts/coupon-words';
import { takeAllowance } from '../coupons/allowance.ts';
import { newCode } from '../coupons/code.ts';
import { viewOwnCouponInside } from '../coupons/present.ts';
import { promiseOf, readValidity } from '../coupons/promise.ts';
import { spanOf } from '../coupons/validity.ts';
import { holdSurvivor } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { settleDue } from '../ledger/due.ts';
import { debit } from '../ledger/moves.ts';
import { postInside } from '../ledger/optimistic.ts';
import { runInside } from '../ledger/statement.ts';
import { announce, type Draft, openDraft, type Source, type WalletState } from '../ledger/wallet-state.ts';
import { readWallets, type WalletsState } from '../ledger/wallet.state.sql.ts';
import { writeMoves } from '../ledger/write.sql.ts';
import type { Tx } from '../platform/db.ts';
import type { Repeat } from '../platform/idempotency.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { tierOf } from '../tiers/tier-of.sql.ts';
import { isForTier } from './offered.ts';
import { isOnSale, leftCount, type RewardBrand, rewardBrand, type RewardRow } from './present.ts';
import { affordable } from './quantity.rules.ts';

export interface Purchase {
  brandId: string;
  customerId: string;
  rewardId: string;
  quantity: number | 'max' | undefined;
  /** The price the person saw. */
  pricePoints: number | undefined;
  language: Language;
  actor: Source['actor'];
  inputHash: Repeat['inputHash'];
}

type Bought = RouteOutput<Routes['buyReward']>;

/** Refuses as the contract of `buyReward` says. */
export async function buyReward(tx: Tx, deps: Deps, purchase: Purchase): Promise<Bought> {
  const { brandId, language } = purchase;
  const now = deps.clock.now();
  const brand = await rewardBrand(tx, { brandId, language, now });
  const reward = await findOnSale(tx, purchase, brand);
  const customerId = await holdSurvivor(tx, brandId, purchase.customerId);
  const tier = await tierOf(tx, { brandId, customerId, now });
  if (!isForTier(reward, tier?.id ?? null)) throw new Refusal('reward_for_other_tiers');
  const couponId = deps.random.id();
  const paid = await pay(tx, deps, { purchase, reward, customerId, couponId, now });
  await takePieces(tx, { brandId, customerId, reward, quantity: paid.quantity });
  await makeCoupon(tx, deps, { reward, customerId, couponId, paid, now, zone: brand.zone });
  return {
    coupon: await viewOwnCouponInside(tx, { brandId, language, now }, couponId),
    spentPoints: paid.points,
    wallet: { available: paid.wallet.available, pending: paid.wallet.pending, held: paid.wallet.held },
  };
}

async function findOnSale(
  tx: Tx,
  { brandId, rewardId, pricePoints }: Purchase,
  { today }: RewardBrand,
): Promise<RewardRow> {
  const reward = await tx.reward.findUnique({ where: { brandId_id: { brandId, id: rewardId } } });
  if (!reward || !isOnSale(reward, today)) throw new Refusal('reward_not_found');
  const price = Number(reward.pricePoints);
  if (pricePoints !== undefined && pricePoints !== price) {
    throw new Refusal('reward_price_changed', { values: { price } });
  }
  // Seen without a lock, so that a crowd in front of empty shelves costs little; the row itself decides.
  const left = leftCount(reward);
  if (left !== null && left < reward.quantityStep) throw new Refusal('reward_sold_out');
  return reward;
}

interface Paying {
  purchase: Purchase;
  reward: RewardRow;
  customerId: string;
  couponId: string;
  now: Date;
}

interface Paid {
  draft: Draft;
  wallet: WalletState;
  entryId: string;
  quantity: number;
  points: number;
}

async function pay(tx: Tx, deps: Deps, paying: Paying): Promise<Paid> {
  const { purchase, reward, customerId, now } = paying;
  const { brandId } = purchase;
  const had = await tx.couponAllowance.findUnique({
    where: { brandId_sourceId_customerId: { brandId, sourceId: reward.id, customerId } },
  });
  return postInside<WalletsState, Paid>(runInside(tx), brandId, {
    read: (run, lotLimit) =>
      readWallets(run, {
        brandId,
        customerIds: [customerId],
        postingKey: '',
        lotLimit,
        now,
        lots: 'spendable',
      }),
    customerIds: () => [customerId],
    plan: (state) => planPayment(state, openDraft(brandId, now, deps.random), paying, had?.taken ?? 0),
    write: (run, planned) => writeMoves(run, planned.draft, null),
  });
}

function planPayment(
  state: WalletsState,
  draft: Draft,
  { purchase, reward, couponId }: Paying,
  ownCount: number,
): Paid {
  const [wallet] = state.wallets;
  if (!wallet) throw new Refusal('customer_not_found');
  settleDue(draft, wallet);
  const available = Math.max(0, wallet.available);
  const quantity = quantityOf(purchase, reward, { points: available, ownCount });
  const points = quantity * Number(reward.pricePoints);
  const { title } = promiseOf(reward);
  const entry = debit(draft, wallet, 'reward', points, {
    kind: 'reward',
    id: couponId,
    purchaseId: null,
    refundId: null,
    ruleVersionId: null,
    reason: shownIn(title, purchase.language),
    actor: purchase.actor,
    postingKey: `reward:${couponId}`,
    inputHash: purchase.inputHash,
    occurredAt: draft.now,
  });
  announce(draft, 'reward.bought', wallet.customerId, {
    rewardId: reward.id,
    couponId,
    quantity,
    spentPoints: points,
    availableAfter: wallet.available,
  });
  return { draft, wallet, entryId: entry.id, quantity, points };
}

function quantityOf(
  { quantity }: Purchase,
  reward: RewardRow,
  own: { points: number; ownCount: number },
): number {
  const { quantityStep, maxQuantity } = reward;
  if (quantity === 'max') {
    const most = affordable(reward, own);
    // Whatever is in the way of one pack is said by the guards that follow.
    return most === 0 ? quantityStep : most;
  }
  const wanted = quantity ?? quantityStep;
  if (wanted % quantityStep !== 0) {
    throw refuseField('quantity', {
      ru: `продаётся по ${quantityStep} шт.`,
      en: `must be a multiple of ${quantityStep}`,
    });
  }
  if (wanted > maxQuantity) {
    throw refuseField('quantity', {
      ru: `за раз можно не больше ${maxQuantity} шт.`,
      en: `must be at most ${maxQuantity}`,
    });
  }
  return wanted;
}

/** The limit first and the stock last: its row is what a crowd waits for, so it is held for the shortest time. */
async function takePieces(
  tx: Tx,
  {
    brandId,
    customerId,
    reward,
    quantity,
  }: { brandId: string; customerId: string; reward: RewardRow; quantity: number },
): Promise<void> {
  const { id, perPersonLimit } = reward;
  const allowance = { brandId, sourceId: id, customerId, pieces: quantity, limit: perPersonLimit };
  if (!(await takeAllowance(tx, allowance))) {
    throw new Refusal('reward_limit_reached', { values: { limit: perPersonLimit ?? 0 } });
  }
  await tx.customerStats.updateMany({
    where: { brandId, customerId },
    data: { redeemedPoints: { increment: quantity * Number(reward.pricePoints) } },
  });
  const sold = await tx.$executeRaw`
    update reward set sold_count = sold_count + ${quantity}::int
    where brand_id = ${brandId}::uuid and id = ${id}::uuid
      and state = 'active' and (stock is null or sold_count + ${quantity}::int <= stock)`;
  if (sold === 0) throw new Refusal('reward_sold_out');
}

async function makeCoupon(
  tx: Tx,
  deps: Deps,
  { reward, customerId, couponId, paid, now, zone }: Omit<Paying, 'purchase'> & { paid: Paid; zone: string },
): Promise<void> {
  await tx.coupon.create({
    data: {
      brandId: reward.brandId,
      id: couponId,
      code: newCode(deps.random),
      rewardId: reward.id,
      customerId,
      quantity: paid.quantity,
      promise: promiseOf(reward),
      pricePoints: paid.points,
      entryId: paid.entryId,
      issuedAt: now,
      ...spanOf(readValidity(reward.validity), now, zone),
    },
  });
}

/** The life of the demo's rewards and coupons: the shelf is filled, and people buy, use, wait too long and cancel. */
import { couponPoolBody, type PurchaseBody, rewardBody } from '@regulars/contracts';
import { menu } from '@regulars/prisma/seed/zerno';
import { expireCouponsJob } from '../coupons/coupons.jobs.ts';
import { generateJob } from '../coupons/generate.jobs.ts';
import { issueCoupon } from '../coupons/issue.ts';
import { createPool, orderCodes } from '../coupons/pools.ts';
import { redeemCoupon } from '../coupons/redeem.ts';
import type { Deps } from '../deps.ts';
import { openPurchasing } from '../purchases/purchases.ts';
import { buyReward } from '../rewards/buy.ts';
import { cancelCoupon } from '../rewards/cancel.ts';
import { createReward, keepPicture, setRewardState } from '../rewards/rewards.ts';
import { drawReward, type RewardPicture } from './reward-pictures.ts';
import { letterPool, type PoolInput, rewards, sharedPool, sorryPool } from './reward-shelf.ts';
import { ownerOf } from './rules.ts';

const openedDaysAgo = 45;

/** As the owner would in the admin; then, morning by morning, people buy, use, wait too long, and are given something. */
export function openRewards(deps: Deps, brandId: string): (daysAgo: number) => Promise<void> {
  let ids: Record<string, string> = {};
  let sorryId = '';
  return async (daysAgo) => {
    if (daysAgo === openedDaysAgo) {
      ids = await fillCatalogue(deps, brandId);
      sorryId = await makePools(deps, brandId);
    }
    const people = await richMembers(deps, brandId);
    for (const [index, step] of story.entries()) {
      const customerId = people[index];
      if (step.daysAgo === daysAgo && customerId !== undefined) {
        await takeReward(deps, { brandId, customerId, rewardId: ids[step.picture] ?? '', end: step.end });
      }
    }
    const given = people[story.length + daysAgo];
    if (daysAgo <= sorryDays && given !== undefined) {
      await useCoupon(deps, { brandId, customerId: given, sorryId, daysAgo });
    }
    if (daysAgo === 0) await expireCouponsJob.run(deps, { brandId });
  };
}

async function fillCatalogue(deps: Deps, brandId: string): Promise<Record<string, string>> {
  const caller = await ownerOf(deps, brandId);
  const ids: Record<string, string> = {};
  for (const { picture, state, body } of rewards) {
    const { id } = await createReward(deps, caller, rewardBody.parse(body));
    const pictureFile = await keepPicture(deps, brandId, await drawReward(picture));
    await deps.db.prisma.reward.update({ where: { brandId_id: { brandId, id } }, data: { pictureFile } });
    if (state !== 'draft') await setRewardState(deps, caller, id, state);
    ids[picture] = id;
  }
  return ids;
}

/** Answers the pool of coupons that staff give by hand. */
async function makePools(deps: Deps, brandId: string): Promise<string> {
  const caller = await ownerOf(deps, brandId);
  const make = (body: PoolInput) => createPool(deps, caller, couponPoolBody.parse(body));
  const flyers = await make(letterPool);
  await deps.db.prisma.$transaction((tx) => orderCodes(tx, deps, caller, { id: flyers.id, quantity: 300 }));
  await generateJob.run(deps, { brandId, poolId: flyers.id });
  await make(sharedPool);
  const sorry = await make(sorryPool);
  return sorry.id;
}

/** Who has the most points comes first. */
async function richMembers(deps: Deps, brandId: string): Promise<string[]> {
  const wallets = await deps.db.prisma.wallet.findMany({
    where: { brandId, available: { gte: 100 }, customer: { joinedAt: { not: null }, deletedAt: null } },
    orderBy: [{ available: 'desc' }, { customerId: 'asc' }],
    take: 30,
  });
  return wallets.map(({ customerId }) => customerId);
}

type End = 'open' | 'used' | 'cancelled';

/** Who bought what, how long ago, and what became of it. */
const story: { picture: RewardPicture; daysAgo: number; end: End }[] = [
  { picture: 'cappuccino', daysAgo: 42, end: 'open' },
  { picture: 'croissant', daysAgo: 40, end: 'used' },
  { picture: 'beans', daysAgo: 33, end: 'used' },
  { picture: 'breakfast', daysAgo: 10, end: 'open' },
  { picture: 'coffee', daysAgo: 12, end: 'used' },
  { picture: 'cheesecake', daysAgo: 9, end: 'cancelled' },
  { picture: 'cappuccino', daysAgo: 6, end: 'open' },
  { picture: 'stickers', daysAgo: 4, end: 'used' },
  { picture: 'croissant', daysAgo: 3, end: 'open' },
  { picture: 'coffee', daysAgo: 1, end: 'open' },
];
const sorryDays = 8;

interface Taking {
  brandId: string;
  customerId: string;
  rewardId: string;
  end: End;
}

async function takeReward(deps: Deps, { brandId, customerId, rewardId, end }: Taking): Promise<void> {
  const { userId, name } = await ownerOf(deps, brandId);
  const actor = { kind: 'staff', id: userId, name } as const;
  const language = 'ru';
  await deps.db.prisma.$transaction(async (tx) => {
    const { coupon } = await buyReward(tx, deps, {
      brandId,
      customerId,
      rewardId,
      quantity: undefined,
      pricePoints: undefined,
      language,
      actor: { kind: 'customer', id: customerId },
      inputHash: '',
    });
    const code = coupon.qrText;
    if (end === 'used') {
      await redeemCoupon(tx, deps, { brandId, code, customerId, shopId: undefined, language, actor });
    } else if (end === 'cancelled') {
      const reason = 'Чизкейк закончился, вернули зёрна';
      await cancelCoupon(tx, deps, { brandId, coupon: { code }, reason, language, actor });
    }
  });
}

/** On every other day somebody waits too long and is given a coupon; on the others somebody uses the channel's code. */
async function useCoupon(
  deps: Deps,
  {
    brandId,
    customerId,
    sorryId,
    daysAgo,
  }: { brandId: string; customerId: string; sorryId: string; daysAgo: number },
): Promise<void> {
  const key = `demo:${daysAgo}`;
  if (daysAgo % 2 === 0) {
    const issue = { brandId, poolId: sorryId, customerId, key, source: 'staff' } as const;
    await deps.db.prisma.$transaction((tx) => issueCoupon(tx, deps, issue));
    return;
  }
  const lines = menu.slice(daysAgo, daysAgo + 1).map((item) => ({
    id: '1',
    sku: item.sku,
    name: item.name,
    category: item.category,
    quantity: 2,
    unitPriceMinor: item.priceMinor,
  }));
  const body: PurchaseBody = {
    externalId: `zerno-coupon-${daysAgo}`,
    customerId,
    lines,
    coupons: ['зерно10'],
  };
  const asker = { source: 'demo', actor: { kind: 'system', id: null }, shopId: null, repeat: null } as const;
  await openPurchasing(deps).create(brandId, body, asker, 'ru');
}

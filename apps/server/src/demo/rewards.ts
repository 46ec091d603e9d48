/** The demo's rewards and coupons: a catalogue with pictures, kinds of codes, and a life for each state. */
import { couponPoolBody, type PurchaseBody, rewardBody } from '@regulars/contracts';
import { menu } from '@regulars/prisma/seed/zerno';
import type { z } from 'zod';
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
import { ownerOf } from './rules.ts';

const monthOfLife = { from: null, until: null, days: 30 };
const free = (filter: object) => ({ discount: { kind: 'freeItem' }, lines: filter }) as const;

interface DemoReward {
  picture: RewardPicture;
  state: 'active' | 'draft';
  body: z.input<typeof rewardBody>;
}

const rewards: DemoReward[] = [
  {
    picture: 'cappuccino',
    state: 'active',
    body: {
      title: { ru: 'Капучино', en: 'Cappuccino' },
      description: {
        ru: 'Классический, на зерне недели. Скажите бариста, если любите на овсяном молоке: доплачивать не нужно.',
        en: 'The classic, on this week’s beans. Tell the barista if you like it with oat milk: no extra charge.',
      },
      pricePoints: 60,
      category: 'Напитки',
      terms: free({ skus: ['cappuccino'] }),
      couponValidity: monthOfLife,
    },
  },
  {
    picture: 'coffee',
    state: 'active',
    body: {
      title: { ru: 'Любой кофе с собой', en: 'Any coffee to go' },
      description: { ru: 'Любой напиток из раздела «Кофе».', en: 'Any drink of the coffee section.' },
      pricePoints: 90,
      category: 'Напитки',
      terms: free({ categories: ['Кофе'] }),
      couponValidity: monthOfLife,
    },
  },
  {
    picture: 'croissant',
    state: 'active',
    body: {
      title: { ru: 'Круассан', en: 'Croissant' },
      description: { ru: 'Тёплый, из утренней выпечки.', en: 'Warm, of this morning’s baking.' },
      pricePoints: 40,
      category: 'К кофе',
      terms: free({ skus: ['croissant'] }),
      couponValidity: monthOfLife,
    },
  },
  {
    picture: 'cheesecake',
    state: 'active',
    body: {
      title: { ru: 'Чизкейк', en: 'Cheesecake' },
      description: { ru: 'Кусочек с ягодным соусом.', en: 'A slice with berry sauce.' },
      pricePoints: 80,
      category: 'К кофе',
      perPersonLimit: 5,
      terms: free({ skus: ['cheesecake'] }),
      couponValidity: monthOfLife,
    },
  },
  {
    picture: 'breakfast',
    state: 'active',
    body: {
      title: { ru: 'Завтрак со скидкой 20%', en: '20% off breakfast' },
      description: {
        ru: 'Сырники и гранола, каждый день до полудня.',
        en: 'Syrniki and granola, every day until noon.',
      },
      pricePoints: 30,
      category: 'К кофе',
      terms: {
        discount: { kind: 'percent', basisPoints: 2_000, maxDiscountMinor: 20_000 },
        lines: { categories: ['Завтраки'] },
      },
      couponValidity: { ...monthOfLife, days: 14 },
    },
  },
  {
    picture: 'beans',
    state: 'active',
    body: {
      title: { ru: 'Пачка зерна, 250 г', en: 'A bag of beans, 250 g' },
      description: {
        ru: 'Эфиопия, обжарка этой недели. Смелем, как вам нужно.',
        en: 'Ethiopia, roasted this week. We grind it as you need.',
      },
      pricePoints: 220,
      category: 'С собой',
      stock: 40,
      terms: { discount: { kind: 'gift' } },
      couponValidity: monthOfLife,
    },
  },
  {
    picture: 'mug',
    state: 'active',
    body: {
      title: { ru: 'Кружка «Зерно»', en: 'The Zerno mug' },
      description: { ru: 'Керамика ручной работы, 350 мл.', en: 'Handmade ceramics, 350 ml.' },
      pricePoints: 350,
      category: 'С собой',
      stock: 15,
      perPersonLimit: 1,
      terms: { discount: { kind: 'gift' } },
      couponValidity: { ...monthOfLife, days: 60 },
    },
  },
  {
    picture: 'stickers',
    state: 'active',
    body: {
      title: { ru: 'Стикеры, по три', en: 'Stickers, in threes' },
      description: { ru: 'На ноутбук или термокружку.', en: 'For a laptop or a tumbler.' },
      pricePoints: 3,
      quantityStep: 3,
      maxQuantity: 9,
      category: 'С собой',
      terms: { discount: { kind: 'gift' } },
      couponValidity: monthOfLife,
    },
  },
  {
    picture: 'lesson',
    state: 'draft',
    body: {
      title: { ru: 'Урок латте-арта', en: 'A latte art lesson' },
      description: {
        ru: 'Час с бариста, группа до четырёх человек.',
        en: 'An hour with a barista, groups of up to four.',
      },
      pricePoints: 500,
      category: 'Впечатления',
      partner: 'Школа бариста',
      stock: 8,
      perPersonLimit: 1,
      terms: { discount: { kind: 'gift' } },
      couponValidity: { ...monthOfLife, days: 90 },
    },
  },
];

const letterPool: z.input<typeof couponPoolBody> = {
  kind: 'generated',
  name: 'Флаеры у метро',
  title: { ru: 'Скидка 15% на первый заказ', en: '15% off the first order' },
  terms: {
    discount: { kind: 'percent', basisPoints: 1_500, maxDiscountMinor: 15_000 },
    minTotalMinor: 30_000,
  },
  validity: monthOfLife,
  perPersonLimit: 1,
};

const sharedPool: z.input<typeof couponPoolBody> = {
  kind: 'shared',
  name: 'Код из канала',
  sharedCode: 'ЗЕРНО10',
  title: { ru: 'Скидка 10%', en: '10% off' },
  description: {
    ru: 'Один раз для каждого подписчика канала.',
    en: 'Once for each subscriber of the channel.',
  },
  terms: { discount: { kind: 'percent', basisPoints: 1_000 } },
  useLimit: 500,
  perPersonLimit: 1,
};

const sorryPool: z.input<typeof couponPoolBody> = {
  kind: 'personal',
  name: 'Извинение за ожидание',
  title: { ru: '100 ₽ за ожидание', en: '100 ₽ for the wait' },
  terms: { discount: { kind: 'amount', amountMinor: 10_000 }, withCoupons: true },
  validity: { ...monthOfLife, days: 14 },
};

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
  const make = (body: z.input<typeof couponPoolBody>) => createPool(deps, caller, couponPoolBody.parse(body));
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

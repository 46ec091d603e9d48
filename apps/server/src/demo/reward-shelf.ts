/** What the demo's shelf holds: its rewards in both languages, and its pools of coupons. */
import type { couponPoolBody, rewardBody } from '@regulars/contracts';
import type { z } from 'zod';
import type { RewardPicture } from './reward-pictures.ts';

const monthOfLife = { from: null, until: null, days: 30 };
const free = (filter: object) => ({ discount: { kind: 'freeItem' }, lines: filter }) as const;

export type PoolInput = z.input<typeof couponPoolBody>;

interface DemoReward {
  picture: RewardPicture;
  state: 'active' | 'draft';
  body: z.input<typeof rewardBody>;
}

export const rewards: readonly DemoReward[] = [
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

export const letterPool: PoolInput = {
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

export const sharedPool: PoolInput = {
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

export const sorryPool: PoolInput = {
  kind: 'personal',
  name: 'Извинение за ожидание',
  title: { ru: '100 ₽ за ожидание', en: '100 ₽ for the wait' },
  terms: { discount: { kind: 'amount', amountMinor: 10_000 }, withCoupons: true },
  validity: { ...monthOfLife, days: 14 },
};

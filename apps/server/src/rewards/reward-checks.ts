/** What a schema cannot see of a reward: shops and tiers that exist, and pieces that its coupon can stand for. */
import type { RewardBody } from '@regulars/contracts';
import { checkPoolShops } from '../coupons/pools.ts';
import type { Tx } from '../platform/db.ts';
import { refuseField } from '../platform/refusal.ts';

/** Refuses `validation_failed` with the place of what cannot work and why. */
export async function checkReward(tx: Tx, brandId: string, body: RewardBody): Promise<void> {
  await checkPoolShops(tx, brandId, body.shopIds);
  await checkTiers(tx, brandId, body.tierIds);
  const { kind } = body.terms.discount;
  if (body.maxQuantity > 1 && (kind === 'percent' || kind === 'freeDelivery')) {
    throw refuseField('maxQuantity', {
      ru: 'несколько штук разом бывает только у подарков, бесплатных товаров и скидок суммой',
      en: 'can be more than one only for gifts, free goods and sums off',
    });
  }
}

async function checkTiers(tx: Tx, brandId: string, tierIds: readonly string[]): Promise<void> {
  const wanted = new Set(tierIds);
  if (wanted.size === 0) return;
  const count = await tx.tier.count({ where: { brandId, id: { in: [...wanted] }, retiredAt: null } });
  if (count !== wanted.size) {
    throw refuseField('tierIds', {
      ru: 'есть уровень, которого нет в программе',
      en: 'names a tier that the programme does not have',
    });
  }
}

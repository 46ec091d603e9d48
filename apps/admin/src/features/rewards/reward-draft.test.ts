/** A reward that is typed is the one that is sent, and nothing is lost on the way back. */
import { rewardBody } from '@regulars/contracts/rewards';
import { expect, it } from 'vitest';
import { freshReward, rewardBodyOf, type RewardDraft } from './reward-draft.ts';

it('every field is sent, and empty limits are none', () => {
  const draft: RewardDraft = {
    ...freshReward,
    title: { ru: 'Капучино', en: '' },
    pricePoints: 250,
    stock: 40,
    category: ' Кофе ',
    from: '2026-03-01',
  };
  expect(rewardBody.parse(rewardBodyOf(draft, 100))).toMatchObject({
    title: { ru: 'Капучино', en: '' },
    pricePoints: 250,
    stock: 40,
    perPersonLimit: null,
    category: 'Кофе',
    partner: null,
    from: '2026-03-01',
    terms: { discount: { kind: 'gift' } },
    couponValidity: { days: 30 },
  });
});

it('a reward without a title or a price is not one', () => {
  const paths = rewardBody
    .safeParse(rewardBodyOf(freshReward, 100))
    .error?.issues.map(({ path }) => path.join('.'));
  expect(paths).toEqual(expect.arrayContaining(['title', 'pricePoints']));
});

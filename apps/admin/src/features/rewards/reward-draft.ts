/** A reward as one types it, and as the contract takes it. */
import {
  freshTerms,
  type TermsDraft,
  termsBody,
  termsDraft,
  type Typed,
  type ValidityDraft,
  validityBody,
  validityDraft,
} from '../coupons/terms-draft.ts';
import type { Reward, RewardBody } from './use-rewards.ts';

export interface RewardDraft {
  title: { ru: string; en: string };
  description: { ru: string; en: string };
  pricePoints: Typed;
  stock: Typed;
  perPersonLimit: Typed;
  quantityStep: Typed;
  maxQuantity: Typed;
  tierIds: string[];
  shopIds: string[];
  category: string;
  partner: string;
  from: string | null;
  until: string | null;
  terms: TermsDraft;
  validity: ValidityDraft;
}

export const freshReward: RewardDraft = {
  title: { ru: '', en: '' },
  description: { ru: '', en: '' },
  pricePoints: '',
  stock: '',
  perPersonLimit: '',
  quantityStep: 1,
  maxQuantity: 1,
  tierIds: [],
  shopIds: [],
  category: '',
  partner: '',
  from: null,
  until: null,
  terms: freshTerms,
  validity: { from: null, until: null, days: 30 },
};

export function rewardDraft(reward: Reward, unitMinor: number): RewardDraft {
  return {
    title: reward.title,
    description: reward.description,
    pricePoints: reward.pricePoints,
    stock: reward.stock ?? '',
    perPersonLimit: reward.perPersonLimit ?? '',
    quantityStep: reward.quantityStep,
    maxQuantity: reward.maxQuantity,
    tierIds: reward.tierIds,
    shopIds: reward.shopIds,
    category: reward.category ?? '',
    partner: reward.partner ?? '',
    from: reward.from,
    until: reward.until,
    terms: termsDraft(reward.terms, unitMinor),
    validity: validityDraft(reward.couponValidity),
  };
}

export function rewardBodyOf(draft: RewardDraft, unitMinor: number): RewardBody {
  const orNull = (typed: Typed) => (typed === '' ? null : typed);
  return {
    title: draft.title,
    description: draft.description,
    pricePoints: Number(draft.pricePoints),
    quantityStep: Number(draft.quantityStep),
    maxQuantity: Number(draft.maxQuantity),
    stock: orNull(draft.stock),
    perPersonLimit: orNull(draft.perPersonLimit),
    tierIds: draft.tierIds,
    shopIds: draft.shopIds,
    category: draft.category.trim() || null,
    partner: draft.partner.trim() || null,
    from: draft.from,
    until: draft.until,
    terms: termsBody(draft.terms, unitMinor),
    couponValidity: validityBody(draft.validity),
  };
}

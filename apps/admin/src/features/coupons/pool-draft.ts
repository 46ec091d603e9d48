/** A pool as one types it, and as the contract takes it. */
import type { CouponPool } from '@regulars/contracts';
import {
  freshTerms,
  type TermsDraft,
  termsBody,
  termsDraft,
  type Typed,
  type ValidityDraft,
  validityBody,
  validityDraft,
} from './terms-draft.ts';
import type { PoolBody, PoolChange, poolKinds } from './use-coupons.ts';

export interface PoolDraft {
  kind: (typeof poolKinds)[number];
  name: string;
  title: { ru: string; en: string };
  description: { ru: string; en: string };
  terms: TermsDraft;
  validity: ValidityDraft;
  shopIds: string[];
  perPersonLimit: Typed;
  useLimit: Typed;
  sharedCode: string;
}

export const freshPool: PoolDraft = {
  kind: 'generated',
  name: '',
  title: { ru: '', en: '' },
  description: { ru: '', en: '' },
  terms: { ...freshTerms, kind: 'percent' },
  validity: { from: null, until: null, days: 30 },
  shopIds: [],
  perPersonLimit: 1,
  useLimit: '',
  sharedCode: '',
};

export function poolDraft(pool: CouponPool, unitMinor: number): PoolDraft {
  return {
    kind: pool.kind,
    name: pool.name,
    title: pool.title,
    description: pool.description,
    terms: termsDraft(pool.terms, unitMinor),
    validity: validityDraft(pool.validity),
    shopIds: pool.shopIds,
    perPersonLimit: pool.perPersonLimit ?? '',
    useLimit: pool.useLimit ?? '',
    sharedCode: pool.sharedCode ?? '',
  };
}

export function poolChange(draft: PoolDraft, unitMinor: number): PoolChange {
  return {
    name: draft.name.trim(),
    title: draft.title,
    description: draft.description,
    terms: termsBody(draft.terms, unitMinor),
    validity: validityBody(draft.validity),
    shopIds: draft.shopIds,
    perPersonLimit: draft.perPersonLimit === '' ? null : draft.perPersonLimit,
    useLimit: draft.kind !== 'shared' || draft.useLimit === '' ? null : draft.useLimit,
  };
}

export function poolBody(draft: PoolDraft, unitMinor: number): PoolBody {
  const sharedCode = draft.kind === 'shared' ? draft.sharedCode.trim() : null;
  return { ...poolChange(draft, unitMinor), kind: draft.kind, sharedCode };
}

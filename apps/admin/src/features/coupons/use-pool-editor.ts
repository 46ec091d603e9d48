/** The form of a pool with its checks and its saving. */
import { couponPoolBody, couponPoolChange } from '@regulars/contracts/coupons';
import { currencyDigits } from '@regulars/contracts/points';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { freshPool, poolBody, poolChange, type PoolDraft, poolDraft } from './pool-draft.ts';
import { type Pool, usePoolActions } from './use-coupons.ts';

/** `pool` is null for a new one. */
export function usePoolEditor(pool: Pool | null, onSaved: (pool: Pool) => void) {
  const { t } = useTranslation('coupons');
  const { currency } = useBrand();
  const notify = useNotify();
  const { create, save } = usePoolActions();
  const unitMinor = 10 ** currencyDigits(currency);
  const [saved, setSaved] = useState(() => (pool ? poolDraft(pool, unitMinor) : freshPool));
  const [draft, setDraft] = useState(saved);
  const [isTried, setTried] = useState(false);
  const refused = fieldErrors(create.error ?? save.error);
  const found = pool
    ? contractProblems(t, couponPoolChange, poolChange(draft, unitMinor))
    : contractProblems(t, couponPoolBody, poolBody(draft, unitMinor));

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.keys(found).length > 0) return;
    try {
      const done = pool
        ? await save.mutateAsync({ id: pool.id, body: poolChange(draft, unitMinor) })
        : await create.mutateAsync(poolBody(draft, unitMinor));
      setSaved(draft);
      notify.done(t('pool.saved', { name: done.name }));
      onSaved(done);
    } catch (error) {
      if (Object.keys(fieldErrors(error)).length === 0) notify.problem(error);
    }
  }

  return {
    draft,
    change: (part: Partial<PoolDraft>) => setDraft((current) => ({ ...current, ...part })),
    problems: isTried ? { ...refused, ...found } : refused,
    isDirty: JSON.stringify(draft) !== JSON.stringify(saved),
    isSaving: create.isPending || save.isPending,
    discard: () => setDraft(saved),
    submit: (event: SubmitEvent) => void submit(event),
  };
}

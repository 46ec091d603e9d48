/** The form of a pool with its checks and its saving. */
import { couponPoolBody, couponPoolChange } from '@regulars/contracts/coupons';
import { currencyDigits } from '@regulars/contracts/points';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { useDraft } from '../../app/parts/use-draft.ts';
import { freshPool, poolBody, poolChange, poolDraft } from './pool-draft.ts';
import { type Pool, usePoolActions } from './use-coupons.ts';

/** `pool` is null for a new one. */
export function usePoolEditor(pool: Pool | null, onSaved: (pool: Pool) => void) {
  const { t } = useTranslation('coupons');
  const { currency } = useBrand();
  const notify = useNotify();
  const { create, save } = usePoolActions();
  const unitMinor = 10 ** currencyDigits(currency);
  const { settle, ...form } = useDraft(() => (pool ? poolDraft(pool, unitMinor) : freshPool));
  const { draft } = form;
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
      settle();
      notify.done(t('pool.saved', { name: done.name }));
      onSaved(done);
    } catch (error) {
      notify.problem(error);
    }
  }

  return {
    ...form,
    problems: isTried ? { ...refused, ...found } : refused,
    isSaving: create.isPending || save.isPending,
    submit: (event: SubmitEvent) => void submit(event),
  };
}

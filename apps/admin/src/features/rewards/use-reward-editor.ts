/** The form of a reward with its checks, its picture and its saving. */
import { currencyDigits } from '@regulars/contracts/points';
import { rewardBody } from '@regulars/contracts/rewards';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { useDraft } from '../../app/parts/use-draft.ts';
import { useShownIn } from '../coupons/use-shown-in.ts';
import { freshReward, rewardBodyOf, rewardDraft } from './reward-draft.ts';
import { type Reward, useRewardActions } from './use-rewards.ts';

/** `reward` is null for a new one; its picture waits for it to be made. */
export function useRewardEditor(reward: Reward | null, onCreated: (id: string) => void) {
  const { t } = useTranslation('rewards');
  const { currency } = useBrand();
  const notify = useNotify();
  const shown = useShownIn();
  const { create, save, upload } = useRewardActions();
  const unitMinor = 10 ** currencyDigits(currency);
  const { settle, ...form } = useDraft(() => (reward ? rewardDraft(reward, unitMinor) : freshReward));
  const { draft } = form;
  const [picture, setPicture] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  const refused = fieldErrors(create.error ?? save.error);
  const found = contractProblems(t, rewardBody, rewardBodyOf(draft, unitMinor), (message) =>
    message === 'must be a multiple of the pieces sold at once' ? t('problem.multiple') : undefined,
  );

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.keys(found).length > 0) return;
    try {
      const body = rewardBodyOf(draft, unitMinor);
      const done = reward ? await save.mutateAsync({ id: reward.id, body }) : await create.mutateAsync(body);
      settle();
      if (picture) await upload.mutateAsync({ id: done.id, file: picture }).catch(notify.problem);
      setPicture(null);
      notify.done(t('saved', { title: shown(done.title) }));
      if (!reward) onCreated(done.id);
    } catch (error) {
      notify.problem(error);
    }
  }

  return {
    ...form,
    picture,
    setPicture,
    problems: isTried ? { ...refused, ...found } : refused,
    isDirty: picture !== null || form.isDirty,
    isSaving: create.isPending || save.isPending || upload.isPending,
    discard: () => {
      form.discard();
      setPicture(null);
    },
    submit: (event: SubmitEvent) => void submit(event),
  };
}

export type RewardEditor = ReturnType<typeof useRewardEditor>;

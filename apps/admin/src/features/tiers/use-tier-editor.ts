/** The draft of the tiers: from what it started, whether it is valid, and saving it against other editors. */
import { useForm } from '@mantine/form';
import { RefusalError } from '@regulars/client';
import type { TierProgramme } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { tierSettings } from '@regulars/contracts/tiers';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { firstTiers, type TierForm, toForm, toFormProblems, toSettings } from './tier-form.ts';
import { programmeQuery, useSaveTiers } from './use-tiers.ts';

/** What the contract says in a sentence of its own, in the reader's words. */
const sentences: Readonly<Record<string, string>> = {
  'must grow from level to level': 'growing',
  "a level from 0 is nobody's achievement: use the welcome bonus": 'gift',
  'name each level once': 'once',
  'must be shorter than the period': 'grace',
};

export function useTierEditor(saved: TierProgramme) {
  const { t } = useTranslation('tiers');
  const { slug, currency } = useBrand();
  const client = useQueryClient();
  const notify = useNotify();
  const save = useSaveTiers();
  const digits = currencyDigits(currency);
  const [base, setBase] = useState(saved.version);
  const [hasConflict, setConflict] = useState(false);
  /** Until when nobody falls by this change; null lets fall. */
  const [keepReachedUntil, setKeepReachedUntil] = useState<string | null>(null);

  const start = saved.settings ? toForm(saved.settings, digits) : { ...firstTiers, levels: [] };
  const say = (message: string) => {
    const key = sentences[message];
    return key && t(`problem.${key}`);
  };
  const problemsOf = (values: TierForm) =>
    toFormProblems(
      contractProblems(t, tierSettings, toSettings(values, digits), say),
      t('levels.multiplierLimits'),
    );
  const form = useForm<TierForm>({
    initialValues: start,
    validate: problemsOf,
    validateInputOnBlur: true,
  });
  const isValid = Object.keys(problemsOf(form.values)).length === 0;

  function startFrom({ version, settings }: TierProgramme) {
    const values = settings ? toForm(settings, digits) : { ...firstTiers, levels: [] };
    setBase(version);
    setConflict(false);
    setKeepReachedUntil(null);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
  }

  async function submit(values: TierForm) {
    try {
      const settings = toSettings(values, digits);
      startFrom(await save.mutateAsync({ baseVersion: base, settings, keepReachedUntil }));
      notify.done(t('saved'));
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'version_conflict') return setConflict(true);
      const problems = fieldErrors(error, 'settings.');
      form.setErrors(toFormProblems(problems, t('levels.multiplierLimits')));
      // A level that a rule or a reward needs belongs to no input.
      if (problems.levels) notify.warn(problems.levels);
      else notify.problem(error);
    }
  }

  return {
    form,
    submit,
    startFrom,
    isSaving: save.isPending,
    hasConflict,
    /** Drops the draft for what was saved meanwhile. */
    async takeTheirs() {
      try {
        startFrom(await client.fetchQuery({ ...programmeQuery(slug), staleTime: 0 }));
      } catch (error) {
        notify.problem(error);
      }
    },
    keepReachedUntil,
    setKeepReachedUntil,
    draft: isValid ? toSettings(form.values, digits) : null,
    /** Puts the levels into the form that most programmes begin with, unsaved. */
    begin: () => form.setValues(firstTiers),
    async end() {
      startFrom(await save.mutateAsync({ baseVersion: base, settings: null, keepReachedUntil: null }));
      notify.done(t('ended'));
    },
  };
}

export type TierEditor = ReturnType<typeof useTierEditor>;

/** The draft of a programme: from what it started, whether it is valid, and saving it against other editors. */
import { useForm } from '@mantine/form';
import { RefusalError } from '@regulars/client';
import type { ProgrammeSettings } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { programmeSettings } from '@regulars/contracts/programme';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { type ProgrammeForm, toForm, toFormProblems, toSettings } from './programme-form.ts';
import { useSaveProgramme } from './use-programme.ts';

interface Saved {
  version: number;
  settings: ProgrammeSettings;
}

export function useProgrammeEditor(saved: Saved) {
  const { t } = useTranslation('programme');
  const { slug, currency } = useBrand();
  const client = useQueryClient();
  const notify = useNotify();
  const save = useSaveProgramme();
  const digits = currencyDigits(currency);
  const [baseVersion, setBaseVersion] = useState(saved.version);
  const [conflict, setConflict] = useState<string | null>(null);

  const sentence = (field: string) => t(`problem.${field}`);
  const problemsOf = (values: ProgrammeForm) =>
    toFormProblems(contractProblems(t, programmeSettings, toSettings(values, digits)), sentence);
  const form = useForm<ProgrammeForm>({
    initialValues: toForm(saved.settings, digits),
    validate: problemsOf,
    validateInputOnBlur: true,
  });
  const isValid = Object.keys(problemsOf(form.values)).length === 0;

  function startFrom({ version, settings }: Saved) {
    setBaseVersion(version);
    setConflict(null);
    form.setInitialValues(toForm(settings, digits));
    form.setValues(toForm(settings, digits));
    form.resetDirty(toForm(settings, digits));
  }

  const submit = (values: ProgrammeForm) => saveOver(baseVersion, values);

  async function saveOver(version: number, values: ProgrammeForm) {
    try {
      startFrom(await save.mutateAsync({ baseVersion: version, settings: toSettings(values, digits) }));
      notify.done(t('saved'));
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'version_conflict')
        return setConflict(error.message);
      form.setErrors(toFormProblems(fieldErrors(error, 'settings.'), sentence));
      notify.problem(error);
    }
  }

  /** Gets the version saved meanwhile: `theirs` drops the draft, `mine` saves the draft over it. */
  async function resolveConflict(choice: 'theirs' | 'mine') {
    let latest: Saved;
    try {
      latest = await call('getProgramme', { params: { slug } });
      client.setQueryData(['programme', slug, 'current'], latest);
      if (choice === 'theirs') return startFrom(latest);
      setBaseVersion(latest.version);
      setConflict(null);
    } catch (error) {
      notify.problem(error);
      return;
    }
    if (!form.validate().hasErrors) await saveOver(latest.version, form.values);
  }

  return {
    form,
    conflict,
    resolveConflict,
    submit,
    isSaving: save.isPending,
    draft: isValid ? toSettings(form.values, digits) : null,
    /** Puts the settings of an older version into the form, unsaved. */
    take: (settings: ProgrammeSettings) => form.setValues(toForm(settings, digits)),
  };
}

/** The draft of the setup and what happens when it is sent: owner and brand made, then signed in. */
import { useForm } from '@mantine/form';
import { RefusalError } from '@regulars/client';
import { completeSetup } from '@regulars/contracts/staff';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { call, meKey } from '../../app/api.ts';
import { auth } from '../../app/auth.ts';
import { newBrand } from '../../app/brand-form/brand-form.ts';
import type { NewBrandForm } from '../../app/brand-form/new-brand-fields.tsx';
import { useLeaveGuard } from '../../app/leave-guard.ts';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useNotify, useRefusalText } from '../../app/parts/refusal.ts';
import { currentLanguage } from '../../app/words.ts';

export interface SetupForm extends NewBrandForm {
  owner: { name: string; email: string; password: string };
}

export function useSetup(token: string) {
  const { t } = useTranslation('setup');
  const client = useQueryClient();
  const notify = useNotify();
  const textOf = useRefusalText();
  const [, navigate] = useLocation();
  const toBody = ({ owner, brand }: SetupForm) => ({
    owner: { ...owner, language: currentLanguage() },
    brand,
  });
  const form = useForm<SetupForm>({
    initialValues: {
      owner: { name: '', email: '', password: '' },
      brand: {
        slug: '',
        ...newBrand(Intl.DateTimeFormat().resolvedOptions().timeZone, currentLanguage()),
      },
    },
    validate: (values) => contractProblems(t, completeSetup.body, toBody(values)),
    validateInputOnBlur: true,
  });

  useLeaveGuard(form.isDirty() && !form.submitting);

  async function submit(values: SetupForm) {
    try {
      const { slug } = await call('completeSetup', { params: { token }, body: toBody(values) });
      const { email, password } = values.owner;
      const { error } = await auth.signIn.email({ email, password });
      await client.resetQueries({ queryKey: meKey });
      navigate(error ? '/sign-in' : `/${slug}`, { replace: true });
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'slug_taken')
        return form.setErrors({ 'brand.slug': textOf(error) });
      form.setErrors(fieldErrors(error));
      notify.problem(error);
    }
  }
  return { form, submit };
}

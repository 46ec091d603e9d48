/** A further brand on this deployment. */
import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { RefusalError } from '@regulars/client';
import { createBrand } from '@regulars/contracts/brands';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { call, meKey } from '../../app/api.ts';
import { newBrand } from '../../app/brand-form/brand-form.ts';
import { type NewBrandForm, NewBrandFields } from '../../app/brand-form/new-brand-fields.tsx';
import { useLeaveGuard } from '../../app/leave-guard.ts';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { Door } from '../../app/parts/door.tsx';
import { FormSection } from '../../app/parts/form-section.tsx';
import { fieldErrors, useNotify, useRefusalText } from '../../app/parts/refusal.ts';
import { currentLanguage } from '../../app/words.ts';
import { prefixed } from './prefixed.ts';

export function NewBrandPage() {
  const { t } = useTranslation('setup');
  const client = useQueryClient();
  const notify = useNotify();
  const textOf = useRefusalText();
  const [, navigate] = useLocation();
  const form = useForm<NewBrandForm>({
    initialValues: {
      brand: {
        slug: '',
        ...newBrand(Intl.DateTimeFormat().resolvedOptions().timeZone, currentLanguage()),
      },
    },
    validate: ({ brand }) => prefixed('brand.', contractProblems(t, createBrand.body, brand)),
    validateInputOnBlur: true,
  });

  useLeaveGuard(form.isDirty() && !form.submitting);

  async function submit({ brand }: NewBrandForm) {
    try {
      const { slug } = await call('createBrand', { body: brand });
      await client.resetQueries({ queryKey: meKey });
      navigate(`/${slug}`);
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'slug_taken')
        return form.setErrors({ 'brand.slug': textOf(error) });
      form.setErrors(prefixed('brand.', fieldErrors(error)));
      notify.problem(error);
    }
  }

  return (
    <Door title={t('another.title')} lead={t('another.lead')} width={640}>
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="xl">
          <NewBrandFields
            form={form}
            section={(title, fields) => <FormSection title={title}>{fields}</FormSection>}
          />
          <Group justify="flex-end" gap="xs">
            <Button component={Link} href="/" variant="default" size="md">
              {t('cancel')}
            </Button>
            <Button type="submit" size="md" loading={form.submitting}>
              {t('another.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Door>
  );
}

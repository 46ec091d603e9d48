/** The one-time setup link: the first owner and the first brand, then straight in. */
import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../../app/api.ts';
import { NewBrandFields } from '../../app/brand-form/new-brand-fields.tsx';
import { Door } from '../../app/parts/door.tsx';
import { FormSection } from '../../app/parts/form-section.tsx';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { AccountFields } from '../../app/parts/account-fields.tsx';
import { useSetup } from './use-setup.ts';

export function SetupPage({ token }: { token: string }) {
  const { t } = useTranslation('setup');
  const textOf = useRefusalText();
  const { data, error, refetch } = useQuery({
    queryKey: ['setup', token],
    queryFn: ({ signal }) => call('getSetup', { params: { token } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) {
    return (
      <Door title={t('closed.title')}>
        <Stack gap="md">
          <Alert color="yellow" variant="light" c="var(--mantine-color-text)">
            {textOf(error)}
          </Alert>
          <Button onClick={() => void refetch()} variant="default">
            {t('retry')}
          </Button>
          <Button component={Link} href="/sign-in" variant="subtle">
            {t('closed.signIn')}
          </Button>
        </Stack>
      </Door>
    );
  }
  return (
    <Door title={t('title')} lead={t('lead')} width={640}>
      {data ? <SetupForm token={token} /> : <Skeleton h={420} />}
    </Door>
  );
}

function SetupForm({ token }: { token: string }) {
  const { t } = useTranslation('setup');
  const { form, submit } = useSetup(token);
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="xl">
        <FormSection title={t('owner.title')}>
          <AccountFields getInputProps={form.getInputProps} prefix="owner." />
        </FormSection>
        <NewBrandFields
          form={form}
          section={(title, fields) => <FormSection title={title}>{fields}</FormSection>}
        />
        <Button type="submit" size="md" loading={form.submitting}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}

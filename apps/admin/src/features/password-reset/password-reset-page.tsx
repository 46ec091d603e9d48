/** A reset link: whose password it sets, the new password, and the way to the sign-in. */
import { Alert, Button, PasswordInput, Skeleton, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { completePasswordReset } from '@regulars/contracts/staff';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../../app/api.ts';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { Door } from '../../app/parts/door.tsx';
import { fieldErrors, useRefusalText } from '../../app/parts/refusal.ts';
import { formatOwnMoment } from '../../app/parts/use-format.ts';

export function PasswordResetPage({ token }: { token: string }) {
  const { t } = useTranslation('password-reset');
  const textOf = useRefusalText();
  const { data, error } = useQuery({
    queryKey: ['password-reset', token],
    queryFn: ({ signal }) => call('getPasswordReset', { params: { token } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const reset = useMutation({
    mutationFn: (password: string) =>
      call('completePasswordReset', { params: { token }, body: { password } }),
  });
  if (reset.isSuccess) {
    return (
      <Door title={t('done.title')} lead={t('done.lead')}>
        <ToSignIn isMain />
      </Door>
    );
  }
  if (error) {
    return (
      <Door title={t('closed')}>
        <Stack gap="md">
          <Alert color="yellow" variant="light" c="var(--mantine-color-text)">
            {textOf(error)}
          </Alert>
          <ToSignIn />
        </Stack>
      </Door>
    );
  }
  return (
    <Door
      title={t('title')}
      lead={
        data && (
          <Trans
            t={t}
            i18nKey="lead"
            values={{ name: data.name, email: data.email }}
            components={{ strong: <strong /> }}
          />
        )
      }
    >
      {data ? (
        <Stack gap="md">
          <NewPassword email={data.email} reset={reset} />
          <Text size="sm" c="dimmed">
            {t('until', { when: formatOwnMoment(data.expiresAt) })}
          </Text>
        </Stack>
      ) : (
        <Skeleton h={160} />
      )}
    </Door>
  );
}

interface NewPasswordProps {
  email: string;
  reset: {
    mutate: (password: string, options: { onError: (error: unknown) => void }) => void;
    error: unknown;
    isPending: boolean;
  };
}

function NewPassword({ email, reset }: NewPasswordProps) {
  const { t } = useTranslation('password-reset');
  const textOf = useRefusalText();
  const form = useForm({
    initialValues: { password: '' },
    validate: (values) => contractProblems(t, completePasswordReset.body, values),
    validateInputOnBlur: true,
  });
  return (
    <form
      onSubmit={form.onSubmit(({ password }) =>
        reset.mutate(password, { onError: (error) => form.setErrors(fieldErrors(error)) }),
      )}
      noValidate
    >
      <Stack gap="md">
        {/* Tells password managers whose password it is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t('password')}
          description={t('accountForm.passwordHelp')}
          autoComplete="new-password"
          size="md"
          autoFocus
          visibilityToggleButtonProps={{ 'aria-label': t('accountForm.show') }}
          {...form.getInputProps('password')}
        />
        {Boolean(reset.error) && (
          <Alert color="red" variant="light" role="alert">
            {textOf(reset.error)}
          </Alert>
        )}
        <Button type="submit" size="md" loading={reset.isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}

function ToSignIn({ isMain = false }: { isMain?: boolean }) {
  const { t } = useTranslation('password-reset');
  return (
    <Button
      component={Link}
      href="/sign-in"
      size="md"
      fullWidth
      variant={isMain ? 'filled' : 'default'}
      autoFocus={isMain}
    >
      {t('signIn')}
    </Button>
  );
}

/** A new password; other devices are signed out with it. */
import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newPassword } from '@regulars/contracts/staff';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth, authRefusalText } from '../../app/auth.ts';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';

const empty = { current: '', next: '', repeated: '' };

export function ChangePassword() {
  const { t } = useTranslation('account');
  const notify = useNotify();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    initialValues: empty,
    validateInputOnBlur: true,
    validate: {
      current: (value) => (value === '' ? t('field.required') : null),
      next: (value) => contractProblems(t, newPassword, value)[''] ?? null,
      repeated: (value, values) => (value === values.next ? null : t('password.differs')),
    },
  });

  async function submit(values: typeof empty) {
    setProblem(null);
    const { error } = await auth.changePassword({
      currentPassword: values.current,
      newPassword: values.next,
      revokeOtherSessions: true,
    });
    if (error) return setProblem(authRefusalText(t, error));
    form.reset();
    notify.done(t('password.changed'));
  }

  const toggle = { 'aria-label': t('password.show') };
  return (
    <Surface title={t('password.title')} lead={t('password.lead')}>
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md" maw={360}>
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={t('password.next')}
            description={t('password.nextHelp')}
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('next')}
          />
          <PasswordInput
            label={t('password.repeated')}
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('repeated')}
          />
          {problem && (
            <Alert color="red" variant="light" role="alert">
              {problem}
            </Alert>
          )}
          <Button type="submit" variant="default" w="fit-content" loading={form.submitting}>
            {t('password.submit')}
          </Button>
        </Stack>
      </form>
    </Surface>
  );
}

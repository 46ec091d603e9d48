/** E-mail and password, or a passkey. */
import { Alert, Anchor, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth, authRefusalText, passkeyAuth } from '../../app/auth.ts';

interface PasswordStepProps {
  onDone: () => Promise<void>;
  onCodeNeeded: () => void;
  onForgotten: () => void;
}

export function PasswordStep({ onDone, onCodeNeeded, onForgotten }: PasswordStepProps) {
  const { t } = useTranslation('sign-in');
  const [running, setRunning] = useState<'password' | 'passkey' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function signIn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setRunning('password');
    setProblem(null);
    const { data, error } = await auth.signIn.email({
      email: String(fields.get('email')).trim(),
      password: String(fields.get('password')),
    });
    setRunning(null);
    if (error) return setProblem(authRefusalText(t, error));
    if (data && 'twoFactorRedirect' in data && data.twoFactorRedirect) return onCodeNeeded();
    await onDone();
  }

  async function signInWithPasskey() {
    setRunning('passkey');
    setProblem(null);
    const { error } = await passkeyAuth.signIn.passkey();
    setRunning(null);
    if (error) return setProblem(authRefusalText(t, error));
    await onDone();
  }

  return (
    <form onSubmit={signIn}>
      <Stack gap="md">
        <TextInput
          name="email"
          type="email"
          label={t('email')}
          autoComplete="username webauthn"
          required
          withAsterisk={false}
          autoFocus
          size="md"
        />
        <PasswordInput
          name="password"
          label={t('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        {problem && (
          <Alert color="red" variant="light" role="alert">
            {problem}
          </Alert>
        )}
        <Button type="submit" size="md" fullWidth loading={running === 'password'}>
          {t('submit')}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onForgotten}>
          {t('forgotten.title')}
        </Anchor>
        <Divider label={t('or')} />
        <Button
          variant="default"
          size="md"
          fullWidth
          leftSection={<IconFingerprint size={20} />}
          loading={running === 'passkey'}
          onClick={signInWithPasskey}
        >
          {t('passkey')}
        </Button>
      </Stack>
    </form>
  );
}

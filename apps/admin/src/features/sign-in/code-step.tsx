/** The second step: six digits from the authenticator app, or one of the backup codes. */
import { Alert, Anchor, Button, Group, PinInput, Stack, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth, authRefusalText } from '../../app/auth.ts';

interface CodeStepProps {
  onDone: () => Promise<void>;
  onBack: () => void;
}

export function CodeStep({ onDone, onBack }: CodeStepProps) {
  const { t } = useTranslation('sign-in');
  const [way, setWay] = useState<'app' | 'backup'>('app');
  const [code, setCode] = useState('');
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function verify(value: string) {
    setRunning(true);
    setProblem(null);
    const { error } =
      way === 'app'
        ? await auth.twoFactor.verifyTotp({ code: value })
        : await auth.twoFactor.verifyBackupCode({ code: value.trim() });
    setRunning(false);
    if (!error) return onDone();
    setCode('');
    setProblem(authRefusalText(t, error));
  }
  function submit(event: SubmitEvent) {
    event.preventDefault();
    void verify(code);
  }
  function changeWay() {
    setWay(way === 'app' ? 'backup' : 'app');
    setCode('');
    setProblem(null);
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="md" c="dimmed">
          {t(way === 'app' ? 'code.lead' : 'code.backupLead')}
        </Text>
        {way === 'app' ? (
          <PinInput
            length={6}
            type="number"
            oneTimeCode
            autoFocus
            size="lg"
            value={code}
            onChange={setCode}
            onComplete={(value) => void verify(value)}
            getInputProps={(index: number) => ({ 'aria-label': t('code.digit', { number: index + 1 }) })}
            disabled={isRunning}
          />
        ) : (
          <TextInput
            label={t('code.backup')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoFocus
            autoComplete="off"
            size="md"
          />
        )}
        {problem && (
          <Alert color="red" variant="light" role="alert">
            {problem}
          </Alert>
        )}
        <Button type="submit" size="md" fullWidth loading={isRunning} disabled={code.trim().length < 6}>
          {t('code.submit')}
        </Button>
        <Group justify="space-between">
          <Anchor component="button" type="button" size="sm" onClick={changeWay}>
            {t(way === 'app' ? 'code.useBackup' : 'code.useApp')}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={onBack}>
            {t('code.back')}
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}

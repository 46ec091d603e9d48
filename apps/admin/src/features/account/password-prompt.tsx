/** Asks for the password before something that guards the account; the refusal stays in its words. */
import { Alert, Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface PasswordPromptProps {
  title: string;
  /** What will happen. */
  lead: string;
  submitLabel: string;
  tone?: 'danger' | 'plain';
  onClose: () => void;
  /** Answers the problem in words, or null when done. */
  onPassword: (password: string) => Promise<string | null>;
}

export function PasswordPrompt(props: PasswordPromptProps) {
  const { title, lead, submitLabel, tone = 'plain', onClose, onPassword } = props;
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setRunning(true);
    setProblem(await onPassword(password));
    setRunning(false);
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text size="md">{lead}</Text>
          <PasswordInput
            label={t('password.yours')}
            autoComplete="current-password"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          />
          {problem && (
            <Alert color="red" variant="light" role="alert">
              {problem}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              color={tone === 'danger' ? 'red.8' : 'leaf'}
              loading={isRunning}
              disabled={password === ''}
            >
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

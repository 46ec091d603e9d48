/** A form inside a dialog: its fields, what the server refused, and the two buttons that every such form ends with. */
import { Alert, Button, Group, Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from './refusal.ts';

interface DialogFormProps {
  /** Names the act and what it moves, as in "Refund ₽820". */
  submitLabel: string;
  /** Red for acts that take something away. */
  tone?: 'danger' | 'plain';
  /** What the other button says; "Cancel" where it closes the dialog. */
  closeLabel?: string;
  isDisabled?: boolean;
  error: unknown;
  /** Keeps a refusal to itself, as `error`. */
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

export function DialogForm(props: DialogFormProps) {
  const { submitLabel, tone = 'plain', closeLabel, isDisabled = false, error, onSubmit, onClose } = props;
  const { t } = useTranslation('app');
  const textOf = useRefusalText();
  // Its own, as a mutation tells of its start only after the second click of a double click.
  const [isRunning, setRunning] = useState(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (isRunning) return;
    setRunning(true);
    try {
      await onSubmit();
    } finally {
      setRunning(false);
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        {props.children}
        {Boolean(error) && (
          <Alert color="red" variant="light" role="alert">
            {textOf(error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {closeLabel ?? t('cancel')}
          </Button>
          <Button
            type="submit"
            color={tone === 'danger' ? 'red.8' : 'leaf'}
            loading={isRunning}
            disabled={isDisabled}
          >
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

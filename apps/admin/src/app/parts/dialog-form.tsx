/** A form inside a dialog: its fields, what the server refused, and the two buttons that every such form ends with. */
import { Alert, Button, Group, Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from './refusal.ts';

interface DialogFormProps {
  /** Names the act and what it moves, as in "Refund ₽820". */
  submitLabel: string;
  /** Red for acts that take something away. */
  tone?: 'danger' | 'plain';
  isRunning: boolean;
  isDisabled?: boolean;
  error: unknown;
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

export function DialogForm(props: DialogFormProps) {
  const { submitLabel, tone = 'plain', isRunning, isDisabled = false, error, onSubmit, onClose } = props;
  const { t } = useTranslation('app');
  const textOf = useRefusalText();
  // The second click of a double click comes before `isRunning` is drawn.
  const isSent = useRef(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (isRunning || isSent.current) return;
    isSent.current = true;
    await Promise.resolve(onSubmit()).finally(() => {
      isSent.current = false;
    });
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
            {t('cancel')}
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

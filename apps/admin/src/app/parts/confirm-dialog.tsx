/**
 * Asks before something that cannot simply be undone. The children say exactly what will happen; the button
 * names the act ("Отозвать ключ"), never "OK". A refusal stays in the dialog with its words.
 */
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from './refusal.ts';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  confirmLabel: string;
  /** Red button for acts that take something away. */
  tone?: 'danger' | 'plain';
  onClose: () => void;
  /** Does the act; the dialog closes itself when it is done. */
  onConfirm: () => Promise<unknown>;
  children: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, confirmLabel, tone = 'danger', onClose, onConfirm, children } = props;
  const { t } = useTranslation('app');
  const textOf = useRefusalText();
  const [state, setState] = useState<{ isRunning: boolean; error: unknown }>({
    isRunning: false,
    error: null,
  });

  async function run() {
    setState({ isRunning: true, error: null });
    try {
      await onConfirm();
      setState({ isRunning: false, error: null });
      onClose();
    } catch (error) {
      setState({ isRunning: false, error });
    }
  }
  function close() {
    setState({ isRunning: false, error: null });
    onClose();
  }

  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="md">
        <div style={{ fontSize: 'var(--mantine-font-size-md)' }}>{children}</div>
        {state.error !== null && (
          <Alert color="red" variant="light" role="alert">
            {textOf(state.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color={tone === 'danger' ? 'red.8' : 'leaf'} loading={state.isRunning} onClick={run}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

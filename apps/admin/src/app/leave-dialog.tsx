/** Asks whether unsaved changes may be lost; Escape, the cross and Enter stay. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerLeaving, useIsAskedToLeave } from './leave-guard.ts';

export function LeaveDialog() {
  const { t } = useTranslation('app');
  const stay = () => answerLeaving(false);
  return (
    <Modal
      opened={useIsAskedToLeave()}
      onClose={stay}
      title={t('leave.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text size="md">{t('leave.body')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={stay} data-autofocus>
            {t('leave.stay')}
          </Button>
          <Button color="red.8" onClick={() => answerLeaving(true)}>
            {t('leave.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

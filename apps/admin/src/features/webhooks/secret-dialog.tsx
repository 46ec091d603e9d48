/** The signing secret, shown only now. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SecretBox } from '../../app/parts/secret-box.tsx';

interface SecretDialogProps {
  secret: string | null;
  kind: 'created' | 'rotated';
  onClose: () => void;
}

export function SecretDialog({ secret, kind, onClose }: SecretDialogProps) {
  const { t } = useTranslation('webhooks');
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      size="lg"
      title={t(kind === 'created' ? 'secret.title' : 'secret.rotatedTitle')}
      closeOnClickOutside={false}
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="lg">
        <SecretBox label={t('secret.label')} value={secret ?? ''} note={t('secret.once')} />
        <Text size="md">{t(kind === 'created' ? 'secret.next' : 'rotate.body')}</Text>
        <Button onClick={onClose}>{t('secret.finish')}</Button>
      </Stack>
    </Modal>
  );
}

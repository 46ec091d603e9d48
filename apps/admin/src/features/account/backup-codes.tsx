/** Backup codes: shown once, to copy or keep as a file. */
import { Alert, Button, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyAction } from '../../app/parts/secret-box.tsx';

interface BackupCodesProps {
  codes: readonly string[];
  onClose: () => void;
}

export function BackupCodesDialog({ codes, onClose }: BackupCodesProps) {
  const { t } = useTranslation('account');
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('codes.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <BackupCodes codes={codes} onClose={onClose} />
    </Modal>
  );
}

export function BackupCodes({ codes, onClose }: BackupCodesProps) {
  const { t } = useTranslation('account');
  const text = codes.join('\n');
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light" c="var(--mantine-color-text)">
        {t('codes.lead')}
      </Alert>
      <SimpleGrid cols={2} spacing="xs" className="quiet-box">
        {codes.map((code) => (
          <Text key={code} ff="monospace" size="md">
            {code}
          </Text>
        ))}
      </SimpleGrid>
      <Group gap="xs">
        <CopyAction value={text} />
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={16} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="regulars-backup-codes.txt"
        >
          {t('codes.download')}
        </Button>
      </Group>
      <Button onClick={onClose}>{t('codes.kept')}</Button>
    </Stack>
  );
}

/** The logo: what it is now, and another one from a file. */
import { Avatar, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../app/parts/refusal.ts';
import { useUploadLogo } from './use-brand-settings.ts';

const maxBytes = 5 * 1024 * 1024;

export function LogoField({ name, logoUrl }: { name: string; logoUrl: string | null }) {
  const { t } = useTranslation('brand');
  const notify = useNotify();
  const upload = useUploadLogo();

  async function take(file: File | null) {
    if (!file) return;
    if (file.size > maxBytes) return notify.warn(t('logo.tooLarge'));
    try {
      await upload.mutateAsync(file);
      notify.done(t('logo.saved'));
    } catch (error) {
      notify.problem(error);
    }
  }

  return (
    <Group gap="md" wrap="nowrap">
      <Avatar src={logoUrl} size={64} radius="lg" alt={t('logo.now', { name })}>
        {name.slice(0, 1).toUpperCase()}
      </Avatar>
      <Stack gap={6}>
        <FileButton onChange={(file) => void take(file)} accept="image/png,image/jpeg,image/webp">
          {(props) => (
            <Button
              {...props}
              variant="default"
              w="fit-content"
              leftSection={<IconUpload size={16} />}
              loading={upload.isPending}
            >
              {t('logo.choose')}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          {t('logo.help')}
        </Text>
      </Stack>
    </Group>
  );
}

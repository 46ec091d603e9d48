/** The picture of a reward: chosen now, sent with the form; the kept one can be taken away. */
import { Button, FileButton, Group, Image, Stack, Text } from '@mantine/core';
import { IconPhoto, IconTrash, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../app/parts/refusal.ts';

const maxBytes = 5 * 1024 * 1024;

interface PictureFieldProps {
  /** What is shown now: the chosen file or the kept picture. */
  url: string | null;
  onChoose: (file: File) => void;
  /** Absent while there is nothing to take away. */
  onRemove: (() => void) | undefined;
}

export function PictureField({ url, onChoose, onRemove }: PictureFieldProps) {
  const { t } = useTranslation('rewards');
  const notify = useNotify();
  function take(file: File | null) {
    if (!file) return;
    if (file.size > maxBytes) notify.warn(t('picture.tooLarge'));
    else onChoose(file);
  }
  return (
    <Group gap="md" wrap="nowrap" align="center">
      {url ? (
        <Image src={url} alt={t('picture.now')} w={96} h={96} radius="md" fit="cover" />
      ) : (
        <Group w={96} h={96} justify="center" className="reward-no-picture">
          <IconPhoto size={32} stroke={1.5} aria-hidden />
        </Group>
      )}
      <Stack gap={6}>
        <Group gap="xs">
          <FileButton onChange={take} accept="image/png,image/jpeg,image/webp">
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
                {t('picture.choose')}
              </Button>
            )}
          </FileButton>
          {onRemove && (
            <Button variant="default" leftSection={<IconTrash size={16} />} onClick={onRemove}>
              {t('picture.remove')}
            </Button>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {t('picture.help')}
        </Text>
      </Stack>
    </Group>
  );
}

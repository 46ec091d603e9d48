/** The picture of a level: uploaded at once, shown, and saved with the level. */
import { Avatar, Button, FileButton, Group } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../app/parts/refusal.ts';
import { useUploadTierPicture } from './use-tiers.ts';
import { useTierPictureUrl } from './use-picture-url.ts';

const maxBytes = 5 * 1024 * 1024;

interface PictureFieldProps {
  picture: string | null;
  onChange: (picture: string | null) => void;
}

export function PictureField({ picture, onChange }: PictureFieldProps) {
  const { t } = useTranslation('tiers');
  const notify = useNotify();
  const upload = useUploadTierPicture();
  const urlOf = useTierPictureUrl();
  const [fresh, setFresh] = useState<{ picture: string; url: string } | null>(null);
  const url = fresh?.picture === picture ? fresh.url : urlOf(picture);

  async function take(file: File | null) {
    if (!file) return;
    if (file.size > maxBytes) return notify.warn(t('picture.tooLarge'));
    try {
      const uploaded = await upload.mutateAsync(file);
      setFresh(uploaded);
      onChange(uploaded.picture);
    } catch (error) {
      notify.problem(error);
    }
  }

  return (
    <Group gap="sm">
      {url && <Avatar src={url} size={48} radius="md" alt={t('picture.now')} />}
      <FileButton onChange={(file) => void take(file)} accept="image/png,image/jpeg,image/webp">
        {(props) => (
          <Button
            {...props}
            variant="default"
            size="xs"
            leftSection={<IconUpload size={16} aria-hidden />}
            loading={upload.isPending}
          >
            {t(picture ? 'picture.other' : 'picture.choose')}
          </Button>
        )}
      </FileButton>
      {picture && (
        <Button variant="subtle" color="gray" size="xs" onClick={() => onChange(null)}>
          {t('picture.remove')}
        </Button>
      )}
    </Group>
  );
}

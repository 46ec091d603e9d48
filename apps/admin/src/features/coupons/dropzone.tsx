/** Takes one CSV file, dropped or chosen. */
import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface DropzoneProps {
  label: string;
  isBusy: boolean;
  onFile: (file: File) => void;
}

export function Dropzone({ label, isBusy, onFile }: DropzoneProps) {
  const { t } = useTranslation('coupons');
  const [isOver, setOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !isBusy) onFile(file);
  }
  return (
    <Stack
      align="center"
      gap="xs"
      p="xl"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      style={{
        border: `2px dashed var(${isOver ? '--mantine-color-anchor' : '--surface-line'})`,
        borderRadius: 'var(--mantine-radius-lg)',
      }}
    >
      <FileButton onChange={(file) => file && onFile(file)} accept="text/csv,.csv,text/plain">
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={isBusy}>
            {label}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed">
        {t('import.drop')}
      </Text>
    </Stack>
  );
}

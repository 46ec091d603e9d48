/** What kind of file it is and the file itself; nothing is imported by sending it. */
import { FileInput, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { type ImportKind, useUpload } from './use-imports.ts';

export const importKinds = ['members', 'purchases', 'rewards'] as const satisfies readonly ImportKind[];

interface UploadDialogProps {
  opened: boolean;
  onClose: () => void;
  onDone: (id: string) => void;
}

export function UploadDialog({ opened, onClose, onDone }: UploadDialogProps) {
  const { t } = useTranslation('imports');
  const [kind, setKind] = useState<ImportKind>('members');
  const [file, setFile] = useState<File | null>(null);
  const upload = useUpload();
  async function submit() {
    if (!file) return;
    const made = await upload.mutateAsync({ kind, file }).catch(() => null);
    if (made) onDone(made.id);
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('upload.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <DialogForm
        submitLabel={t('upload.submit')}
        isDisabled={file === null}
        error={upload.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <Radio.Group
          label={t('upload.kind')}
          value={kind}
          onChange={(value) => setKind(importKinds.find((one) => one === value) ?? 'members')}
        >
          <Stack gap="xs" mt={6}>
            {importKinds.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`kind.${one}.name`)}
                description={t(`kind.${one}.lead`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <FileInput
          label={t('upload.file')}
          placeholder={t('upload.choose')}
          description={t('upload.help')}
          leftSection={<IconFileTypeCsv size={18} />}
          accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
          value={file}
          onChange={setFile}
          clearable
          clearButtonProps={{ 'aria-label': t('upload.clear') }}
        />
        <Text size="xs" c="dimmed">
          {t('upload.codes')}
        </Text>
      </DialogForm>
    </Modal>
  );
}

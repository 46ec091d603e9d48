/** Programme rules, privacy policy and marketing consent in both languages, published as versions. */
import { Button, Group, SimpleGrid, Stack, Tabs, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { DocumentKind, Localized } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLeaveGuard } from '../../app/leave-guard.ts';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { usePublishDocument } from './use-brand-settings.ts';

interface BrandDocument {
  kind: DocumentKind;
  version: number;
  text: Localized;
  publishedAt: string;
}
const kinds: readonly DocumentKind[] = ['rules', 'privacy', 'marketing'];

interface DocumentsProps {
  documents: readonly BrandDocument[];
  canWrite: boolean;
}

export function Documents({ documents, canWrite }: DocumentsProps) {
  const { t } = useTranslation('brand');
  return (
    <Surface title={t('documents.title')} lead={t('documents.lead')}>
      <Tabs defaultValue="rules" keepMounted>
        <Tabs.List mb="md">
          {kinds.map((kind) => (
            <Tabs.Tab key={kind} value={kind}>
              {t(`documents.${kind}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {kinds.map((kind) => (
          <Tabs.Panel key={kind} value={kind}>
            <DocumentEditor
              kind={kind}
              current={documents.find((document) => document.kind === kind)}
              canWrite={canWrite}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Surface>
  );
}

interface DocumentEditorProps {
  kind: DocumentKind;
  current: BrandDocument | undefined;
  canWrite: boolean;
}

function DocumentEditor({ kind, current, canWrite }: DocumentEditorProps) {
  const { t } = useTranslation('brand');
  const format = useFormat();
  const notify = useNotify();
  const publish = usePublishDocument(kind);
  const [isAsking, setAsking] = useState(false);
  const form = useForm<Localized>({ initialValues: current?.text ?? { ru: '', en: '' } });
  useLeaveGuard(form.isDirty());
  const next = (current?.version ?? 0) + 1;

  async function publishDraft() {
    const published = await publish.mutateAsync(form.values).catch((error: unknown) => {
      form.setErrors(fieldErrors(error, 'text.'));
      throw error;
    });
    form.setInitialValues(published.text);
    form.reset();
    notify.done(t('documents.published', { version: published.version }));
  }

  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Textarea label="Русский" lang="ru" rows={10} disabled={!canWrite} {...form.getInputProps('ru')} />
        <Textarea label="English" lang="en" rows={10} disabled={!canWrite} {...form.getInputProps('en')} />
      </SimpleGrid>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {current
            ? t('documents.current', { version: current.version, when: format.moment(current.publishedAt) })
            : t('documents.missing')}
        </Text>
        {canWrite && (
          <Button disabled={!form.isDirty()} onClick={() => setAsking(true)}>
            {t('documents.publish')}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={isAsking}
        tone="plain"
        title={t('documents.askTitle', { version: next })}
        confirmLabel={t('documents.publish')}
        onClose={() => setAsking(false)}
        onConfirm={publishDraft}
      >
        {t('documents.askBody', { version: next })}
      </ConfirmDialog>
    </Stack>
  );
}

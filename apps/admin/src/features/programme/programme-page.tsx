/** Programme settings: how purchases earn, how points live and are spent, with a live example beside. */
import { Alert, Box, Button, Grid, Group, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { FormSkeleton, Loaded } from '../../app/parts/loaded.tsx';
import { Page } from '../../app/parts/page.tsx';
import { SaveBar } from '../../app/parts/save-bar.tsx';
import { EarningFields } from './earning-fields.tsx';
import { LifetimeFields } from './lifetime-fields.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { RefundFields, SpendingFields } from './spending-fields.tsx';
import { useProgramme } from './use-programme.ts';
import { useProgrammeEditor } from './use-programme-editor.ts';
import { Versions } from './versions.tsx';

export function ProgrammePage() {
  const { t } = useTranslation('programme');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Loaded query={useProgramme()} skeleton={<EditorSkeleton />}>
        {(saved) => <ProgrammeEditor saved={saved} />}
      </Loaded>
    </Page>
  );
}

function EditorSkeleton() {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, sm: 8 }}>
        <FormSkeleton heights={[260, 260]} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 4 }}>
        <Skeleton h={320} radius="lg" />
      </Grid.Col>
    </Grid>
  );
}

type Saved = NonNullable<ReturnType<typeof useProgramme>['data']>;

function ProgrammeEditor({ saved }: { saved: Saved }) {
  const { t } = useTranslation('programme');
  const canWrite = useBrand().may('programme.write');
  const editor = useProgrammeEditor(saved);
  const { form } = editor;
  return (
    <form onSubmit={form.onSubmit(editor.submit)} noValidate>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, sm: 8 }}>
          <fieldset disabled={!canWrite} className="plain-fieldset">
            <Stack gap="lg">
              {!canWrite && <Alert variant="light">{t('readOnly')}</Alert>}
              {editor.conflict && <ConflictAlert text={editor.conflict} onChoose={editor.resolveConflict} />}
              <EarningFields form={form} />
              <LifetimeFields form={form} />
              <SpendingFields form={form} />
              <RefundFields form={form} />
            </Stack>
          </fieldset>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <Box pos="sticky" top={68}>
            <PreviewPanel settings={editor.draft} />
          </Box>
        </Grid.Col>
      </Grid>
      <Box mt="lg">
        <Versions current={saved.version} onTake={canWrite ? editor.take : undefined} />
      </Box>
      <SaveBar isDirty={form.isDirty()} isSaving={editor.isSaving} onDiscard={form.reset} />
    </form>
  );
}

interface ConflictAlertProps {
  text: string;
  onChoose: (choice: 'theirs' | 'mine') => Promise<void>;
}

function ConflictAlert({ text, onChoose }: ConflictAlertProps) {
  const { t } = useTranslation('programme');
  return (
    <Alert color="yellow" variant="light" role="alert" title={t('conflict.title')}>
      {text}
      <Group gap="xs" mt="sm">
        <Button size="xs" variant="default" onClick={() => void onChoose('theirs')}>
          {t('conflict.theirs')}
        </Button>
        <Button size="xs" variant="default" onClick={() => void onChoose('mine')}>
          {t('conflict.mine')}
        </Button>
      </Group>
    </Alert>
  );
}

/** Tiers: how they are counted, the levels with what they give, and who would be in each. */
import { Alert, Box, Button, Grid, Group, Stack } from '@mantine/core';
import type { TierProgramme } from '@regulars/contracts';
import { IconStairsUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { FormSkeleton, Loaded } from '../../app/parts/loaded.tsx';
import { Page } from '../../app/parts/page.tsx';
import { SaveBar } from '../../app/parts/save-bar.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { LevelsFields } from './levels-fields.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { TermsFields } from './terms-fields.tsx';
import './tiers.css';
import { type TierEditor, useTierEditor } from './use-tier-editor.ts';
import { useTiers } from './use-tiers.ts';

export function TiersPage() {
  const { t } = useTranslation('tiers');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Loaded query={useTiers()} skeleton={<FormSkeleton heights={[220, 320]} />}>
        {(saved) => <Editor saved={saved} />}
      </Loaded>
    </Page>
  );
}

function Editor({ saved }: { saved: TierProgramme }) {
  const { t } = useTranslation('tiers');
  const canWrite = useBrand().may('programme.write');
  const editor = useTierEditor(saved);
  const { form } = editor;
  if (form.values.levels.length === 0 && !saved.settings) {
    return (
      <Surface>
        <EmptyState
          icon={IconStairsUp}
          title={t('none.title')}
          action={canWrite && <Button onClick={editor.begin}>{t('none.begin')}</Button>}
        >
          {t('none.lead')}
        </EmptyState>
      </Surface>
    );
  }
  return (
    <form onSubmit={form.onSubmit(editor.submit)} noValidate>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, sm: 8 }}>
          <fieldset disabled={!canWrite} className="plain-fieldset">
            <Stack gap="lg">
              {!canWrite && <Alert variant="light">{t('readOnly')}</Alert>}
              {editor.hasConflict && <Conflict onTake={editor.takeTheirs} />}
              <TermsFields form={form} />
              <LevelsFields form={form} />
              {canWrite && saved.settings && <EndTiers onEnd={editor.end} />}
            </Stack>
          </fieldset>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <Box pos="sticky" top={68}>
            <PreviewPanel editor={editor} saved={saved} />
          </Box>
        </Grid.Col>
      </Grid>
      <SaveBar isDirty={form.isDirty()} isSaving={editor.isSaving} onDiscard={form.reset} />
    </form>
  );
}

function Conflict({ onTake }: { onTake: () => Promise<void> }) {
  const { t } = useTranslation('tiers');
  return (
    <Alert color="yellow" variant="light" role="alert" title={t('conflict.title')}>
      {t('conflict.text')}
      <Group mt="sm">
        <Button size="xs" variant="default" onClick={() => void onTake()}>
          {t('conflict.theirs')}
        </Button>
      </Group>
    </Alert>
  );
}

function EndTiers({ onEnd }: { onEnd: TierEditor['end'] }) {
  const { t } = useTranslation('tiers');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" w="fit-content" onClick={() => setOpen(true)}>
        {t('end.action')}
      </Button>
      <ConfirmDialog
        opened={isOpen}
        title={t('end.title')}
        confirmLabel={t('end.action')}
        onClose={() => setOpen(false)}
        onConfirm={onEnd}
      >
        {t('end.text')}
      </ConfirmDialog>
    </>
  );
}

/** One pool, new or kept: its counts, its codes, its form, and switching it off. */
import { Badge, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { routeUrl } from '@regulars/client/call';
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { Figures } from '../../app/parts/figures.tsx';
import { LoadedPage } from '../../app/parts/loaded.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { SaveBar } from '../../app/parts/save-bar.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { GenerateDialog } from './generate-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { PoolFields } from './pool-form.tsx';
import { type Pool, usePool, usePoolActions } from './use-coupons.ts';
import { usePoolEditor } from './use-pool-editor.ts';

export function NewPoolPage() {
  const { t } = useTranslation('coupons');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const editor = usePoolEditor(null, ({ id }) => navigate(href(`/coupons/pools/${id}`), { replace: true }));
  return (
    <Page title={t('pool.newTitle')} lead={t('pool.newLead')}>
      <form onSubmit={editor.submit} noValidate>
        <PoolFields
          draft={editor.draft}
          onChange={editor.change}
          problems={editor.problems}
          isNew
          canChangeTerms
        />
        <SaveBar isDirty={editor.isDirty} isSaving={editor.isSaving} onDiscard={editor.discard} />
      </form>
    </Page>
  );
}

export function PoolPage({ id }: { id: string }) {
  const { t } = useTranslation('coupons');
  return (
    <LoadedPage title={t('pool.title')} query={usePool(id)}>
      {(pool) => <KeptPool pool={pool} />}
    </LoadedPage>
  );
}

function KeptPool({ pool }: { pool: Pool }) {
  const { t } = useTranslation('coupons');
  const { may } = useBrand();
  const editor = usePoolEditor(pool, () => undefined);
  const canWrite = may('rewards.write');
  return (
    <Page
      title={pool.name}
      lead={
        <Group gap="xs" component="span">
          {!pool.isActive && (
            <Badge variant="default" tt="none">
              {t('pool.active.false')}
            </Badge>
          )}
          {[t(`pool.kinds.${pool.kind}`), pool.sharedCode, pool.summary].filter(Boolean).join(' · ')}
        </Group>
      }
      actions={<PoolActions pool={pool} />}
    >
      <Stack gap="lg">
        <Counts pool={pool} />
        <form onSubmit={editor.submit} noValidate>
          <fieldset disabled={!canWrite} className="plain-fieldset">
            <PoolFields
              draft={editor.draft}
              onChange={editor.change}
              problems={editor.problems}
              isNew={false}
              canChangeTerms={pool.canChangeTerms}
            />
          </fieldset>
          <SaveBar isDirty={editor.isDirty} isSaving={editor.isSaving} onDiscard={editor.discard} />
        </form>
      </Stack>
    </Page>
  );
}

function Counts({ pool: { id, kind, counts, generation } }: { pool: Pool }) {
  const { t } = useTranslation('coupons');
  const { href } = useBrand();
  const format = useFormat();
  const isStocked = kind === 'generated' || kind === 'imported';
  const shown = isStocked
    ? (['codes', 'free', 'issued', 'redeemed', 'expired', 'cancelled'] as const)
    : (['issued', 'redeemed', 'expired', 'cancelled'] as const);
  return (
    <Surface
      title={t('count.title')}
      action={
        <Button component={Link} href={href(`/coupons/all?pool=${id}`)} variant="default" size="xs">
          {t('count.open')}
        </Button>
      }
    >
      <Figures
        figures={shown.map((name) => ({ label: t(`count.${name}`), value: format.count(counts[name]) }))}
      />
      {generation && (
        <Stack gap={4} mt="md" role="status">
          <Text size="sm">
            {t('generate.progress', {
              made: format.count(generation.made),
              wanted: format.count(generation.wanted),
            })}
          </Text>
          <Progress value={(100 * generation.made) / generation.wanted} aria-label={t('generate.title')} />
        </Stack>
      )}
    </Surface>
  );
}

type Act = 'generate' | 'import' | 'off';

function PoolActions({ pool }: { pool: Pool }) {
  const { t } = useTranslation('coupons');
  const { slug, may } = useBrand();
  const notify = useNotify();
  const { setActive } = usePoolActions();
  const [act, setAct] = useState<Act | null>(null);
  const { id, kind, isActive, counts } = pool;
  const canWrite = may('rewards.write');
  const close = () => setAct(null);
  async function switchOn() {
    const on = await setActive
      .mutateAsync({ id, isActive: true })
      .catch((error: unknown) => void notify.problem(error));
    if (on) notify.done(t('off.undone'));
  }
  return (
    <>
      {canWrite && kind === 'generated' && (
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAct('generate')}>
          {t('generate.action')}
        </Button>
      )}
      {canWrite && kind === 'imported' && (
        <Button leftSection={<IconUpload size={16} />} onClick={() => setAct('import')}>
          {t('import.action')}
        </Button>
      )}
      {may('coupons.write') && counts.codes > 0 && (
        <Button
          component="a"
          href={routeUrl('exportCoupons', { params: { slug, id } })}
          download
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {t('export')}
        </Button>
      )}
      {canWrite &&
        (isActive ? (
          <Button variant="default" leftSection={<IconPlayerPause size={16} />} onClick={() => setAct('off')}>
            {t('off.action')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={16} />}
            onClick={() => void switchOn()}
          >
            {t('off.undo')}
          </Button>
        ))}
      {act === 'generate' && <GenerateDialog poolId={id} onClose={close} />}
      {act === 'import' && <ImportDialog poolId={id} onClose={close} />}
      <ConfirmDialog
        opened={act === 'off'}
        title={t('off.title', { name: pool.name })}
        confirmLabel={t('off.action')}
        onClose={close}
        onConfirm={async () => {
          await setActive.mutateAsync({ id, isActive: false });
          notify.done(t('off.done'));
        }}
      >
        {t('off.body')}
      </ConfirmDialog>
    </>
  );
}

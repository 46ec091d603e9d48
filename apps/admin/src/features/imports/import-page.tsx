/** One import, step by step: its columns, the check, the run, and the report of what came of it. */
import { Alert, Anchor, Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconPlayerPlay, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { Loaded } from '../../app/parts/loaded.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { MappingForm } from './mapping-form.tsx';
import { Report } from './report.tsx';
import { StateBadge } from './state-badge.tsx';
import { type ImportDetails, isUnderWay, useImport, useImportActions } from './use-imports.ts';

export function ImportPage({ id }: { id: string }) {
  const { t } = useTranslation('imports');
  const { href } = useBrand();
  return (
    <>
      <Anchor component={Link} href={href('/settings/imports')} size="sm">
        ← {t('back')}
      </Anchor>
      <Loaded query={useImport(id)} skeleton={<ImportSkeleton />}>
        {(details) => <OneImport details={details} />}
      </Loaded>
    </>
  );
}

function ImportSkeleton() {
  return (
    <Stack aria-busy>
      <Skeleton h={36} w="40%" />
      <Skeleton h={240} />
    </Stack>
  );
}

function OneImport({ details }: { details: ImportDetails }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { state, kind, fileName, fileUntil } = details;
  const counts = details.result ?? details.check;
  return (
    <Page
      title={fileName}
      lead={[
        t(`kind.${kind}.name`),
        fileUntil ? t('fileUntil', { day: format.day(fileUntil) }) : t('fileGone'),
      ].join(' · ')}
      actions={<Actions details={details} />}
    >
      <Stack gap="md">
        <Group>
          <StateBadge state={state} />
        </Group>
        {details.failure !== null && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={20} />} role="alert">
            {details.failure}
          </Alert>
        )}
        {isUnderWay(details) && <Going details={details} />}
        {state === 'cancelled' && (
          <Alert color="yellow" variant="light" role="status">
            {t('stoppedAt', {
              done: format.count(details.rowsDone),
              all: format.count(details.rowCount ?? 0),
            })}
          </Alert>
        )}
        {counts && <Report details={details} counts={counts} />}
        {(state === 'uploaded' || state === 'checked') && <MappingForm details={details} />}
      </Stack>
    </Page>
  );
}

/** How far it is; without a known end while it is checked for the first time. */
function Going({ details }: { details: ImportDetails }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { rowCount, rowsDone, rowsPerSecond, secondsLeft, state } = details;
  const share = rowCount ? (rowsDone / rowCount) * 100 : 100;
  const left =
    secondsLeft === null
      ? null
      : secondsLeft < 60
        ? t('left.seconds', { count: secondsLeft })
        : t('left.minutes', { count: Math.ceil(secondsLeft / 60) });
  const words = [
    rowCount === null
      ? t('going.rows', { done: format.count(rowsDone) })
      : t('going.rowsOf', { done: format.count(rowsDone), all: format.count(rowCount) }),
    rowsPerSecond === null ? null : t('going.pace', { rate: format.count(rowsPerSecond) }),
    left,
  ];
  return (
    <Surface title={t(`going.${state === 'checking' ? 'check' : 'run'}`)} lead={t('going.lead')}>
      <Progress
        value={share}
        animated={rowCount === null}
        color="leaf"
        size="lg"
        aria-label={t('going.label')}
      />
      <Text size="sm" c="dimmed" mt="xs" role="status">
        {words.filter((part) => part !== null).join(' · ')}
      </Text>
    </Surface>
  );
}

function Actions({ details }: { details: ImportDetails }) {
  const { t } = useTranslation('imports');
  const { href } = useBrand();
  const format = useFormat();
  const [, navigate] = useLocation();
  const notify = useNotify();
  const actions = useImportActions(details.id);
  const [isRemoving, removing] = useDisclosure(false);
  const { state, check, fileUntil } = details;
  const goodRows = check ? check.created + check.changed : 0;
  const canGoOn = fileUntil !== null && (state === 'cancelled' || (state === 'failed' && check !== null));
  if (isUnderWay(details)) {
    return (
      <Button
        variant="default"
        leftSection={<IconX size={16} />}
        loading={actions.cancel.isPending}
        onClick={() => actions.cancel.mutate(undefined, { onError: notify.problem })}
      >
        {t('cancel')}
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={removing.open}>
        {t('remove.action')}
      </Button>
      {(state === 'checked' || canGoOn) && (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          disabled={state === 'checked' && goodRows === 0}
          loading={actions.run.isPending}
          onClick={() => actions.run.mutate(undefined, { onError: notify.problem })}
        >
          {state === 'checked' ? t('run', { count: goodRows, rows: format.count(goodRows) }) : t('goOn')}
        </Button>
      )}
      <ConfirmDialog
        opened={isRemoving}
        title={t('remove.title')}
        confirmLabel={t('remove.action')}
        onClose={removing.close}
        onConfirm={async () => {
          await actions.remove.mutateAsync();
          navigate(href('/settings/imports'));
        }}
      >
        {t('remove.lead')}
      </ConfirmDialog>
    </>
  );
}

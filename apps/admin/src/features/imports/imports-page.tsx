/** Files that were brought in, and bringing in the next one; one opens with its columns, its progress and its report. */
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTableImport, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useRoute } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { type Column, DataTable } from '../../app/parts/data-table.tsx';
import { Page } from '../../app/parts/page.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { ImportPage } from './import-page.tsx';
import { StateBadge } from './state-badge.tsx';
import { UploadDialog } from './upload-dialog.tsx';
import { type ImportView, useImports } from './use-imports.ts';

export function ImportsPage() {
  const [, route] = useRoute<{ slug: string; id: string }>('/:slug/settings/imports/:id');
  return route ? <ImportPage key={route.id} id={route.id} /> : <ImportList />;
}

function ImportList() {
  const { t } = useTranslation('imports');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const [isUploading, uploading] = useDisclosure(false);
  const open = (id: string) => navigate(href(`/settings/imports/${id}`));
  const button = (
    <Button leftSection={<IconUpload size={16} />} onClick={uploading.open}>
      {t('upload.action')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={button}>
      <Surface padded={false}>
        <DataTable
          label={t('title')}
          list={useImports()}
          rowKey={({ id }) => id}
          columns={useColumns()}
          minWidth={700}
          onOpen={({ id }) => open(id)}
          empty={
            <EmptyState icon={IconTableImport} title={t('none')} action={button}>
              {t('noneLead')}
            </EmptyState>
          }
        />
      </Surface>
      <UploadDialog opened={isUploading} onClose={uploading.close} onDone={open} />
    </Page>
  );
}

function useColumns(): Column<ImportView>[] {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const rows = ({ result, check, rowCount }: ImportView) => {
    const counts = result ?? check;
    if (!counts) return '—';
    const good = format.count(counts.created + counts.changed + counts.unchanged);
    return rowCount === null ? good : t('goodOf', { good, all: format.count(rowCount) });
  };
  return [
    {
      key: 'file',
      header: t('column.file'),
      render: ({ fileName, kind }) => (
        <>
          <Text size="md" fw={500} style={{ wordBreak: 'break-word' }}>
            {fileName}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`kind.${kind}.name`)}
          </Text>
        </>
      ),
    },
    { key: 'state', header: t('column.state'), render: ({ state }) => <StateBadge state={state} /> },
    { key: 'rows', header: t('column.rows'), align: 'right', render: rows },
    {
      key: 'when',
      header: t('column.when'),
      render: ({ createdAt, createdBy }) => (
        <>
          {format.moment(createdAt)}
          <Text size="sm" c="dimmed">
            {createdBy}
          </Text>
        </>
      ),
    },
  ];
}

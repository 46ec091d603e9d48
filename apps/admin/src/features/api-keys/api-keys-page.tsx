/** Keys for tills, shops and CRMs: who has them, what they may do, when they were used. */
import { Badge, Button, Code, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ApiKey } from '@regulars/contracts';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { type Column, DataTable } from '../../app/parts/data-table.tsx';
import { DocsLead } from '../../app/parts/docs-lead.tsx';
import { Page } from '../../app/parts/page.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useWholeList } from '../../app/parts/use-list.ts';
import { CreateDialog } from './create-dialog.tsx';
import { useApiKeyActions, useApiKeys } from './use-api-keys.ts';

export function ApiKeysPage() {
  const { t } = useTranslation('api-keys');
  const list = useWholeList(useApiKeys());
  const { revoke } = useApiKeyActions();
  const [isCreating, creating] = useDisclosure(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const createButton = (
    <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
      {t('create.action')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={<DocsLead lead={t('lead')} link={t('docs')} />} actions={createButton}>
      <Surface padded={false}>
        <DataTable
          label={t('title')}
          list={list}
          rowKey={({ id }) => id}
          columns={useColumns(setRevoking)}
          minWidth={700}
          empty={
            <EmptyState icon={IconKey} title={t('none')} action={createButton}>
              {t('noneLead')}
            </EmptyState>
          }
        />
      </Surface>
      <CreateDialog opened={isCreating} onClose={creating.close} />
      <ConfirmDialog
        opened={revoking !== null}
        title={t('revoke.title', { name: revoking?.name })}
        confirmLabel={t('revoke.action')}
        onClose={() => setRevoking(null)}
        onConfirm={async () => revoking && revoke.mutateAsync(revoking.id)}
      >
        {t('revoke.body')}
      </ConfirmDialog>
    </Page>
  );
}

function useColumns(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const { t } = useTranslation('api-keys');
  const format = useFormat();
  return [
    {
      key: 'name',
      header: t('column.name'),
      render: ({ name, prefix, shop }) => (
        <>
          <Text size="md" fw={500}>
            {name}
          </Text>
          <Code fz="xs">{prefix}…</Code>
          {shop && (
            <Text size="sm" c="dimmed">
              {shop.name}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'scopes',
      header: t('column.scopes'),
      width: '34%',
      render: ({ scopes }) => (
        <Group gap={4}>
          {scopes.map((scope) => (
            <Badge key={scope} variant="default" tt="none" fw={400}>
              {t(`short.${scope.replace(':', '-')}`)}
            </Badge>
          ))}
        </Group>
      ),
    },
    {
      key: 'made',
      header: t('column.made'),
      render: ({ createdAt, createdBy }) => (
        <Text size="sm" c="dimmed">
          {format.day(createdAt)}
          {createdBy && (
            <>
              <br />
              {createdBy}
            </>
          )}
        </Text>
      ),
    },
    {
      key: 'used',
      header: t('column.used'),
      render: ({ lastUsedAt }) => (
        <Text size="sm" c="dimmed">
          {lastUsedAt ? format.moment(lastUsedAt) : t('neverUsed')}
        </Text>
      ),
    },
    {
      key: 'revoke',
      header: '',
      align: 'right',
      render: (key) =>
        key.revokedAt ? (
          <Text size="sm" c="dimmed">
            {t('revoke.done', { when: format.day(key.revokedAt) })}
          </Text>
        ) : (
          <Button size="xs" variant="default" onClick={() => onRevoke(key)}>
            {t('revoke.action')}
          </Button>
        ),
    },
  ];
}

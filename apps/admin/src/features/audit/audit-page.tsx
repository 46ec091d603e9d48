/** Who changed what and when, with the values before and after. */
import { Text } from '@mantine/core';
import type { AuditEntry } from '@regulars/contracts';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import type { Column } from '../../app/parts/data-table.tsx';
import { ExportButton } from '../../app/parts/export-button.tsx';
import { ListPage } from '../../app/parts/list-page.tsx';
import { dayStart } from '../../app/parts/moments.ts';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCursorList } from '../../app/parts/use-list.ts';
import { AuditFiltersBar, auditFilters, useActiveFilters } from './audit-filters.tsx';
import { ChangesCell } from './changes-cell.tsx';

const pageSize = 50;

export function AuditPage() {
  const { t } = useTranslation('audit');
  const { slug, zone } = useBrand();
  const [filters, setFilters] = useAddressState(auditFilters);
  const asked = {
    ...(filters.what ? { action: filters.what } : {}),
    ...(filters.who ? { actorId: filters.who } : {}),
    ...(filters.from ? { from: dayStart(filters.from, zone) } : {}),
    ...(filters.to ? { to: dayStart(filters.to, zone, 1) } : {}),
  };
  const list = useCursorList(['audit', slug, filters], (cursor, signal) =>
    call(
      'listAuditEntries',
      {
        params: { slug },
        query: {
          limit: pageSize,
          ...(cursor ? { cursor } : {}),
          ...asked,
        },
      },
      { signal },
    ),
  );
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      actions={<ExportButton route="exportAuditEntries" query={asked} />}
      filters={<AuditFiltersBar value={filters} onChange={setFilters} />}
      active={useActiveFilters(filters, setFilters)}
      columns={useColumns()}
      list={list}
      rowKey={({ id }) => id}
      minWidth={720}
      none={
        <EmptyState icon={IconHistory} title={t('none')}>
          {t('noneLead')}
        </EmptyState>
      }
      noneFiltered={{ title: t('noneFiltered'), lead: t('noneFilteredLead') }}
    />
  );
}

function useColumns(): Column<AuditEntry>[] {
  const { t } = useTranslation('audit');
  const format = useFormat();
  return [
    {
      key: 'when',
      header: t('column.when'),
      width: 190,
      render: ({ at }) => (
        <Text size="sm" c="dimmed">
          {format.moment(at)}
        </Text>
      ),
    },
    {
      key: 'who',
      header: t('column.who'),
      width: 180,
      render: ({ actor }) => (
        <>
          {(actor.kind !== 'system' && actor.name) || t(`actor.${actor.kind}`)}
          {actor.kind === 'apiKey' && (
            <Text size="xs" c="dimmed">
              {t('actor.apiKey')}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'what',
      header: t('column.what'),
      render: ({ action, target }) => (
        <>
          {t(`action.${action}`, { defaultValue: action })}
          {target?.name && (
            <Text size="sm" c="dimmed">
              {target.kind === 'document' ? t(`document.${target.id}`) : target.name}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'changes',
      header: t('column.changes'),
      width: '38%',
      render: ({ changes }) => <ChangesCell changes={changes} />,
    },
  ];
}

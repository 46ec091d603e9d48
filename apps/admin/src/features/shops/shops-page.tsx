/** Shops of the brand: found by name or address, opened beside the list, added and archived. */
import { ActionIcon, Badge, Button, Menu, Text } from '@mantine/core';
import type { Shop } from '@regulars/contracts';
import {
  IconArchive,
  IconArchiveOff,
  IconBuildingStore,
  IconDots,
  IconPencil,
  IconPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import type { Column } from '../../app/parts/data-table.tsx';
import { ExportButton } from '../../app/parts/export-button.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { ListPage } from '../../app/parts/list-page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { SearchField } from '../../app/parts/search-field.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFilterWords } from '../../app/parts/use-filter-words.ts';
import { useWholeList } from '../../app/parts/use-list.ts';
import { useHoursText } from './hours-text.ts';
import { ShopDrawer } from './shop-form.tsx';
import { useShopActions, useShops } from './use-shops.ts';

const noFilters = { q: '', state: 'active', shop: '' };

export function ShopsPage() {
  const { t } = useTranslation('shops');
  const { may } = useBrand();
  const [filters, setFilters] = useAddressState(noFilters);
  const list = useWholeList(useShops());
  const [archiving, setArchiving] = useState<Shop | null>(null);
  const open = (id: string) => setFilters({ shop: id });
  const rows = list.rows?.filter((shop) => matches(shop, filters));
  const opened = list.rows?.find(({ id }) => id === filters.shop) ?? null;
  const addButton = may('shops.write') ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => open('new')}>
      {t('add')}
    </Button>
  ) : null;
  const active = [
    ...useFilterWords({ q: filters.q }, setFilters, {}),
    ...(filters.state === 'active' && list.rows?.some(({ isArchived }) => isArchived)
      ? [{ label: t('filter.active'), drop: () => setFilters({ state: 'all' }) }]
      : []),
  ];
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <ExportButton route="exportShops" />
          {addButton}
        </>
      }
      filters={
        <>
          <SearchField label={t('filter.search')} value={filters.q} onChange={(q) => setFilters({ q })} />
          <FilterChip
            label={t('filter.state')}
            anyLabel={t('filter.all')}
            value={filters.state === 'all' ? '' : filters.state}
            options={(['active', 'archived'] as const).map((value) => ({
              value,
              label: t(`filter.${value}`),
            }))}
            onChange={(state) => setFilters({ state: state || 'all' })}
          />
        </>
      }
      active={active}
      columns={useColumns({ onOpen: ({ id }) => open(id), onArchive: setArchiving })}
      list={{ ...list, rows }}
      rowKey={({ id }) => id}
      minWidth={700}
      {...(may('shops.write') ? { onOpen: ({ id }: Shop) => open(id) } : {})}
      none={
        <EmptyState icon={IconBuildingStore} title={t('none')} action={addButton}>
          {t('noneLead')}
        </EmptyState>
      }
      noneFiltered={{ title: t('noneFiltered'), lead: t('noneFilteredLead') }}
    >
      <ShopDrawer
        key={filters.shop}
        opened={filters.shop === 'new' || opened !== null}
        shop={opened}
        onClose={() => setFilters({ shop: '' })}
      />
      <ArchiveDialog shop={archiving} onClose={() => setArchiving(null)} />
    </ListPage>
  );
}

function matches(shop: Shop, { q, state }: { [K in keyof typeof noFilters]: string }): boolean {
  if (state === 'active' && shop.isArchived) return false;
  if (state === 'archived' && !shop.isArchived) return false;
  return `${shop.name} ${shop.address}`.toLowerCase().includes(q.trim().toLowerCase());
}

function ArchiveDialog({ shop, onClose }: { shop: Shop | null; onClose: () => void }) {
  const { t } = useTranslation('shops');
  const notify = useNotify();
  const { setArchived } = useShopActions();
  return (
    <ConfirmDialog
      opened={shop !== null}
      title={t('archive.title', { name: shop?.name })}
      confirmLabel={t('archive.action')}
      onClose={onClose}
      onConfirm={async () => {
        if (!shop) return;
        await setArchived.mutateAsync({ id: shop.id, isArchived: true });
        notify.done(t('archive.done', { name: shop.name }));
      }}
    >
      {t('archive.body')}
    </ConfirmDialog>
  );
}

interface RowActs {
  onOpen: (shop: Shop) => void;
  onArchive: (shop: Shop) => void;
}

function useColumns(acts: RowActs): Column<Shop>[] {
  const { t } = useTranslation('shops');
  const { may } = useBrand();
  const hoursText = useHoursText();
  return [
    {
      key: 'name',
      header: t('column.shop'),
      render: ({ name, isArchived }) => (
        <>
          <Text size="md" fw={500} component="span">
            {name}
          </Text>{' '}
          {isArchived && (
            <Badge variant="default" tt="none" fw={500}>
              {t('filter.archivedOne')}
            </Badge>
          )}
        </>
      ),
    },
    {
      key: 'address',
      header: t('column.address'),
      render: ({ address, phone }) => (
        <>
          {address || '—'}
          {phone && (
            <Text size="sm" c="dimmed">
              {phone}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'hours',
      header: t('column.hours'),
      render: ({ hours }) => (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {hoursText(hours) || '—'}
        </Text>
      ),
    },
    {
      key: 'receipts',
      header: t('column.receipts'),
      render: ({ fiscalNumbers, taxNumbers }) =>
        fiscalNumbers.length + taxNumbers.length === 0
          ? '—'
          : t('column.numbers', { count: fiscalNumbers.length + taxNumbers.length }),
    },
    {
      key: 'acts',
      header: '',
      align: 'right',
      width: 60,
      render: (shop) => (may('shops.write') ? <ShopActs shop={shop} {...acts} /> : null),
    },
  ];
}

function ShopActs({ shop, onOpen, onArchive }: RowActs & { shop: Shop }) {
  const { t } = useTranslation('shops');
  const notify = useNotify();
  const { setArchived } = useShopActions();
  async function restore() {
    const done = await setArchived
      .mutateAsync({ id: shop.id, isArchived: false })
      .catch((error: unknown) => void notify.problem(error));
    if (done) notify.done(t('archive.undone', { name: shop.name }));
  }
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          aria-label={t('acts', { name: shop.name })}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onOpen(shop)}>
          {t('edit')}
        </Menu.Item>
        {shop.isArchived ? (
          <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={() => void restore()}>
            {t('archive.undo')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => onArchive(shop)}>
            {t('archive.action')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

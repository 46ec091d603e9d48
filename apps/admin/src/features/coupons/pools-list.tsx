/** All pools with how many of their codes are free, given and used. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { IconPlus, IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import type { Column } from '../../app/parts/data-table.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { ListPage } from '../../app/parts/list-page.tsx';
import { SearchField } from '../../app/parts/search-field.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFilterWords } from '../../app/parts/use-filter-words.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { ShelfSwitch } from './shelf-switch.tsx';
import { type Pool, poolFilters, poolKinds, usePools } from './use-coupons.ts';
import { useShownIn } from './use-shown-in.ts';

export function PoolsList() {
  const { t } = useTranslation('coupons');
  const { may, href } = useBrand();
  const [, navigate] = useLocation();
  const [filters, setFilters] = useAddressState(poolFilters);
  const list = usePools(filters);
  const addButton = may('rewards.write') ? (
    <Button component={Link} href={href('/coupons/pools/new')} leftSection={<IconPlus size={16} />}>
      {t('pool.add')}
    </Button>
  ) : null;
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      actions={
        <Group gap="xs">
          <ShelfSwitch value="pools" />
          {addButton}
        </Group>
      }
      filters={
        <>
          <SearchField label={t('pool.search')} value={filters.q} onChange={(q) => setFilters({ q })} />
          <FilterChip
            label={t('pool.kind')}
            anyLabel={t('filter.any')}
            value={filters.kind}
            options={poolKinds.map((kind) => ({ value: kind, label: t(`pool.kinds.${kind}`) }))}
            onChange={(kind) => setFilters({ kind })}
          />
          <FilterChip
            label={t('filter.state')}
            anyLabel={t('filter.any')}
            value={filters.active}
            options={['true', 'false'].map((value) => ({ value, label: t(`pool.active.${value}`) }))}
            onChange={(value) => setFilters({ active: value })}
          />
        </>
      }
      active={useFilterWords(filters, setFilters, {
        kind: (kind) => t(`pool.kinds.${kind}`),
        active: (value) => t(`pool.active.${value}`),
      })}
      columns={useColumns()}
      list={list}
      rowKey={({ id }) => id}
      minWidth={760}
      onOpen={({ id }) => navigate(href(`/coupons/pools/${id}`))}
      none={
        <EmptyState icon={IconTicket} title={t('pool.none')} action={addButton}>
          {t('pool.noneLead')}
        </EmptyState>
      }
      noneFiltered={{ title: t('pool.noneFiltered'), lead: t('filter.drop') }}
    />
  );
}

function useColumns(): Column<Pool>[] {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  const shown = useShownIn();
  const figure = (key: 'free' | 'issued' | 'redeemed'): Column<Pool> => ({
    key,
    header: t(`count.${key}`),
    align: 'right',
    render: ({ kind, counts }) =>
      key === 'free' && (kind === 'shared' || kind === 'personal') ? '—' : format.count(counts[key]),
  });
  return [
    {
      key: 'name',
      header: t('pool.title'),
      render: ({ name, title, isActive }) => (
        <>
          <Text size="md" fw={500} component="span">
            {name}
          </Text>{' '}
          {!isActive && (
            <Badge variant="default" tt="none" fw={500}>
              {t('pool.active.false')}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {shown(title)}
          </Text>
        </>
      ),
    },
    {
      key: 'kind',
      header: t('pool.kind'),
      render: ({ kind, sharedCode }) => (
        <>
          {t(`pool.kinds.${kind}`)}
          {sharedCode && (
            <Text size="sm" c="dimmed">
              {sharedCode}
            </Text>
          )}
        </>
      ),
    },
    { key: 'gives', header: t('terms.kind'), render: ({ summary }) => <Text size="sm">{summary}</Text> },
    figure('free'),
    figure('issued'),
    figure('redeemed'),
  ];
}

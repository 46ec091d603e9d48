/** The list of customers with search, filters as chips, order and total; all of it in the address. */
import { Text, UnstyledButton } from '@mantine/core';
import type { CustomerRow } from '@regulars/contracts';
import { IconArrowDown, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import type { Column } from '../../app/parts/data-table.tsx';
import { ExportButton } from '../../app/parts/export-button.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { ListPage } from '../../app/parts/list-page.tsx';
import { SearchField } from '../../app/parts/search-field.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFilterWords } from '../../app/parts/use-filter-words.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { TierBadge } from '../tiers/tier-badge.tsx';
import { useTierOptions } from '../tiers/tiers-choice.tsx';
import { CustomerName } from './customer-name.tsx';
import { ReachabilityBadge } from './reachability-badge.tsx';
import {
  type CustomerFilters,
  customerFilters,
  customerQuery,
  filterChoices,
  filterNames,
  type Sort,
  useCustomers,
} from './use-customers.ts';

type Change = (change: Partial<CustomerFilters>) => void;

export function CustomersList() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const [filters, setFilters] = useAddressState(customerFilters);
  const list = useCustomers(filters);
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      actions={<ExportButton route="exportCustomers" query={customerQuery(filters)} />}
      filters={<Filters value={filters} onChange={setFilters} />}
      active={useActiveFilters(filters, setFilters)}
      total={list.total ? t('total', { count: list.total, total: format.count(list.total) }) : undefined}
      columns={useColumns(filters.sort, (sort) => setFilters({ sort }))}
      list={list}
      rowKey={({ id }) => id}
      minWidth={720}
      onOpen={({ id }) => navigate(href(`/customers/${id}`))}
      none={
        <EmptyState icon={IconUsers} title={t('none')}>
          {t('noneLead')}
        </EmptyState>
      }
      noneFiltered={{ title: t('noneFiltered'), lead: t('noneFilteredLead') }}
    />
  );
}

function Filters({ value, onChange }: { value: CustomerFilters; onChange: Change }) {
  const { t } = useTranslation('customers');
  const tiers = useTierOptions();
  return (
    <>
      <SearchField
        label={t('filter.search')}
        placeholder={t('filter.searchPlaceholder')}
        value={value.q}
        onChange={(q) => onChange({ q })}
      />
      {filterNames.map((name) => (
        <FilterChip
          key={name}
          label={t(`filter.${name}.label`)}
          anyLabel={t('filter.any')}
          value={value[name]}
          options={filterChoices[name].map((choice) => ({
            value: choice,
            label: t(`filter.${name}.${choice}`),
          }))}
          onChange={(choice) => onChange({ [name]: choice })}
        />
      ))}
      {tiers.length > 0 && (
        <FilterChip
          label={t('filter.tier.label')}
          anyLabel={t('filter.any')}
          value={value.tier}
          options={tiers}
          onChange={(tier) => onChange({ tier })}
        />
      )}
    </>
  );
}

/** Every filter that is on, in words, to be named when nothing is found. */
function useActiveFilters(filters: CustomerFilters, set: Change) {
  const { t } = useTranslation('customers');
  const tiers = useTierOptions();
  const say = (name: string, words: string) => `${t(`filter.${name}.label`)}: ${words}`;
  const chips = filterNames.map(
    (name) => [name, (value: string) => say(name, t(`filter.${name}.${value}`))] as const,
  );
  return useFilterWords(filters, set, {
    ...Object.fromEntries(chips),
    tier: (id) => say('tier', tiers.find(({ value }) => value === id)?.label ?? '…'),
  });
}

function useColumns(sort: string, onSort: (sort: Sort) => void): Column<CustomerRow>[] {
  const { t } = useTranslation('customers');
  const hasTiers = useTierOptions().length > 0;
  const format = useFormat();
  const sortable = (name: Sort, label: string) => (
    <SortButton label={label} isOn={sort === name} onSort={() => onSort(sort === name ? 'newest' : name)} />
  );
  return [
    {
      key: 'name',
      header: t('column.name'),
      width: '26%',
      render: (row) => (
        <CustomerName
          customer={row}
          note={[row.username && `@${row.username}`, row.phone].filter(Boolean).join(' · ')}
        />
      ),
    },
    ...(hasTiers
      ? [
          {
            key: 'tier',
            header: t('column.tier'),
            render: ({ tier }: CustomerRow) => tier && <TierBadge tier={tier} />,
          },
        ]
      : []),
    {
      key: 'balance',
      header: sortable('points', t('column.balance')),
      align: 'right',
      render: ({ wallet }) => (
        <>
          <Text size="md" fw={500} {...(wallet.available < 0 ? { c: 'var(--text-loss)' } : {})}>
            {format.count(wallet.available)}
          </Text>
          {wallet.pending > 0 && (
            <Text size="sm" c="dimmed">
              {t('pendingShort', { points: format.count(wallet.pending) })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'purchases',
      header: t('column.purchases'),
      align: 'right',
      render: ({ purchasesCount }) => format.count(purchasesCount),
    },
    {
      key: 'spent',
      header: sortable('spent', t('column.spent')),
      align: 'right',
      render: ({ spentMinor }) => format.money(spentMinor),
    },
    {
      key: 'last',
      header: sortable('lastPurchase', t('column.last')),
      render: ({ lastPurchaseAt }) => (
        <Text size="sm" c="dimmed">
          {lastPurchaseAt ? format.day(lastPurchaseAt) : t('neverBought')}
        </Text>
      ),
    },
    {
      key: 'reachability',
      header: t('column.reachability'),
      render: ({ reachability }) => <ReachabilityBadge reachability={reachability} />,
    },
  ];
}

function SortButton({ label, isOn, onSort }: { label: string; isOn: boolean; onSort: () => void }) {
  return (
    <UnstyledButton
      onClick={onSort}
      aria-pressed={isOn}
      fz="sm"
      fw={isOn ? 600 : 500}
      c={isOn ? 'var(--mantine-color-text)' : 'dimmed'}
      style={{ display: 'inline-flex', alignItems: 'center', gap: 4, textAlign: 'inherit' }}
    >
      {label}
      <IconArrowDown size={14} aria-hidden style={{ flex: 'none', opacity: isOn ? 1 : 0.35 }} />
    </UnstyledButton>
  );
}

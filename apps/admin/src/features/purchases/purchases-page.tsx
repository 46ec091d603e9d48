/** All purchases, newest first; one opens beside the list, where it can be refunded. */
import { Button } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar, IconReceipt, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useRoute, useSearch } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { ExportButton } from '../../app/parts/export-button.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { ListPage } from '../../app/parts/list-page.tsx';
import type { ActiveFilter } from '../../app/parts/nothing-found.tsx';
import { SearchField } from '../../app/parts/search-field.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFilterWords } from '../../app/parts/use-filter-words.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';
import { useCustomer } from '../customers/use-customer.ts';
import { useOwnShopOptions, useShopNames } from '../shops/use-shops.ts';
import { PurchasePanel } from './purchase-panel.tsx';
import { usePurchaseColumns } from './purchase-columns.tsx';
import { type PurchaseFilters, purchaseFilters, purchaseQuery, usePurchases } from './use-purchases.ts';

export function PurchasesPage() {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const { href, zone } = useBrand();
  const [, navigate] = useLocation();
  const search = useSearch();
  const [, route] = useRoute<{ slug: string; id: string }>('/:slug/purchases/:id');
  const [filters, setFilters] = useAddressState(purchaseFilters);
  const list = usePurchases(filters);
  const show = (path: string) => navigate(href(`${path}${search ? `?${search}` : ''}`));
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      actions={<ExportButton route="exportPurchases" query={purchaseQuery(filters, zone)} />}
      filters={<Filters value={filters} onChange={setFilters} />}
      active={useActiveFilters(filters, setFilters)}
      total={list.total ? t('total', { count: list.total, total: format.count(list.total) }) : undefined}
      columns={usePurchaseColumns()}
      list={list}
      rowKey={({ id }) => id}
      minWidth={720}
      onOpen={({ id }) => show(`/purchases/${id}`)}
      none={
        <EmptyState icon={IconReceipt} title={t('none')}>
          {t('noneLead')}
        </EmptyState>
      }
      noneFiltered={{ title: t('noneFiltered'), lead: t('noneFilteredLead') }}
    >
      <PurchasePanel id={route?.id ?? null} onClose={() => show('/purchases')} />
    </ListPage>
  );
}

interface FiltersProps {
  value: PurchaseFilters;
  onChange: (change: Partial<PurchaseFilters>) => void;
}

function Filters({ value, onChange }: FiltersProps) {
  const { t } = useTranslation('purchases');
  const nameOf = useCustomerName();
  const customer = useCustomer(value.customer).data;
  const shops = useOwnShopOptions();
  return (
    <>
      <SearchField
        label={t('filter.search')}
        placeholder={t('filter.searchPlaceholder')}
        value={value.q}
        onChange={(q) => onChange({ q })}
      />
      <FilterChip
        label={t('filter.refunded')}
        anyLabel={t('filter.any')}
        value={value.refunded}
        options={['none', 'partly', 'fully'].map((state) => ({
          value: state,
          label: t(`filter.state.${state}`),
        }))}
        onChange={(refunded) => onChange({ refunded })}
      />
      {shops.length > 0 && (
        <FilterChip
          label={t('filter.shop')}
          anyLabel={t('filter.any')}
          value={value.shop}
          options={shops}
          onChange={(shop) => onChange({ shop })}
        />
      )}
      <DatePickerInput
        type="range"
        aria-label={t('filter.days')}
        placeholder={t('filter.days')}
        value={[value.from || null, value.to || null]}
        onChange={([from, to]) => onChange({ from: from ?? '', to: to ?? '' })}
        allowSingleDateInRange
        clearable
        leftSection={<IconCalendar size={16} aria-hidden />}
        radius="xl"
        w={value.from ? 280 : 130}
        valueFormat="D MMM YYYY"
      />
      {value.customer && (
        <Button
          variant="light"
          radius="xl"
          px="sm"
          fw={500}
          rightSection={<IconX size={14} aria-hidden />}
          onClick={() => onChange({ customer: '' })}
        >
          {`${t('filter.customer')}: ${customer ? nameOf(customer) : '…'}`}
        </Button>
      )}
    </>
  );
}

/** Every filter that is on, in words, to be named when nothing is found. */
function useActiveFilters(
  filters: PurchaseFilters,
  set: (change: Partial<PurchaseFilters>) => void,
): ActiveFilter[] {
  const { t } = useTranslation('purchases');
  const shop = useShopNames()?.[filters.shop];
  const days = [filters.from, filters.to].filter(Boolean).join(' – ');
  const active = useFilterWords(filters, set, {
    refunded: (state) => `${t('filter.refunded')}: ${t(`filter.state.${state}`)}`,
    shop: () => `${t('filter.shop')}: ${shop ?? '…'}`,
    customer: () => t('filter.customer'),
  });
  return days
    ? [...active, { label: `${t('filter.days')}: ${days}`, drop: () => set({ from: '', to: '' }) }]
    : active;
}

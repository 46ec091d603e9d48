/** Single coupons, newest first, by code, pool, state or customer; one opens beside the list. */
import { Text } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../app/parts/data-table.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { ListPage } from '../../app/parts/list-page.tsx';
import { SearchField } from '../../app/parts/search-field.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFilterWords } from '../../app/parts/use-filter-words.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';
import { CouponPanel } from './coupon-panel.tsx';
import { CouponState } from './coupon-state.tsx';
import { ShelfSwitch } from './shelf-switch.tsx';
import { type Coupon, couponFilters, couponStates, useCoupons, usePools } from './use-coupons.ts';

const address = { ...couponFilters, coupon: '' };

export function CouponsList() {
  const { t } = useTranslation('coupons');
  const [{ coupon, ...filters }, set] = useAddressState(address);
  const list = useCoupons(filters);
  const pools = usePools({ q: '', kind: '', active: '' }).rows ?? [];
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      actions={<ShelfSwitch value="all" />}
      filters={
        <>
          <SearchField label={t('filter.search')} value={filters.q} onChange={(q) => set({ q })} />
          <FilterChip
            label={t('filter.state')}
            anyLabel={t('filter.any')}
            value={filters.state}
            options={couponStates.map((state) => ({ value: state, label: t(`state.${state}`) }))}
            onChange={(state) => set({ state })}
          />
          {pools.length > 0 && (
            <FilterChip
              label={t('pool.title')}
              anyLabel={t('filter.any')}
              value={filters.pool}
              options={pools.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(pool) => set({ pool })}
            />
          )}
        </>
      }
      active={useFilterWords(filters, set, {
        state: (state) => t(`state.${state}`),
        pool: (pool) => pools.find(({ id }) => id === pool)?.name ?? t('pool.title'),
        customer: () => t('filter.oneCustomer'),
        reward: () => t('filter.oneReward'),
      })}
      columns={useColumns()}
      list={list}
      rowKey={({ id }) => id}
      minWidth={760}
      onOpen={({ id }) => set({ coupon: id })}
      none={
        <EmptyState icon={IconTicket} title={t('coupon.none')}>
          {t('coupon.noneLead')}
        </EmptyState>
      }
      noneFiltered={{ title: t('coupon.noneFiltered'), lead: t('filter.drop') }}
    >
      <CouponPanel id={coupon || null} onClose={() => set({ coupon: '' })} />
    </ListPage>
  );
}

function useColumns(): Column<Coupon>[] {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  const nameOf = useCustomerName();
  return [
    {
      key: 'code',
      header: t('coupon.code'),
      render: ({ code, title, quantity }) => (
        <>
          <Text size="md" fw={500} className="figures">
            {code}
          </Text>
          <Text size="sm" c="dimmed">
            {quantity > 1 ? `${title} × ${format.count(quantity)}` : title}
          </Text>
        </>
      ),
    },
    { key: 'state', header: t('filter.state'), render: ({ state }) => <CouponState state={state} /> },
    {
      key: 'customer',
      header: t('coupon.customer'),
      render: ({ customer }) => (customer ? nameOf(customer) : <Text c="dimmed">{t('coupon.nobody')}</Text>),
    },
    {
      key: 'source',
      header: t('coupon.source'),
      render: ({ poolName, pricePoints }) =>
        poolName ?? (pricePoints > 0 ? t('coupon.boughtFor', { price: format.points(pricePoints) }) : '—'),
    },
    {
      key: 'until',
      header: t('coupon.until'),
      render: ({ expiresAt }) => (
        <Text size="sm" c="dimmed">
          {expiresAt ? format.lastDay(expiresAt) : t('validity.forever')}
        </Text>
      ),
    },
  ];
}

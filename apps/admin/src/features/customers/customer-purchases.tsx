/** Purchases of one customer, each opening where it can be refunded. */
import { IconReceipt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { DataTable } from '../../app/parts/data-table.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { usePurchaseColumns } from '../purchases/purchase-columns.tsx';
import { purchaseFilters, usePurchases } from '../purchases/use-purchases.ts';

export function CustomerPurchases({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const list = usePurchases({ ...purchaseFilters, customer: id });
  return (
    <DataTable
      label={t('tab.purchases')}
      columns={usePurchaseColumns().filter(({ key }) => key !== 'customer')}
      list={list}
      rowKey={(row) => row.id}
      minWidth={600}
      onOpen={(row) => navigate(href(`/purchases/${row.id}?customer=${id}`))}
      empty={
        <EmptyState icon={IconReceipt} title={t('purchases.none')}>
          {t('purchases.noneLead')}
        </EmptyState>
      }
    />
  );
}

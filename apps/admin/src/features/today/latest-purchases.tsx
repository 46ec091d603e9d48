/** The newest purchases, each opening in the list of purchases. */
import { Anchor, Text } from '@mantine/core';
import type { PurchaseRow } from '@regulars/contracts';
import { IconReceipt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { type Column, DataTable, type List } from '../../app/parts/data-table.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';

export function LatestPurchases({ list }: { list: List<PurchaseRow> }) {
  const { t } = useTranslation('today');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  return (
    <Surface
      padded={false}
      title={t('latest.title')}
      action={
        <Anchor component={Link} href={href('/purchases')} size="sm">
          {t('latest.all')}
        </Anchor>
      }
    >
      <DataTable
        label={t('latest.title')}
        columns={useColumns()}
        list={list}
        rowKey={({ id }) => id}
        onOpen={({ id }) => navigate(href(`/purchases/${id}`))}
        empty={
          <EmptyState icon={IconReceipt} title={t('latest.none')}>
            {t('latest.noneLead')}
          </EmptyState>
        }
      />
    </Surface>
  );
}

function useColumns(): Column<PurchaseRow>[] {
  const { t } = useTranslation('today');
  const format = useFormat();
  return [
    {
      key: 'customer',
      header: t('latest.customer'),
      render: ({ customer }) =>
        [customer.firstName, customer.lastName].filter(Boolean).join(' ') || t('nameless'),
    },
    {
      key: 'when',
      header: t('latest.when'),
      render: ({ occurredAt }) => (
        <Text size="sm" c="dimmed">
          {format.moment(occurredAt)}
        </Text>
      ),
    },
    {
      key: 'paid',
      header: t('latest.paid'),
      align: 'right',
      render: ({ paidMinor, refundedMinor }) => (
        <>
          {format.money(paidMinor)}
          {refundedMinor > 0 && (
            <Text size="xs" c="dimmed">
              {t('latest.refunded', { amount: format.money(refundedMinor) })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'points',
      header: t('latest.points'),
      align: 'right',
      render: ({ earnedPoints, redeemedPoints }) =>
        redeemedPoints > 0
          ? `${format.signed(-redeemedPoints)} / ${format.signed(earnedPoints)}`
          : format.signed(earnedPoints),
    },
  ];
}

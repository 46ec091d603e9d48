/** Columns of a list of purchases, and how far a purchase has been refunded as a badge. */
import { Badge, Text } from '@mantine/core';
import type { PurchaseRow } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../app/parts/data-table.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';

export function usePurchaseColumns(): Column<PurchaseRow>[] {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const nameOf = useCustomerName();
  return [
    {
      key: 'receipt',
      header: t('column.receipt'),
      render: ({ externalId, source, shop }) => (
        <>
          <Text size="md" fw={500}>
            {externalId}
          </Text>
          <Text size="sm" c="dimmed">
            {shop?.name ?? t(`source.${source}`)}
          </Text>
        </>
      ),
    },
    { key: 'customer', header: t('column.customer'), render: ({ customer }) => nameOf(customer) },
    {
      key: 'when',
      header: t('column.when'),
      render: ({ occurredAt }) => (
        <Text size="sm" c="dimmed">
          {format.moment(occurredAt)}
        </Text>
      ),
    },
    {
      key: 'paid',
      header: t('column.paid'),
      align: 'right',
      render: ({ paidMinor, totalMinor }) => (
        <>
          {format.money(paidMinor)}
          {paidMinor < totalMinor && (
            <Text size="sm" c="dimmed">
              {t('ofTotal', { total: format.money(totalMinor) })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'points',
      header: capitalized(format.pointsNoun(5)),
      align: 'right',
      render: ({ earnedPoints, redeemedPoints }) => (
        <>
          <Text size="md" c="var(--text-gain)">
            {format.signed(earnedPoints)}
          </Text>
          {redeemedPoints > 0 && <Text size="sm">{format.signed(-redeemedPoints)}</Text>}
        </>
      ),
    },
    { key: 'refunded', header: t('filter.refunded'), render: (row) => <RefundBadge purchase={row} /> },
  ];
}

interface RefundBadgeProps {
  purchase: { totalMinor: number; refundedMinor: number };
}

export function RefundBadge({ purchase: { totalMinor, refundedMinor } }: RefundBadgeProps) {
  const { t } = useTranslation('purchases');
  if (refundedMinor === 0) return null;
  return (
    <Badge variant="default" tt="none" fw={500} radius="sm">
      {t(refundedMinor >= totalMinor ? 'refunded.fully' : 'refunded.partly')}
    </Badge>
  );
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

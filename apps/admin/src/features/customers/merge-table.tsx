/** Two records side by side, and the one that they will be. */
import { Table } from '@mantine/core';
import type { MergePreview, MergeSide } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from './customer-name.tsx';

const nothing = '—';

export function MergeTable({ preview }: { preview: MergePreview }) {
  const { t } = useTranslation('customers');
  const rows = useRows();
  const sides = [preview.merged, preview.survivor, preview.result];
  return (
    <Table.ScrollContainer minWidth={520} type="native">
      <Table withRowBorders verticalSpacing={6} aria-label={t('merge.caption')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">{t('merge.ends')}</Table.Th>
            <Table.Th scope="col">{t('merge.stays')}</Table.Th>
            <Table.Th scope="col">{t('merge.becomes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, show }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400} c="dimmed">
                {label}
              </Table.Th>
              {sides.map((side, index) => (
                <Table.Td key={index === 2 ? 'result' : side.id} fw={index === 2 ? 600 : 400}>
                  {show(side)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function useRows(): { label: string; show: (side: MergeSide) => string }[] {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const nameOf = useCustomerName();
  return [
    { label: t('column.name'), show: nameOf },
    { label: t('details.telegram'), show: (side) => (side.username ? `@${side.username}` : telegram(side)) },
    { label: t('details.phone'), show: (side) => side.phone ?? nothing },
    { label: t('details.email'), show: (side) => side.email ?? nothing },
    { label: t('details.externalId'), show: (side) => side.externalId ?? nothing },
    { label: t('column.balance'), show: (side) => format.points(side.wallet.available) },
    { label: t('merge.pending'), show: (side) => format.points(side.wallet.pending) },
    { label: t('column.purchases'), show: (side) => format.count(side.purchasesCount) },
    { label: t('column.spent'), show: (side) => format.money(side.spentMinor) },
  ];
}

function telegram({ telegramId }: MergeSide): string {
  return telegramId === null ? nothing : String(telegramId);
}

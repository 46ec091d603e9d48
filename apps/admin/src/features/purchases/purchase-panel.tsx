/** One purchase beside the list: figures, lines, what it did to points, refunds; and the refund itself. */
import {
  Anchor,
  Button,
  Drawer,
  Group,
  SimpleGrid,
  Skeleton,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { IconReceiptRefund } from '@tabler/icons-react';
import type { CallOutput } from '@regulars/client';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { EntryList } from '../../app/parts/entry-list.tsx';
import { LoadError } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from '../customers/customer-name.tsx';
import { RefundBadge } from './purchase-columns.tsx';
import { RefundDialog } from './refund-dialog.tsx';
import { leftToRefundMinor } from './refund-amount.ts';
import { usePurchase } from './use-purchases.ts';

export type PurchaseDetails = CallOutput<'getPurchaseDetails'>;

export function PurchasePanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('purchases');
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={540}
      padding="lg"
      overlayProps={{ backgroundOpacity: 0.35 }}
      title={t('panel.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      styles={{ title: { fontWeight: 600 } }}
    >
      {id && <Content id={id} />}
    </Drawer>
  );
}

function Content({ id }: { id: string }) {
  const purchase = usePurchase(id);
  if (purchase.error && !purchase.data) {
    return <LoadError error={purchase.error} onRetry={() => void purchase.refetch()} />;
  }
  if (!purchase.data) return <PanelSkeleton />;
  return <Details purchase={purchase.data} />;
}

function PanelSkeleton() {
  return (
    <Stack gap="lg" aria-busy>
      <Skeleton h={28} w="60%" />
      <Skeleton h={96} />
      <Skeleton h={140} />
    </Stack>
  );
}

function Details({ purchase }: { purchase: PurchaseDetails }) {
  const { t } = useTranslation('purchases');
  const { may, href } = useBrand();
  const format = useFormat();
  const nameOf = useCustomerName();
  const [isRefunding, setRefunding] = useState(false);
  const mayRefund = may('purchases.refund') && leftToRefundMinor(purchase) > 0;
  return (
    <Stack gap="xl">
      <div>
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={2} fz="xl" style={{ wordBreak: 'break-all' }}>
            {purchase.externalId}
          </Title>
          <RefundBadge purchase={purchase} />
        </Group>
        <Text size="md" c="dimmed" mt={4}>
          {format.moment(purchase.occurredAt)}
          {' · '}
          <Anchor component={Link} href={href(`/customers/${purchase.customer.id}`)} size="md">
            {nameOf(purchase.customer)}
          </Anchor>
          {purchase.shop && ` · ${purchase.shop.name}`}
        </Text>
      </div>
      <Figures purchase={purchase} />
      {mayRefund && (
        <Button
          size="md"
          variant="default"
          leftSection={<IconReceiptRefund size={18} />}
          onClick={() => setRefunding(true)}
        >
          {t('refund.action')}
        </Button>
      )}
      {purchase.coupons.length > 0 && <Coupons coupons={purchase.coupons} />}
      {purchase.lines.length > 0 && <Lines lines={purchase.lines} />}
      {purchase.refunds.length > 0 && <Refunds refunds={purchase.refunds} />}
      {purchase.entries.length > 0 && (
        <section>
          <Title order={3}>{t('panel.entries')}</Title>
          <EntryList entries={purchase.entries} />
        </section>
      )}
      {isRefunding && <RefundDialog purchase={purchase} onClose={() => setRefunding(false)} />}
    </Stack>
  );
}

function Figures({ purchase }: { purchase: PurchaseDetails }) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  return (
    <SimpleGrid cols={2} spacing="md" verticalSpacing="md" className="quiet-box">
      <Figure label={t('panel.paid')}>{format.money(purchase.paidMinor)}</Figure>
      <Figure label={t('panel.total')}>{format.money(purchase.totalMinor)}</Figure>
      <Figure label={t('panel.earned')}>{`+${format.points(purchase.earnedPoints)}`}</Figure>
      <Figure label={t('panel.spent')}>
        {purchase.redeemedPoints > 0 ? format.points(-purchase.redeemedPoints) : '—'}
      </Figure>
      {purchase.refundedMinor > 0 && (
        <Figure label={t('panel.refunded')}>{format.money(purchase.refundedMinor)}</Figure>
      )}
    </SimpleGrid>
  );
}

export function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="lg" fw={600} className="figures">
        {children}
      </Text>
    </div>
  );
}

function Coupons({ coupons }: { coupons: PurchaseDetails['coupons'] }) {
  const { t } = useTranslation('purchases');
  return (
    <section>
      <Title order={3}>{t('panel.coupons')}</Title>
      {coupons.map(({ code, explanation }) => (
        <Text key={code} size="md">
          {explanation}
          <Text span c="dimmed" size="sm">
            {` · ${code}`}
          </Text>
        </Text>
      ))}
    </section>
  );
}

function Lines({ lines }: { lines: PurchaseDetails['lines'] }) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  return (
    <section>
      <Title order={3} mb={4}>
        {t('panel.lines')}
      </Title>
      <Table aria-label={t('panel.lines')} borderColor="var(--surface-line)" horizontalSpacing={0}>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td>
                <Text size="md">{line.name ?? line.sku ?? t('panel.line', { id: line.id })}</Text>
                <Text size="sm" c="dimmed">
                  {[
                    `${line.quantity} × ${format.money(line.unitPriceMinor)}`,
                    line.discountMinor > 0 &&
                      t('panel.discount', { amount: format.money(line.discountMinor) }),
                    !line.earns && t('panel.noEarn'),
                    !line.payableWithPoints && t('panel.noPay'),
                    line.refundedQuantity > 0 && t('panel.lineRefunded', { quantity: line.refundedQuantity }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td ta="right" className="figures" fz="md">
                {format.money(line.quantity * line.unitPriceMinor - line.discountMinor)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Refunds({ refunds }: { refunds: PurchaseDetails['refunds'] }) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  return (
    <section>
      <Title order={3} mb={4}>
        {t('panel.refunds')}
      </Title>
      {refunds.map((refund) => (
        <Group key={refund.id} justify="space-between" align="flex-start" wrap="nowrap" py={8}>
          <div>
            <Text size="md">{refund.externalId}</Text>
            <Text size="sm" c="dimmed">
              {[
                format.moment(refund.createdAt),
                refund.reversedPoints > 0 &&
                  t('panel.reversed', { points: format.points(refund.reversedPoints) }),
                refund.returnedPoints > 0 &&
                  t('panel.returned', { points: format.points(refund.returnedPoints) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
          <Text size="md" fw={500} className="figures" style={{ flex: 'none' }}>
            {`\u2212${format.money(refund.moneyMinor)}`}
          </Text>
        </Group>
      ))}
    </section>
  );
}

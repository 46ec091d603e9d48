/** What comes of the draft: the bill, points spent, money to pay, points earned. */
import { Divider, Group, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import type { useBill } from './use-bill.ts';

export function BillSummary({ bill }: { bill: ReturnType<typeof useBill> }) {
  const { t } = useTranslation('till');
  const format = useFormat();
  const { result, totalMinor } = bill;
  const isReckoning = totalMinor > 0 && !result && !bill.error;
  const figure = (text: string | undefined) => (isReckoning ? <Skeleton h={18} w={72} /> : (text ?? '—'));
  return (
    <div aria-live="polite">
      <Divider my="md" color="var(--surface-line)" />
      {result !== undefined && (result.redeemedPoints > 0 || result.couponDiscountMinor > 0) && (
        <Row label={t('bill.total')}>{format.money(result.totalMinor + result.couponDiscountMinor)}</Row>
      )}
      {result !== undefined && result.couponDiscountMinor > 0 && (
        <Row label={t('bill.coupons')}>{`\u2212${format.money(result.couponDiscountMinor)}`}</Row>
      )}
      {result !== undefined && result.redeemedPoints > 0 && (
        <Row label={t('bill.spent', { points: format.points(result.redeemedPoints) })}>
          {`\u2212${format.money(result.totalMinor - result.paidMinor)}`}
        </Row>
      )}
      <Row label={t('bill.pay')} isBig>
        {figure(result && format.money(result.paidMinor))}
      </Row>
      <Row label={t('bill.earn')} tone="var(--text-gain)">
        {figure(result && `+${format.points(result.earnedPoints)}`)}
      </Row>
      <Row label={t('bill.balance')}>{figure(result && format.points(result.wallet.available))}</Row>
      <Divider my="md" color="var(--surface-line)" />
    </div>
  );
}

interface RowProps {
  label: string;
  isBig?: boolean;
  tone?: string;
  children: ReactNode;
}

function Row({ label, isBig = false, tone, children }: RowProps) {
  return (
    <Group justify="space-between" wrap="nowrap" align="baseline" py={3}>
      <Text size={isBig ? 'lg' : 'md'} fw={isBig ? 600 : 400}>
        {label}
      </Text>
      <Text
        component="div"
        className="figures"
        size={isBig ? 'xl' : 'md'}
        fw={isBig ? 700 : 500}
        {...(tone ? { c: tone } : {})}
      >
        {children}
      </Text>
    </Group>
  );
}

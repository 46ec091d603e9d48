/** What the customer has and what happens next to it, and what they have brought. */
import { Alert, Divider, Text } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';

export function WalletCard({ customer }: { customer: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { wallet, nextExpiry, nextActivation, debtPoints } = customer;
  return (
    <Surface>
      <Text size="sm" c="dimmed">
        {t('wallet.balance')}
      </Text>
      <Text className="figures" fz={34} fw={700} lh={1.2} data-testid="balance">
        {format.points(wallet.available)}
      </Text>
      {wallet.held > 0 && <Text size="md">{t('wallet.held', { points: format.points(wallet.held) })}</Text>}
      {wallet.pending > 0 && (
        <Text size="md">
          {nextActivation
            ? t('wallet.pendingFrom', {
                points: format.points(wallet.pending),
                next: format.points(nextActivation.points),
                when: format.day(nextActivation.expiresAt),
              })
            : t('wallet.pending', { points: format.points(wallet.pending) })}
        </Text>
      )}
      {nextExpiry && (
        <Text size="md" c="dimmed">
          {t('wallet.expiry', {
            points: format.points(nextExpiry.points),
            when: format.lastDay(nextExpiry.expiresAt),
          })}
        </Text>
      )}
      {debtPoints > 0 && (
        <Alert color="red" variant="light" mt="sm" icon={<IconAlertTriangle size={18} />}>
          {t('wallet.debt', { points: format.points(debtPoints) })}
        </Alert>
      )}
      <Divider my="md" color="var(--surface-line)" />
      <dl className="customer-figures" style={{ margin: 0 }}>
        <Figure label={t('column.spent')}>{format.money(customer.spentMinor)}</Figure>
        <Figure label={t('column.purchases')}>{format.count(customer.purchasesCount)}</Figure>
        <Figure label={t('column.last')}>
          {customer.lastPurchaseAt ? format.day(customer.lastPurchaseAt) : t('neverBought')}
        </Figure>
        <Figure label={t('wallet.earned')}>{format.count(customer.earnedPoints)}</Figure>
        <Figure label={t('wallet.redeemed')}>{format.count(customer.redeemedPoints)}</Figure>
      </dl>
    </Surface>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="lg" fw={600} className="figures" m={0}>
        {children}
      </Text>
    </div>
  );
}

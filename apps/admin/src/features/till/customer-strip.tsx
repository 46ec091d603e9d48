/** Who is being served and how many points they have. */
import { ActionIcon, Box, Button, Group, Text } from '@mantine/core';
import { IconArrowsExchange, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { CustomerAvatar, useCustomerName } from '../customers/customer-name.tsx';
import { useCustomer } from '../customers/use-customer.ts';
import { TierBadge } from '../tiers/tier-badge.tsx';
import type { TillCustomer } from './draft.ts';

interface CustomerStripProps {
  customer: TillCustomer;
  /** Their card was read a moment ago: confirmed in green. */
  isScanned: boolean;
  onOther: () => void;
}

export function CustomerStrip({ customer, isScanned, onOther }: CustomerStripProps) {
  const { t } = useTranslation('till');
  const format = useFormat();
  const name = useCustomerName()(customer);
  const fresh = useCustomer(customer.id).data;
  const wallet = fresh?.wallet ?? customer.wallet;
  const expiry = fresh?.nextExpiry;
  const tier = fresh?.tier;
  return (
    <Surface>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Group gap="md" wrap="nowrap" miw={0}>
          <Box pos="relative" style={{ flex: 'none' }}>
            <CustomerAvatar customer={customer} size={48} />
            {isScanned && (
              <span className="till-scanned till-pop" role="status" aria-label={t('ring.scanned')}>
                <IconCheck size={16} stroke={3} aria-hidden />
              </span>
            )}
          </Box>
          <Box miw={0}>
            <Text size="lg" fw={600} truncate data-testid="customer">
              {name}
            </Text>
            {tier && <TierBadge tier={tier} />}
            <Text size="md" className="figures">
              {format.points(wallet.available)}
              {wallet.pending > 0 && (
                <Text span c="dimmed" size="sm">
                  {` · ${t('ring.pending', { points: format.count(wallet.pending) })}`}
                </Text>
              )}
            </Text>
            {expiry && (
              <Text size="sm" c="dimmed">
                {t('ring.expiry', {
                  points: format.points(expiry.points),
                  when: format.lastDay(expiry.expiresAt),
                })}
              </Text>
            )}
          </Box>
        </Group>
        <Button
          variant="default"
          size="md"
          visibleFrom="lg"
          onClick={onOther}
          leftSection={<IconArrowsExchange size={18} />}
          style={{ flex: 'none' }}
        >
          {t('ring.other')}
        </Button>
        <ActionIcon
          variant="default"
          size={44}
          hiddenFrom="lg"
          onClick={onOther}
          aria-label={t('ring.other')}
          style={{ flex: 'none' }}
        >
          <IconArrowsExchange size={20} />
        </ActionIcon>
      </Group>
    </Surface>
  );
}

/** One customer, whole: figures, wallet, history, purchases, messages, consents, details; and what staff may do. */
import { Box, Button, Group, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import { IconArrowLeft, IconCash } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { LoadError } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { ConsentsLog } from './consents-log.tsx';
import { CustomerActions } from './customer-actions.tsx';
import { CustomerAvatar, useCustomerName } from './customer-name.tsx';
import { CustomerDetails } from './customer-details.tsx';
import { CustomerPurchases } from './customer-purchases.tsx';
import './customers.css';
import { History } from './history.tsx';
import { MessagesSent } from './messages-sent.tsx';
import { ReachabilityBadge } from './reachability-badge.tsx';
import { TierCard } from './tier-card.tsx';
import { useCustomer } from './use-customer.ts';
import { WalletCard } from './wallet-card.tsx';

export function CustomerPage({ id }: { id: string }) {
  const customer = useCustomer(id);
  return (
    <Box maw={1180} mx="auto" pb={80}>
      <BackLink />
      {customer.error && !customer.data ? (
        <LoadError error={customer.error} onRetry={() => void customer.refetch()} />
      ) : customer.data ? (
        <Profile customer={customer.data} />
      ) : (
        <ProfileSkeleton />
      )}
    </Box>
  );
}

function BackLink() {
  const { t } = useTranslation('customers');
  const { href } = useBrand();
  return (
    <Button
      component={Link}
      href={href('/customers')}
      variant="subtle"
      color="gray"
      c="dimmed"
      px={6}
      mb="sm"
      leftSection={<IconArrowLeft size={16} />}
    >
      {t('back')}
    </Button>
  );
}

function ProfileSkeleton() {
  return (
    <Stack gap="lg" aria-busy>
      <Group>
        <Skeleton circle h={56} />
        <Skeleton h={28} w={220} />
      </Group>
      <Skeleton h={160} radius="lg" />
      <Skeleton h={320} radius="lg" />
    </Stack>
  );
}

function Profile({ customer }: { customer: CustomerProfile }) {
  return (
    <Stack gap="lg">
      <Head customer={customer} />
      <div className="customer-columns">
        <Stack gap="lg" miw={0}>
          <WalletCard customer={customer} />
          <TierCard id={customer.id} />
          <Records customer={customer} />
        </Stack>
        <CustomerDetails customer={customer} />
      </div>
    </Stack>
  );
}

function Head({ customer }: { customer: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { may, href } = useBrand();
  const name = useCustomerName()(customer);
  useEffect(() => {
    document.title = `${name} · ${t('product')}`;
  }, [name, t]);
  return (
    <Group justify="space-between" gap="md">
      <Group gap="md" wrap="nowrap" miw={0}>
        <CustomerAvatar customer={customer} size={56} />
        <Box miw={0}>
          <Title order={1}>{name}</Title>
          <Group gap="md">
            <Text size="md" c="dimmed">
              {customer.joinedAt ? t('joined', { when: format.day(customer.joinedAt) }) : t('notJoined')}
            </Text>
            <ReachabilityBadge reachability={customer.reachability} />
          </Group>
        </Box>
      </Group>
      <Group gap="xs">
        {may('purchases.write') && (
          <Button
            component={Link}
            href={href(`/till?customer=${customer.id}`)}
            variant="default"
            leftSection={<IconCash size={18} />}
          >
            {t('ring')}
          </Button>
        )}
        <CustomerActions customer={customer} />
      </Group>
    </Group>
  );
}

const tabs = ['history', 'purchases', 'messages', 'consents'] as const;

function Records({ customer }: { customer: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const { may } = useBrand();
  const [{ tab }, set] = useAddressState({ tab: 'history' });
  const panels: Record<(typeof tabs)[number], ReactNode> = {
    history: <History id={customer.id} />,
    purchases: <CustomerPurchases id={customer.id} />,
    messages: <MessagesSent messages={customer.messages} />,
    consents: <ConsentsLog consents={customer.consents} />,
  };
  const visible = tabs.filter((name) => name !== 'purchases' || may('purchases.read'));
  return (
    <Surface padded={false}>
      <Tabs value={tab} onChange={(chosen) => set({ tab: chosen ?? 'history' })} keepMounted={false}>
        <Tabs.List px="sm">
          {visible.map((name) => (
            <Tabs.Tab key={name} value={name} py="md">
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {visible.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {panels[name]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Surface>
  );
}

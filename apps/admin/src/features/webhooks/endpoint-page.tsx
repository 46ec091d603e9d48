/** One endpoint: how it does, what can be done with it, and the log of its deliveries. */
import { Alert, Anchor, Container, Skeleton, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { Page } from '../../app/parts/page.tsx';
import { LoadError } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { NotFound } from '../../app/shell/not-found.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { endpointName } from './endpoint-name.ts';
import { HealthBadge } from './health.tsx';
import { type Endpoint, useEndpoints } from './use-webhooks.ts';

export function EndpointPage({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const endpoints = useEndpoints();
  const endpoint = endpoints.data?.items.find((one) => one.id === id);
  if (endpoint) return <Loaded endpoint={endpoint} />;
  if (endpoints.data) return <NotFound title={t('notFound.title')} lead={t('notFound.lead')} />;
  return (
    <Container size="lg" px={0}>
      {endpoints.error ? (
        <LoadError error={endpoints.error} onRetry={() => void endpoints.refetch()} />
      ) : (
        <Stack aria-busy>
          <Skeleton h={36} w="40%" />
          <Skeleton h={240} />
        </Stack>
      )}
    </Container>
  );
}

function Loaded({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks');
  const { href } = useBrand();
  const [opened, setOpened] = useState<{ id: string; isTest: boolean } | null>(null);
  return (
    <>
      <Anchor component={Link} href={href('/settings/webhooks')} size="sm">
        ← {t('back')}
      </Anchor>
      <Page
        title={endpointName(endpoint)}
        lead={<span style={{ wordBreak: 'break-all' }}>{endpoint.url}</span>}
        actions={<EndpointActions endpoint={endpoint} onTested={(id) => setOpened({ id, isTest: true })} />}
      >
        <Stack gap="md">
          <Notices endpoint={endpoint} />
          <HealthBadge endpoint={endpoint} />
          <Surface padded={false} title={t('log.title')} lead={t('log.lead')}>
            <DeliveryLog endpointId={endpoint.id} onOpen={(id) => setOpened({ id, isTest: false })} />
          </Surface>
        </Stack>
        <DeliveryPanel endpoint={endpoint} opened={opened} onClose={() => setOpened(null)} />
      </Page>
    </>
  );
}

function Notices({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const { disabledReason, disabledAt, droppedCount, previousSecretUntil } = endpoint;
  const isRotating = previousSecretUntil !== null && new Date(previousSecretUntil) > new Date();
  const notices = [
    disabledReason && disabledAt ? t(`notice.${disabledReason}`, { when: format.moment(disabledAt) }) : null,
    droppedCount > 0 ? t('notice.dropped', { count: droppedCount }) : null,
    isRotating ? t('notice.rotating', { when: format.moment(previousSecretUntil) }) : null,
  ].filter((notice) => notice !== null);
  return notices.map((notice) => (
    <Alert
      key={notice}
      color="yellow"
      variant="light"
      icon={<IconInfoCircle size={20} />}
      c="var(--mantine-color-text)"
      role="status"
    >
      {notice}
    </Alert>
  ));
}

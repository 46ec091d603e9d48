/** Where the brand's events are sent: all endpoints with their health; one opens with its delivery log. */
import { Alert, Button, Code, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { webhookEventTypes } from '@regulars/contracts';
import { IconAlertTriangle, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useRoute } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { type Column, DataTable } from '../../app/parts/data-table.tsx';
import { DocsLead } from '../../app/parts/docs-lead.tsx';
import { Page } from '../../app/parts/page.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useWholeList } from '../../app/parts/use-list.ts';
import { EndpointDialog } from './endpoint-form.tsx';
import { endpointName } from './endpoint-name.ts';
import { EndpointPage } from './endpoint-page.tsx';
import { HealthBadge } from './health.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { type Endpoint, useEndpoints } from './use-webhooks.ts';

export function WebhooksPage() {
  const [, route] = useRoute<{ slug: string; id: string }>('/:slug/settings/webhooks/:id');
  return route ? <EndpointPage key={route.id} id={route.id} /> : <EndpointList />;
}

function EndpointList() {
  const { t } = useTranslation('webhooks');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const list = useWholeList(useEndpoints());
  const [isCreating, creating] = useDisclosure(false);
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const open = (id: string) => navigate(href(`/settings/webhooks/${id}`));
  const createButton = (
    <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
      {t('create.action')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={<DocsLead lead={t('lead')} link={t('docs')} />} actions={createButton}>
      <SwitchedOff endpoints={list.rows ?? []} />
      <Surface padded={false}>
        <DataTable
          label={t('title')}
          list={list}
          rowKey={({ id }) => id}
          columns={useColumns()}
          minWidth={700}
          onOpen={({ id }) => open(id)}
          empty={
            <EmptyState icon={IconWebhook} title={t('none')} action={createButton}>
              {t('noneLead')}
            </EmptyState>
          }
        />
      </Surface>
      <EndpointDialog
        opened={isCreating}
        endpoint={null}
        onClose={creating.close}
        onDone={(done) => {
          creating.close();
          setMade(done);
        }}
      />
      <SecretDialog
        secret={made?.secret ?? null}
        kind="created"
        onClose={() => {
          if (made) open(made.id);
          setMade(null);
        }}
      />
    </Page>
  );
}

/** Nobody asked for it, so it is said before anything else. */
function SwitchedOff({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const { t } = useTranslation('webhooks');
  const off = endpoints.filter(
    ({ disabledReason }) => disabledReason === 'gone' || disabledReason === 'failing',
  );
  if (off.length === 0) return null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={20} />} mb="md" role="status">
      {t('notice.someOff', { names: off.map(endpointName).join(', ') })}
    </Alert>
  );
}

function useColumns(): Column<Endpoint>[] {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  return [
    {
      key: 'address',
      header: t('column.address'),
      render: (endpoint) => (
        <>
          <Text size="md" fw={500}>
            {endpointName(endpoint)}
          </Text>
          <Code fz="xs" style={{ wordBreak: 'break-all' }}>
            {endpoint.url}
          </Code>
        </>
      ),
    },
    {
      key: 'events',
      header: t('column.events'),
      render: ({ events }) => t('eventsOfAll', { count: events.length, all: webhookEventTypes.length }),
    },
    { key: 'health', header: t('column.health'), render: (endpoint) => <HealthBadge endpoint={endpoint} /> },
    {
      key: 'last',
      header: t('column.last'),
      render: ({ lastDeliveredAt }) => (
        <Text size="sm" c="dimmed">
          {lastDeliveredAt ? format.moment(lastDeliveredAt) : t('neverDelivered')}
        </Text>
      ),
    },
  ];
}

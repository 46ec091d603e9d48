/** Deliveries of one endpoint, newest first, by state and event; a row opens with the request and its answers. */
import { Box, Group, Text } from '@mantine/core';
import { webhookEventTypes } from '@regulars/contracts';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../app/parts/data-table.tsx';
import { ExportButton } from '../../app/parts/export-button.tsx';
import { FilterChip } from '../../app/parts/filter-chip.tsx';
import { NothingFound } from '../../app/parts/nothing-found.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { StateBadge } from './health.tsx';
import { type Delivery, deliveryFilters, deliveryStates, useDeliveries } from './use-webhooks.ts';

export function DeliveryLog({ endpointId, onOpen }: { endpointId: string; onOpen: (id: string) => void }) {
  const { t } = useTranslation('webhooks');
  const eventName = useEventName();
  const [filters, setFilters] = useAddressState(deliveryFilters);
  const list = useDeliveries(endpointId, filters);
  const states = deliveryStates.map((value) => ({ value, label: t(`state.${value}`) }));
  const types = webhookEventTypes.map((value) => ({ value, label: eventName(value) }));
  const active = [
    { value: filters.state, label: t('log.state'), drop: () => setFilters({ state: '' }) },
    { value: filters.type, label: t('log.type'), drop: () => setFilters({ type: '' }) },
  ].filter(({ value }) => value !== '');
  return (
    <>
      <Group gap="xs" px="lg" pb="md">
        <FilterChip
          label={t('log.state')}
          anyLabel={t('log.any')}
          value={filters.state}
          options={states}
          onChange={(state) => setFilters({ state })}
        />
        <FilterChip
          label={t('log.type')}
          anyLabel={t('log.any')}
          value={filters.type}
          options={types}
          onChange={(type) => setFilters({ type })}
        />
        <ExportButton
          route="exportWebhookDeliveries"
          id={endpointId}
          query={{ state: filters.state, type: filters.type }}
        />
      </Group>
      <DataTable
        label={t('log.title')}
        list={list}
        rowKey={({ id }) => id}
        columns={useColumns()}
        minWidth={680}
        onOpen={({ id }) => onOpen(id)}
        empty={
          active.length > 0 ? (
            <Box pb="lg">
              <NothingFound title={t('log.noneFiltered')} lead={t('log.noneFilteredLead')} filters={active} />
            </Box>
          ) : (
            <EmptyState icon={IconSend} title={t('log.none')}>
              {t('log.noneLead')}
            </EmptyState>
          )
        }
      />
    </>
  );
}

export function useEventName() {
  const { t } = useTranslation('webhooks');
  return (type: string) => t(`event.${type.replace('.', '-')}`, { defaultValue: type });
}

/** The status, or in words why there was no answer. */
export function useAnswerText() {
  const { t } = useTranslation('webhooks');
  return (status: number | null, problem: string | null) =>
    status === null ? (problem ? t(`problem.${problem}`) : '—') : String(status);
}

function useColumns(): Column<Delivery>[] {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const eventName = useEventName();
  const answerText = useAnswerText();
  return [
    {
      key: 'event',
      header: t('log.column.event'),
      render: ({ type }) => (
        <>
          {eventName(type)}
          <Text size="xs" c="dimmed">
            {type}
          </Text>
        </>
      ),
    },
    {
      key: 'state',
      header: t('log.column.state'),
      render: ({ state, nextAttemptAt }) => (
        <>
          <StateBadge state={state} />
          {nextAttemptAt && (
            <Text size="xs" c="dimmed" mt={2}>
              {t('log.next', { when: format.moment(nextAttemptAt) })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'answer',
      header: t('log.column.answer'),
      render: ({ lastStatus, lastProblem }) => answerText(lastStatus, lastProblem),
    },
    {
      key: 'attempts',
      header: t('log.column.attempts'),
      align: 'right',
      render: ({ attempts }) => format.count(attempts),
    },
    {
      key: 'when',
      header: t('log.column.when'),
      render: ({ createdAt }) => (
        <Text size="sm" c="dimmed">
          {format.moment(createdAt)}
        </Text>
      ),
    },
  ];
}

/** Whether an endpoint does well: a badge, and what waits or has failed. */
import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import type { Delivery, Endpoint } from './use-webhooks.ts';

export function HealthBadge({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const { isEnabled, failingSince, pausedUntil, lastDeliveredAt, waitingCount, failedCount } = endpoint;
  const notes = [
    failingSince && isEnabled ? t('health.failingSince', { when: format.moment(failingSince) }) : null,
    pausedUntil && isEnabled && new Date(pausedUntil) > new Date()
      ? t('health.paused', { when: format.time(pausedUntil) })
      : null,
    waitingCount > 0 ? t('health.waiting', { count: waitingCount }) : null,
    failedCount > 0 ? t('health.failed', { count: failedCount }) : null,
  ].filter((note) => note !== null);
  return (
    <>
      <Group gap={6}>
        {!isEnabled && <Plain color="gray">{t('health.off')}</Plain>}
        {isEnabled && failingSince && <Plain color="red">{t('health.failing')}</Plain>}
        {isEnabled && !failingSince && (
          <Plain color={lastDeliveredAt ? 'leaf' : 'gray'}>
            {t(lastDeliveredAt ? 'health.well' : 'health.fresh')}
          </Plain>
        )}
      </Group>
      {notes.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {notes.join(' · ')}
        </Text>
      )}
    </>
  );
}

const colours: Record<Delivery['state'], string> = { waiting: 'yellow', delivered: 'leaf', failed: 'red' };

export function StateBadge({ state }: { state: Delivery['state'] }) {
  const { t } = useTranslation('webhooks');
  return <Plain color={colours[state]}>{t(`state.${state}`)}</Plain>;
}

function Plain({ color, children }: { color: string; children: string }) {
  return (
    <Badge color={color} variant="light" tt="none" fw={500} c="var(--mantine-color-text)">
      {children}
    </Badge>
  );
}

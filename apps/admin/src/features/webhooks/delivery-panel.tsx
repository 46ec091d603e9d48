/** One delivery beside the log: the body that was sent, each attempt with its headers and answer, and a repeat. */
import { Button, Code, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../app/parts/refusal.ts';
import { LoadError } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useAnswerText, useEventName } from './delivery-log.tsx';
import { StateBadge } from './health.tsx';
import {
  type Attempt,
  type DeliveryDetails,
  type Endpoint,
  useDelivery,
  useWebhookActions,
} from './use-webhooks.ts';

interface PanelProps {
  endpoint: Endpoint;
  opened: { id: string; isTest: boolean } | null;
  onClose: () => void;
}

export function DeliveryPanel({ endpoint, opened, onClose }: PanelProps) {
  const { t } = useTranslation('webhooks');
  return (
    <Drawer
      opened={opened !== null}
      onClose={onClose}
      position="right"
      size={600}
      padding="lg"
      overlayProps={{ backgroundOpacity: 0.35 }}
      title={t(opened?.isTest ? 'panel.testTitle' : 'panel.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      styles={{ title: { fontWeight: 600 } }}
    >
      {opened && <Content endpoint={endpoint} deliveryId={opened.id} />}
    </Drawer>
  );
}

function Content({ endpoint, deliveryId }: { endpoint: Endpoint; deliveryId: string }) {
  const delivery = useDelivery(endpoint.id, deliveryId);
  if (delivery.data) return <Details endpoint={endpoint} delivery={delivery.data} />;
  if (delivery.error) return <LoadError error={delivery.error} onRetry={() => void delivery.refetch()} />;
  return (
    <Stack gap="lg" aria-busy>
      <Skeleton h={28} w="60%" />
      <Skeleton h={140} />
    </Stack>
  );
}

function Details({ endpoint, delivery }: { endpoint: Endpoint; delivery: DeliveryDetails }) {
  const { t } = useTranslation('webhooks');
  const eventName = useEventName();
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Group gap="xs">
          <Text fw={600}>{eventName(delivery.type)}</Text>
          <StateBadge state={delivery.state} />
        </Group>
        <ReplayButton endpoint={endpoint} deliveryId={delivery.id} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('panel.id')}: {delivery.messageId}
      </Text>
      <section>
        <Title order={3} size="h5" mb={6}>
          {t('panel.request')}
        </Title>
        <Block>{pretty(delivery.requestBody)}</Block>
      </section>
      <Stack gap="md" component="section">
        <Title order={3} size="h5">
          {t('panel.attempts')}
        </Title>
        {delivery.attemptLog.map((attempt) => (
          <AttemptView key={attempt.number} attempt={attempt} />
        ))}
      </Stack>
    </Stack>
  );
}

function ReplayButton({ endpoint, deliveryId }: { endpoint: Endpoint; deliveryId: string }) {
  const { t } = useTranslation('webhooks');
  const notify = useNotify();
  const tell = (error: unknown) => void notify.problem(error);
  const { replay } = useWebhookActions();
  async function run() {
    const replayed = await replay.mutateAsync({ id: endpoint.id, deliveryId }).catch(tell);
    if (replayed) notify.done(t('panel.replayed'));
  }
  return (
    <Button
      variant="default"
      leftSection={<IconRepeat size={16} />}
      loading={replay.isPending}
      disabled={!endpoint.isEnabled}
      onClick={() => void run()}
    >
      {t('panel.replay')}
    </Button>
  );
}

function AttemptView({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const answerText = useAnswerText();
  return (
    <div className="quiet-box">
      <Group justify="space-between" mb="xs">
        <Text fw={500}>
          {t('panel.attempt', { number: attempt.number })}: {answerText(attempt.status, attempt.problem)}
        </Text>
        <Text size="sm" c="dimmed">
          {format.moment(attempt.at)} · {t('panel.duration', { count: attempt.durationMilliseconds })}
        </Text>
      </Group>
      <Block>{`POST ${attempt.url}\n${headerLines(attempt.requestHeaders)}`}</Block>
      {attempt.status !== null && (
        <>
          <Text size="sm" fw={500} mt="sm" mb={4}>
            {t('panel.answer')}
          </Text>
          <Block>{`${attempt.status}\n${headerLines(attempt.responseHeaders)}\n\n${pretty(attempt.responseBody)}`}</Block>
          <Text size="xs" c="dimmed" mt={4}>
            {attempt.responseBody === '' && t('panel.emptyAnswer')}
            {attempt.isBodyCut && t('panel.cut')}
          </Text>
        </>
      )}
    </div>
  );
}

function Block({ children }: { children: ReactNode }) {
  return (
    <Code block fz="xs" tabIndex={0} style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>
      {children}
    </Code>
  );
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** JSON with line breaks; anything else as it came. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text.trim();
  }
}

/** What the bot wrote or meant to write to the person, and what became of it. */
import { Badge, Box, Group, Text } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import { IconMessage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';

export function MessagesSent({ messages }: { messages: CustomerProfile['messages'] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (messages.length === 0) {
    return (
      <EmptyState icon={IconMessage} title={t('messages.none')}>
        {t('messages.noneLead')}
      </EmptyState>
    );
  }
  return (
    <Box px="lg" py="xs">
      {messages.map((message) => (
        <Group
          key={message.id}
          justify="space-between"
          align="flex-start"
          wrap="nowrap"
          py={10}
          style={{ borderBottom: '1px solid var(--surface-line)' }}
        >
          <div>
            <Text size="md" style={{ whiteSpace: 'pre-line' }}>
              {message.text}
            </Text>
            <Text size="sm" c="dimmed">
              {format.moment(message.at)}
            </Text>
          </div>
          <StateBadge state={message.state} />
        </Group>
      ))}
    </Box>
  );
}

/** A state may carry its reason after a colon, as in "skipped:blocked". */
function StateBadge({ state }: { state: string }) {
  const { t } = useTranslation('customers');
  const [name, reason] = state.split(':');
  const text = t(`messages.state.${reason ? `skipped_because.${reason}` : name}`, { defaultValue: state });
  return (
    <Badge
      variant={name === 'sent' || name === 'clicked' ? 'light' : 'default'}
      tt="none"
      fw={500}
      radius="sm"
      style={{ flex: 'none' }}
    >
      {text}
    </Badge>
  );
}

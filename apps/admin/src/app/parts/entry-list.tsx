/** Movements of points in plain words, newest first, as history or as what a purchase did. */
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Entry, ShopName } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from './use-format.ts';

/** Histories also know the shop. */
type ShownEntry = Entry & { shop?: ShopName | null };

interface EntryListProps {
  entries: readonly ShownEntry[];
  /** In the history of a customer each movement says what it left. */
  withBalance?: boolean;
}

export function EntryList({ entries, withBalance = false }: EntryListProps) {
  return (
    <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
      {entries.map((entry) => (
        <EntryLine key={entry.id} entry={entry} withBalance={withBalance} />
      ))}
    </Stack>
  );
}

function EntryLine({ entry, withBalance }: { entry: ShownEntry; withBalance: boolean }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const tone = entry.points > 0 ? 'var(--text-gain)' : 'var(--mantine-color-text)';
  return (
    <Group
      component="li"
      justify="space-between"
      wrap="nowrap"
      align="flex-start"
      gap="md"
      py={10}
      style={{ borderBottom: '1px solid var(--surface-line)' }}
    >
      <div style={{ minWidth: 0 }}>
        <Text size="md">{entry.explanation}</Text>
        {entry.reason && <Text size="sm">{entry.reason}</Text>}
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {[format.moment(entry.createdAt), entry.shop?.name].filter(Boolean).join(' · ')}
          </Text>
          {entry.pending && entry.activeFrom && (
            <Badge variant="default" tt="none" fw={500}>
              {t('entry.from', { when: format.day(entry.activeFrom) })}
            </Badge>
          )}
        </Group>
      </div>
      <div style={{ textAlign: 'right', flex: 'none' }} className="figures">
        <Text size="md" fw={600} c={tone}>
          {format.signed(entry.points)}
        </Text>
        {withBalance && (
          <Text size="sm" c="dimmed">
            {t('entry.left', { points: format.count(entry.availableAfter) })}
          </Text>
        )}
      </div>
    </Group>
  );
}

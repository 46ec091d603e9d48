/** Whether the bot can write to the person, in words and a mark. */
import { Group, Text, Tooltip } from '@mantine/core';
import type { CustomerRow } from '@regulars/contracts';
import { IconBellOff, IconBrandTelegram, IconCircleDashed, IconQuestionMark } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const marks = {
  reachable: { icon: IconBrandTelegram, color: 'var(--text-gain)' },
  blocked: { icon: IconBellOff, color: 'var(--text-loss)' },
  not_started: { icon: IconCircleDashed, color: 'dimmed' },
  unknown: { icon: IconQuestionMark, color: 'dimmed' },
} as const;

export function ReachabilityBadge({ reachability }: { reachability: CustomerRow['reachability'] }) {
  const { t } = useTranslation('customers');
  const { icon: Mark, color } = marks[reachability];
  return (
    <Tooltip label={t(`reachability.${reachability}.help`)} multiline maw={260}>
      <Group gap={6} wrap="nowrap" c={color} style={{ width: 'fit-content' }}>
        <Mark size={16} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {t(`reachability.${reachability}.label`)}
        </Text>
      </Group>
    </Tooltip>
  );
}

/** What stands rather than what moved: members, points in hand and what they would cost. */
import { Box, Group, Skeleton, Text } from '@mantine/core';
import type { Today } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';

export function BalanceCard({ data }: { data: Today | undefined }) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const lines = [
    ['members', data && format.count(data.members)],
    ['outstanding', data && format.points(data.outstandingPoints)],
    ['liability', data && format.money(data.liabilityMinor)],
    ['expiring', data && format.points(data.expiringSoonPoints)],
  ] as const;
  return (
    <Box className="surface" p="md">
      <Text size="sm" c="dimmed" mb={8}>
        {t('balance.title')}
      </Text>
      {lines.map(([name, value]) => (
        <Group key={name} justify="space-between" gap="xs" wrap="nowrap" py={4}>
          <Text size="sm" title={t(`balance.${name}Help`)}>
            {t(`balance.${name}`)}
          </Text>
          {value === undefined ? (
            <Skeleton h={12} w={60} />
          ) : (
            <Text size="sm" fw={600} className="figures" style={{ whiteSpace: 'nowrap' }}>
              {value}
            </Text>
          )}
        </Group>
      ))}
    </Box>
  );
}

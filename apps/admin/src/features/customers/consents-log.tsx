/** What the person agreed to and withdrew, with version, time and source. */
import { Box, Group, Text } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import { IconCheck, IconFileCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';

export function ConsentsLog({ consents }: { consents: CustomerProfile['consents'] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (consents.length === 0) {
    return (
      <EmptyState icon={IconFileCheck} title={t('consents.none')}>
        {t('consents.noneLead')}
      </EmptyState>
    );
  }
  return (
    <Box px="lg" py="xs">
      {consents.map(({ kind, granted, version, source, at }) => (
        <Group
          key={`${kind}.${at}.${granted}`}
          gap="sm"
          wrap="nowrap"
          align="flex-start"
          py={10}
          style={{ borderBottom: '1px solid var(--surface-line)' }}
        >
          {granted ? (
            <IconCheck size={18} color="var(--text-gain)" aria-hidden />
          ) : (
            <IconX size={18} color="var(--text-loss)" aria-hidden />
          )}
          <div>
            <Text size="md">{t(`consents.${kind}.${granted ? 'granted' : 'withdrawn'}`)}</Text>
            <Text size="sm" c="dimmed">
              {[format.moment(at), t('consents.version', { version }), t(`consents.source.${source}`)].join(
                ' · ',
              )}
            </Text>
          </div>
        </Group>
      ))}
    </Box>
  );
}

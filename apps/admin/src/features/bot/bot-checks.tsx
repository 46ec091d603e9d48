/** What was checked with Telegram, what each thing is for, and what is wrong in words. */
import { Alert, Group, Stack, Text } from '@mantine/core';
import type { Bot } from '@regulars/contracts';
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';

export function BotChecks({ checks }: { checks: Bot['checks'] }) {
  const { t } = useTranslation('bot');
  const wrong = checks.filter(({ ok }) => !ok).length;
  return (
    <Surface
      title={t('check.title')}
      lead={wrong === 0 ? t('check.good') : t('check.wrong', { count: wrong })}
    >
      <Stack gap="md">
        {checks.map((check) => (
          <Group key={check.name} gap="sm" align="flex-start" wrap="nowrap">
            {check.ok ? (
              <IconCircleCheckFilled size={20} color="var(--text-gain)" aria-label={t('check.ok')} />
            ) : (
              <IconAlertTriangleFilled size={20} color="var(--text-loss)" aria-label={t('check.notOk')} />
            )}
            <div style={{ flex: 1 }}>
              <Text size="md" fw={500} lh={1.35}>
                {t(`check.name.${check.name}`)}
              </Text>
              <Text size="sm" c="dimmed">
                {t(`check.help.${check.name}`)}
              </Text>
              {check.problem && (
                <Alert color="yellow" variant="light" mt={6} py="xs" c="var(--mantine-color-text)">
                  {check.problem}
                </Alert>
              )}
            </div>
          </Group>
        ))}
      </Stack>
    </Surface>
  );
}

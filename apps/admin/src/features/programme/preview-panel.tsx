/** What a purchase would give under the draft: asked from the server, so it counts exactly as the till will. */
import { Alert, Box, Divider, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ProgrammeSettings } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useProgrammePreview } from './use-programme.ts';

const settleMs = 250;

/** `settings` is null while the draft has mistakes. */
export function PreviewPanel({ settings }: { settings: ProgrammeSettings | null }) {
  const { t } = useTranslation('programme');
  const format = useFormat();
  const textOf = useRefusalText();
  const [money, setMoney] = useState<number | string>(1000);
  const [draft] = useDebouncedValue(settings, settleMs);
  const [amount] = useDebouncedValue(money, settleMs);
  const totalMinor = Math.round(Number(amount) * 10 ** currencyDigits(format.currency));
  const { data, error, isPlaceholderData } = useProgrammePreview(draft, totalMinor);

  return (
    <Surface title={t('preview.title')} lead={t('preview.lead')}>
      <Stack gap="md">
        <MoneyInput label={t('preview.amount')} min={1} value={money} onChange={setMoney} />
        {settings === null && (
          <Text size="sm" c="var(--mantine-color-error)" role="status">
            {t('preview.invalid')}
          </Text>
        )}
        {error && !data ? (
          <Alert color="red" variant="light">
            {textOf(error)}
          </Alert>
        ) : (
          <Box aria-live="polite" style={{ opacity: isPlaceholderData || settings === null ? 0.55 : 1 }}>
            <Text size="sm" c="dimmed">
              {t('preview.earned')}
            </Text>
            {data ? (
              <Text fz={28} fw={600} lh={1.25} className="figures" c="var(--text-gain)">
                {`+${format.points(data.earnedPoints)}`}
              </Text>
            ) : (
              <Skeleton h={34} w={150} />
            )}
            <Divider my="md" />
            <PreviewLine label={t('preview.from')} value={data && format.day(data.activeFrom)} />
            <PreviewLine
              label={t('preview.until')}
              value={data && (data.expiresAt ? format.lastDay(data.expiresAt) : t('preview.never'))}
            />
            <PreviewLine
              label={t('preview.redeem')}
              value={data && `${format.points(data.maxRedeemPoints)} = ${format.money(data.maxRedeemMinor)}`}
            />
            <PreviewLine
              label={t('preview.earnedThen')}
              value={data && `+${format.points(data.earnedWhenRedeemingMax)}`}
            />
            <Divider my="md" />
            <Text size="sm">{data?.summary[format.language]}</Text>
          </Box>
        )}
      </Stack>
    </Surface>
  );
}

function PreviewLine({ label, value }: { label: string; value: string | undefined }) {
  return (
    <Group justify="space-between" gap="sm" py={3} align="baseline">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {value === undefined ? (
        <Skeleton h={12} w={80} />
      ) : (
        <Text size="sm" fw={500} className="figures" ta="right" ml="auto">
          {value}
        </Text>
      )}
    </Group>
  );
}

/** One figure: what it is, how much, how it moved against the period before, and its days as a line. */
import { Sparkline } from '@mantine/charts';
import { Box, Group, Skeleton, Text } from '@mantine/core';
import { formatSigned } from '@regulars/contracts/points';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Period } from './use-today.ts';

interface FigureCardProps {
  label: string;
  /** Written out; undefined while it loads. */
  value: string | undefined;
  /** Signed whole number; null when there is nothing to compare with. */
  change: number | null;
  unit: '%' | 'pp';
  period: Period;
  series: readonly number[] | undefined;
  /** The list behind the figure. */
  href?: string | undefined;
}

export function FigureCard({ label, value, change, unit, period, series, href }: FigureCardProps) {
  return (
    <Box className="surface figure-card" p="md" pb={0}>
      {href ? (
        <Link href={href} className="figure-link">
          {label}
        </Link>
      ) : (
        <Text size="sm" c="dimmed">
          {label}
        </Text>
      )}
      {value === undefined ? (
        <Skeleton h={26} w={110} my={6} />
      ) : (
        <Text className="figures" fz={24} fw={600} lh={1.35} lts="-0.01em">
          {value}
        </Text>
      )}
      {value === undefined ? (
        <Skeleton h={12} w={140} my={4} />
      ) : (
        <ChangeLine change={change} unit={unit} period={period} />
      )}
      <Box h={44} mx="-md" mt="auto" pt={8} inert>
        {series && series.length > 1 && (
          <Sparkline
            h={36}
            data={[...series]}
            color="var(--mantine-color-anchor)"
            strokeWidth={1.5}
            fillOpacity={0.16}
            curveType="monotone"
            areaProps={{ isAnimationActive: false }}
          />
        )}
      </Box>
    </Box>
  );
}

type ChangeLineProps = Pick<FigureCardProps, 'change' | 'unit' | 'period'>;

function ChangeLine({ change, unit, period }: ChangeLineProps) {
  const { t } = useTranslation('today');
  if (change === null) return <ChangeText>{t('change.first')}</ChangeText>;
  if (change === 0) return <ChangeText>{t(`change.same.${period}`)}</ChangeText>;
  const suffix = unit === '%' ? '%' : ` ${t('change.pp')}`;
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="xs" fw={600} c={change > 0 ? 'var(--text-gain)' : 'var(--text-loss)'} className="figures">
        {`${formatSigned(change)}${suffix}`}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {t(`change.against.${period}`)}
      </Text>
    </Group>
  );
}

function ChangeText({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed">
      {children}
    </Text>
  );
}

/** The admin's home: figures of the period, latest purchases and what a new brand still has to do. */
import { Grid, SegmentedControl, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LoadError } from '../../app/parts/states.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useAddressState } from '../../app/parts/use-address-state.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { Figures } from './figures.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LatestPurchases } from './latest-purchases.tsx';
import { type Period, useToday } from './use-today.ts';

const periods: readonly Period[] = ['today', '7d', '30d'];

export function TodayPage() {
  const { t } = useTranslation('today');
  const format = useFormat();
  const [state, setState] = useAddressState({ period: 'today' });
  const period = periods.find((known) => known === state.period) ?? 'today';
  const { data, error, refetch } = useToday(period);
  const list = { rows: data?.latest, error, retry: () => void refetch() };
  const hasOpenSteps = data?.checklist.some((step) => !step.done) ?? false;

  return (
    <Page
      title={t('title')}
      lead={data ? t('asOf', { time: format.time(data.at) }) : t('loading')}
      actions={
        <SegmentedControl
          aria-label={t('period.label')}
          value={period}
          onChange={(value) => setState({ period: value })}
          data={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        />
      }
    >
      {error && !data ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <Stack gap="lg">
          <Figures data={data} period={data?.period ?? period} />
          <Grid gap="lg" align="flex-start">
            <Grid.Col span={{ base: 12, lg: hasOpenSteps ? 8 : 12 }}>
              <LatestPurchases list={list} />
            </Grid.Col>
            {data && hasOpenSteps && (
              <Grid.Col span={{ base: 12, lg: 4 }}>
                <FirstSteps steps={data.checklist} />
              </Grid.Col>
            )}
          </Grid>
        </Stack>
      )}
    </Page>
  );
}

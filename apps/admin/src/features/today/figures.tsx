/** The figures of the period in a grid, each leading to the list it counts. */
import { SimpleGrid } from '@mantine/core';
import type { Today } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { changePercent, changePoints } from './change.ts';
import { BalanceCard } from './balance-card.tsx';
import { FigureCard } from './figure-card.tsx';
import type { Period } from './use-today.ts';

const order = [
  'revenueMinor',
  'purchases',
  'averageReceiptMinor',
  'newMembers',
  'earnedPoints',
  'redeemedPoints',
  'repeatPercent',
] as const;
type FigureName = (typeof order)[number];

export function Figures({ data, period }: { data: Today | undefined; period: Period }) {
  const { t } = useTranslation('today');
  const { href } = useBrand();
  const format = useFormat();
  const written: Record<FigureName, (value: number) => string> = {
    revenueMinor: (value) => format.money(Math.round(value)),
    purchases: format.count,
    averageReceiptMinor: (value) => format.money(Math.round(value / 100) * 100),
    newMembers: format.count,
    earnedPoints: format.count,
    redeemedPoints: format.count,
    repeatPercent: (value) => `${Math.round(value)}%`,
  };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }} spacing="md">
      {order.map((name) => {
        const figure = data?.[name];
        const isShare = name === 'repeatPercent';
        return (
          <FigureCard
            key={name}
            label={t(`figure.${name}`)}
            value={figure && written[name](figure.value)}
            change={figure ? (isShare ? changePoints(figure) : changePercent(figure)) : null}
            unit={isShare ? 'pp' : '%'}
            period={period}
            series={figure?.series}
            href={href(name === 'newMembers' ? '/customers' : '/purchases')}
          />
        );
      })}
      <BalanceCard data={data} />
    </SimpleGrid>
  );
}

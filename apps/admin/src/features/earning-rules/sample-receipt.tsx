/** What each policy would give for one and the same receipt, worked out by the server from the active rules. */
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import type { EarningRuleList, SimulationResult } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { sampleBill, sampleMoment } from './sample-bill.ts';

export const policies = ['best', 'first', 'all'] as const;

export function SampleReceipt({ list }: { list: EarningRuleList }) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const { bill, at, answers } = useSample(list);
  const when = at === null ? t('policy.now') : format.moment(at);
  return (
    <Stack gap={4} className="quiet-box">
      <Text size="sm">
        {bill.lines.length === 1
          ? t('policy.sampleWhole', { total: format.money(bill.totalMinor), when })
          : t('policy.sample', {
              total: format.money(bill.totalMinor),
              when,
              lines: bill.lines
                .map(({ name, unitPriceMinor }) => `${name} ${format.money(unitPriceMinor)}`)
                .join(', '),
            })}
      </Text>
      {policies.map((policy) => (
        <Group key={policy} justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" fw={policy === list.policy ? 600 : 400}>
            {t(`policy.${policy}.title`)}
          </Text>
          {answers ? (
            <Text size="sm" fw={policy === list.policy ? 600 : 400} className="figures" ta="right">
              {format.points(answers[policy].earnedPoints)}
            </Text>
          ) : (
            <Skeleton h={14} w={60} />
          )}
        </Group>
      ))}
    </Stack>
  );
}

/** An example bill of a thousand, at a time when rules with hours pay, of somebody who has bought before. */
export function useSample({ items }: EarningRuleList) {
  const { t } = useTranslation('earning-rules');
  const { slug, currency, zone } = useBrand();
  const { language } = useFormat();
  const active = items.filter(({ state }) => state === 'active');
  const bill = sampleBill(active, 1_000 * 10 ** currencyDigits(currency), t('policy.otherGoods'));
  const at = sampleMoment(active, zone, new Date());
  const versions = active.map(({ id, version }) => `${id}.${version}`);
  const { data } = useQuery({
    queryKey: ['earning-rules', slug, 'sample', language, at, versions],
    queryFn: async ({ signal }) => {
      const ask = (policy: (typeof policies)[number]): Promise<SimulationResult> =>
        call(
          'simulateEarning',
          {
            params: { slug },
            body: {
              policy,
              ...(at === null ? {} : { at }),
              purchase: { lines: bill.lines },
              customer: {
                joinedDaysAgo: 60,
                birthday: null,
                language,
                source: null,
                purchasesBefore: 5,
                spentBeforeMinor: bill.totalMinor * 3,
                availablePoints: 0,
              },
            },
          },
          { signal },
        );
      const [best, first, all] = await Promise.all([ask('best'), ask('first'), ask('all')]);
      return { best, first, all };
    },
    staleTime: 60_000,
  });
  return { bill, at, answers: data };
}

/** What counts towards a level, for how long, and what happens when that time is over. */
import { NumberInput, SegmentedControl, Select, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import type { TierForm } from './tier-form.ts';

const periods = ['year', 'quarter', 'month', 'days', 'ever'] as const;
const ends = ['earned', 'stepDown', 'keep'] as const;

export function TermsFields({ form }: { form: UseFormReturnType<TierForm> }) {
  const { t } = useTranslation('tiers');
  const { periodKind, atPeriodEnd } = form.values;
  const canFall = periodKind !== 'ever' && atPeriodEnd !== 'keep';
  return (
    <Surface title={t('terms.title')} lead={t('terms.lead')}>
      <Stack gap="lg">
        <SegmentedControl
          aria-label={t('terms.basis')}
          w="fit-content"
          data={(['money', 'points'] as const).map((value) => ({ value, label: t(`terms.${value}`) }))}
          {...form.getInputProps('basis')}
        />
        <div className="tier-inline">
          <Select
            label={t('terms.period')}
            w={280}
            allowDeselect={false}
            data={periods.map((value) => ({ value, label: t(`terms.periods.${value}`) }))}
            {...form.getInputProps('periodKind')}
          />
          {periodKind === 'days' && (
            <NumberInput
              label={t('terms.days')}
              min={1}
              allowDecimal={false}
              w={120}
              {...form.getInputProps('periodDays')}
            />
          )}
        </div>
        {periodKind !== 'ever' && (
          <Select
            label={t('terms.atEnd')}
            description={t(`terms.endHelp.${atPeriodEnd}`)}
            maw={420}
            allowDeselect={false}
            data={ends.map((value) => ({ value, label: t(`terms.ends.${value}`) }))}
            {...form.getInputProps('atPeriodEnd')}
          />
        )}
        {canFall && (
          <>
            <NumberInput
              label={t('terms.grace')}
              description={t('terms.graceHelp')}
              min={0}
              allowDecimal={false}
              className="short-input"
              {...form.getInputProps('graceDays')}
            />
            <NumberInput
              label={t('terms.warning')}
              description={t('terms.warningHelp')}
              min={0}
              allowDecimal={false}
              className="short-input"
              {...form.getInputProps('warningDays')}
            />
          </>
        )}
      </Stack>
    </Surface>
  );
}

/** What points are worth at the till, how much of a bill they may cover, and what a refund does. */
import { NumberInput, Radio, type RadioGroupProps, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { WholeInput } from './lifetime-fields.tsx';
import type { ProgrammeForm } from './programme-form.ts';

export function SpendingFields({ form }: { form: UseFormReturnType<ProgrammeForm> }) {
  const { t } = useTranslation('programme');
  return (
    <Surface title={t('spending.title')} lead={t('spending.lead')}>
      <Stack gap="lg">
        <MoneyInput
          label={t('spending.value')}
          description={t('spending.valueHelp')}
          className="short-input"
          {...form.getInputProps('pointValueMoney')}
        />
        <NumberInput
          label={t('spending.cap')}
          description={t('spending.capHelp')}
          suffix="%"
          min={0}
          allowDecimal={false}
          className="short-input"
          {...form.getInputProps('redeemCapPercent')}
        />
        <MoneyInput
          label={t('spending.minPaid')}
          description={t('spending.minPaidHelp')}
          className="short-input"
          {...form.getInputProps('minPaidMoney')}
        />
        <WholeInput
          label={t('spending.perDay')}
          help={t('spending.perDayHelp')}
          {...form.getInputProps('redemptionsPerDay')}
        />
      </Stack>
    </Surface>
  );
}

export function RefundFields({ form }: { form: UseFormReturnType<ProgrammeForm> }) {
  const { t } = useTranslation('programme');
  return (
    <Surface title={t('refund.title')} lead={t('refund.lead')}>
      <Stack gap="lg">
        <Choice
          label={t('refund.method')}
          values={['recompute', 'proportional']}
          {...form.getInputProps('refundMethod')}
        />
        <Choice
          label={t('refund.policy')}
          values={['to_zero', 'below_zero']}
          {...form.getInputProps('refundShortPolicy')}
        />
        <WholeInput
          label={t('refund.grace')}
          help={t('refund.graceHelp')}
          {...form.getInputProps('refundGraceDays')}
        />
      </Stack>
    </Surface>
  );
}

type ChoiceProps = Omit<RadioGroupProps, 'children'> & { values: readonly string[] };

function Choice({ values, ...group }: ChoiceProps) {
  const { t } = useTranslation('programme');
  return (
    <Radio.Group {...group}>
      <Stack gap="sm" mt="xs">
        {values.map((value) => (
          <Radio
            key={value}
            value={value}
            label={t(`refund.${value}`)}
            description={t(`refund.${value}_help`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

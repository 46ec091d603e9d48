/** When earned points can be spent and when they end, with the reminder before. */
import { NumberInput, SegmentedControl, Stack, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import type { ProgrammeForm } from './programme-form.ts';

export function LifetimeFields({ form }: { form: UseFormReturnType<ProgrammeForm> }) {
  const { t } = useTranslation('programme');
  const { expiryKind, inactivityMonths } = form.values;
  return (
    <Surface title={t('lifetime.title')} lead={t('lifetime.lead')}>
      <Stack gap="lg">
        <WholeInput
          label={t('lifetime.delay')}
          help={t('lifetime.delayHelp')}
          {...form.getInputProps('activationDelayDays')}
        />
        <SegmentedControl
          aria-label={t('lifetime.expiry')}
          w="fit-content"
          data={(['never', 'days', 'months'] as const).map((value) => ({
            value,
            label: t(`lifetime.expiryKind.${value}`),
          }))}
          {...form.getInputProps('expiryKind')}
        />
        {expiryKind === 'days' && (
          <WholeInput
            label={t('lifetime.days')}
            help={t('lifetime.daysHelp')}
            {...form.getInputProps('expiryDays')}
          />
        )}
        {expiryKind === 'months' && (
          <>
            <NumberInput
              label={t('lifetime.months')}
              description={t('lifetime.monthsHelp')}
              min={1}
              allowDecimal={false}
              className="short-input"
              {...form.getInputProps('expiryMonths')}
            />
            <Switch
              label={t('lifetime.round')}
              description={t('lifetime.roundHelp')}
              {...form.getInputProps('roundToMonthEnd', { type: 'checkbox' })}
            />
          </>
        )}
        <WholeInput
          label={t('lifetime.inactivity')}
          help={t('lifetime.inactivityHelp')}
          {...form.getInputProps('inactivityMonths')}
        />
        {(expiryKind !== 'never' || inactivityMonths !== 0) && (
          <WholeInput
            label={t('lifetime.reminder')}
            help={t('lifetime.reminderHelp')}
            {...form.getInputProps('expiryReminderDays')}
          />
        )}
      </Stack>
    </Surface>
  );
}

interface WholeInputProps {
  label: string;
  help: string;
}

/** A whole number from 0; the rest are the form's input props. */
export function WholeInput({ label, help, ...input }: WholeInputProps) {
  return (
    <NumberInput
      label={label}
      description={help}
      min={0}
      allowDecimal={false}
      className="short-input"
      {...input}
    />
  );
}

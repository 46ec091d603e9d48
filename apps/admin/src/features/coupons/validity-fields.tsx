/** How long a coupon lives: days after it is given, and the days between which it can be used at all. */
import { Group, NumberInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { typedNumber, type ValidityDraft } from './terms-draft.ts';

interface ValidityFieldsProps {
  value: ValidityDraft;
  onChange: (validity: ValidityDraft) => void;
  problems: Readonly<Record<string, string>>;
  path: string;
}

export function ValidityFields({ value, onChange, problems, path }: ValidityFieldsProps) {
  const { t } = useTranslation('coupons');
  return (
    <Group align="flex-start" gap="md">
      <NumberInput
        label={t('validity.days')}
        description={t('validity.daysHelp')}
        placeholder={t('validity.forever')}
        min={0}
        max={3650}
        allowDecimal={false}
        w={240}
        value={value.days}
        onChange={(days) => onChange({ ...value, days: typedNumber(days) })}
        error={problems[`${path}.days`]}
      />
      {(['from', 'until'] as const).map((end) => (
        <DatePickerInput
          key={end}
          label={t(`validity.${end}`)}
          description={t(`validity.${end}Help`)}
          placeholder={t('validity.open')}
          valueFormat="D MMMM YYYY"
          clearable
          clearButtonProps={{ 'aria-label': t('validity.clear') }}
          w={220}
          value={value[end]}
          onChange={(day) => onChange({ ...value, [end]: day })}
          error={end === 'until' && problems[`${path}.until`] ? t('problem.until') : null}
        />
      ))}
    </Group>
  );
}

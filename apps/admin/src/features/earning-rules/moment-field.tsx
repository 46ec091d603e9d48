/** A day and a time of the brand's zone; the instant, or null while it is left open. */
import { DateTimePicker } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { fromWallClock, wallClock } from '../../app/parts/moments.ts';

interface MomentFieldProps {
  label: string;
  /** What no moment means. */
  placeholder: string;
  value: string | null;
  onChange: (instant: string | null) => void;
  error?: string | null;
  w?: number;
}

export function MomentField({ value, onChange, error = null, ...input }: MomentFieldProps) {
  const { t } = useTranslation('earning-rules');
  const { zone } = useBrand();
  return (
    <DateTimePicker
      valueFormat="D MMMM YYYY, HH:mm"
      clearable
      clearButtonProps={{ 'aria-label': t('moment.clear') }}
      timePickerProps={{ hoursInputLabel: t('moment.hour'), minutesInputLabel: t('moment.minute') }}
      submitButtonProps={{ 'aria-label': t('moment.done') }}
      value={value === null ? null : wallClock(value, zone)}
      onChange={(local) => onChange(local === null ? null : fromWallClock(local, zone))}
      error={error}
      {...input}
    />
  );
}

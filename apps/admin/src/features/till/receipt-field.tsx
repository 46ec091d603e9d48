/** Number of the receipt: given, and open to be replaced by the cash register's own. */
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ReceiptFieldProps {
  value: string;
  onChange: (value: string) => void;
}

export function ReceiptField({ value, onChange }: ReceiptFieldProps) {
  const { t } = useTranslation('till');
  return (
    <TextInput
      label={t('receipt.label')}
      description={t('receipt.help')}
      value={value}
      maxLength={128}
      autoComplete="off"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={value.trim() === '' ? t('field.required') : null}
    />
  );
}

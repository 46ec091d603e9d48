/** One or several shops to choose where something belongs to them; nothing chosen has a meaning of its own. */
import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShopOptions } from './use-shops.ts';

interface ShopsChoiceProps {
  label: string;
  description?: string;
  /** What nothing chosen means, as in "All shops". */
  placeholder: string;
  value: readonly string[];
  onChange: (shopIds: string[]) => void;
  error?: string | null | undefined;
  name?: string;
}

export function ShopsChoice({ value, placeholder, ...field }: ShopsChoiceProps) {
  const { t } = useTranslation('shops');
  return (
    <MultiSelect
      {...field}
      data={useShopOptions(value)}
      value={[...value]}
      placeholder={value.length === 0 ? placeholder : ''}
      searchable
      clearable
      nothingFoundMessage={t('choice.none')}
      clearButtonProps={{ 'aria-label': t('choice.clear') }}
    />
  );
}

interface ShopChoiceProps {
  label: string;
  description?: string;
  /** What nothing chosen means, as in "Any shop". */
  placeholder: string;
  value: string | null;
  onChange: (shopId: string | null) => void;
}

export function ShopChoice({ value, ...field }: ShopChoiceProps) {
  const { t } = useTranslation('shops');
  return (
    <Select
      {...field}
      data={useShopOptions(value === null ? [] : [value])}
      value={value}
      searchable
      clearable
      nothingFoundMessage={t('choice.none')}
      clearButtonProps={{ 'aria-label': t('choice.clear') }}
    />
  );
}

/** Where the brand is: time zone, currency and the languages it speaks to customers. */
import { Checkbox, Group, Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../words.ts';

type GetInputProps = (path: string) => object;

export function ZoneField({ getInputProps, path }: { getInputProps: GetInputProps; path: string }) {
  const { t } = useTranslation('app');
  // Browsers leave UTC out of their list, though a computer may be set to it.
  const zones = useMemo(
    () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
    [],
  );
  return (
    <Select
      label={t('place.zone')}
      description={t('place.zoneHelp')}
      data={zones}
      searchable
      limit={80}
      allowDeselect={false}
      nothingFoundMessage={t('place.nothing')}
      {...getInputProps(path)}
    />
  );
}

/** Those in use where the product is; the rest follow in alphabetical order. */
const firstCurrencies = ['RUB', 'KZT', 'BYN', 'UZS', 'AMD', 'GEL', 'USD', 'EUR', 'AED', 'TRY'];

interface CurrencyFieldProps {
  getInputProps: GetInputProps;
  path: string;
  isLocked?: boolean;
}

export function CurrencyField({ getInputProps, path, isLocked = false }: CurrencyFieldProps) {
  const { t } = useTranslation('app');
  const language = currentLanguage();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'currency' });
    const others = Intl.supportedValuesOf('currency').filter((code) => !firstCurrencies.includes(code));
    return [...firstCurrencies, ...others].map((code) => ({
      value: code,
      label: `${code} · ${names.of(code) ?? code}`,
    }));
  }, [language]);
  return (
    <Select
      label={t('place.currency')}
      description={t('place.currencyHelp')}
      data={data}
      searchable
      limit={80}
      allowDeselect={false}
      disabled={isLocked}
      nothingFoundMessage={t('place.nothing')}
      {...getInputProps(path)}
    />
  );
}

export function LanguagesField({ getInputProps, path }: { getInputProps: GetInputProps; path: string }) {
  const { t } = useTranslation('app');
  return (
    <Checkbox.Group
      label={t('place.languages')}
      description={t('place.languagesHelp')}
      {...getInputProps(path)}
    >
      <Group gap="lg" my={6}>
        <Checkbox value="ru" label="Русский" />
        <Checkbox value="en" label="English" />
      </Group>
    </Checkbox.Group>
  );
}

/** All three in a column. */
export function PlaceFields({
  getInputProps,
  prefix = '',
}: {
  getInputProps: GetInputProps;
  prefix?: string;
}) {
  return (
    <Stack gap="md">
      <ZoneField getInputProps={getInputProps} path={`${prefix}zone`} />
      <CurrencyField getInputProps={getInputProps} path={`${prefix}currency`} />
      <LanguagesField getInputProps={getInputProps} path={`${prefix}languages`} />
    </Stack>
  );
}

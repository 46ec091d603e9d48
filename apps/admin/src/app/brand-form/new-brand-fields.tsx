/** What a new brand needs to start: name, address, place and noun; the look comes later on its own page. */
import { SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type BrandSettings, slugOf } from './brand-form.ts';
import { CurrencyField, LanguagesField, ZoneField } from './place-fields.tsx';
import { PointsNameFields } from './points-name-fields.tsx';

export interface NewBrandForm {
  brand: BrandSettings & { slug: string };
}

interface NewBrandFieldsProps<T extends NewBrandForm> {
  form: UseFormReturnType<T>;
  /** How the parts are set apart. */
  section: (title: string, fields: ReactNode) => ReactNode;
}

export function NewBrandFields<T extends NewBrandForm>({ form, section }: NewBrandFieldsProps<T>) {
  const { t } = useTranslation('app');
  const { brand } = form.values;
  // The address follows the name until someone writes their own.
  const isSlugOwn = brand.slug !== slugOf(brand.name);
  const props: (path: string) => { onChange: (value: unknown) => void } = form.getInputProps;
  return (
    <>
      {section(
        t('newBrandForm.brand'),
        <Stack gap="md">
          <TextInput
            label={t('newBrandForm.name')}
            description={t('newBrandForm.nameHelp')}
            {...props('brand.name')}
            onChange={(event) => {
              props('brand.name').onChange(event);
              if (!isSlugOwn) props('brand.slug').onChange(slugOf(event.currentTarget.value));
            }}
          />
          <TextInput
            label={t('newBrandForm.slug')}
            description={t('newBrandForm.slugHelp', { address: `${location.host}/app/${brand.slug || '…'}` })}
            {...props('brand.slug')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <ZoneField getInputProps={props} path="brand.zone" />
            <CurrencyField getInputProps={props} path="brand.currency" />
          </SimpleGrid>
          <LanguagesField getInputProps={props} path="brand.languages" />
        </Stack>,
      )}
      {section(
        t('newBrandForm.points'),
        <PointsNameFields form={form} path="brand.pointsName" name={brand.pointsName} />,
      )}
    </>
  );
}

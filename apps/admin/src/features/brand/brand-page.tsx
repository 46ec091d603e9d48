/** How the brand looks and speaks: name, logo, colours, zone, points noun and its documents. */
import { Box, ColorInput, Grid, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { brandSettings } from '@regulars/contracts/brands';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import type { BrandSettings } from '../../app/brand-form/brand-form.ts';
import { PlaceFields } from '../../app/brand-form/place-fields.tsx';
import { PointsNameFields } from '../../app/brand-form/points-name-fields.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { FormSkeleton, Loaded } from '../../app/parts/loaded.tsx';
import { Page } from '../../app/parts/page.tsx';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { SaveBar } from '../../app/parts/save-bar.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { Documents } from './documents.tsx';
import { LogoField } from './logo-field.tsx';
import { MemberCardPreview } from './member-card-preview.tsx';
import { useBrandSettings, useSaveBrandSettings } from './use-brand-settings.ts';

export function BrandPage() {
  const { t } = useTranslation('brand');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Loaded query={useBrandSettings()} skeleton={<FormSkeleton heights={[300, 300]} />}>
        {(saved) => <BrandEditor saved={saved} />}
      </Loaded>
    </Page>
  );
}

type Saved = NonNullable<ReturnType<typeof useBrandSettings>['data']>;

function BrandEditor({ saved }: { saved: Saved }) {
  const canWrite = useBrand().may('brand.write');
  const { form, submit, isSaving } = useBrandEditor(saved);
  return (
    <Stack gap="lg">
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, sm: 8 }}>
            <fieldset disabled={!canWrite} className="plain-fieldset">
              <BrandFields form={form} logoUrl={saved.logoUrl} />
            </fieldset>
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 4 }}>
            <Box pos="sticky" top={68}>
              <MemberCardPreview brand={form.values} logoUrl={saved.logoUrl} />
            </Box>
          </Grid.Col>
        </Grid>
        <SaveBar isDirty={form.isDirty()} isSaving={isSaving} onDiscard={form.reset} />
      </form>
      <Documents documents={saved.documents} canWrite={canWrite} />
    </Stack>
  );
}

function useBrandEditor(saved: Saved) {
  const { t } = useTranslation('brand');
  const notify = useNotify();
  const save = useSaveBrandSettings();
  const { slug: _slug, logoUrl: _logoUrl, documents: _documents, ...settings } = saved;
  const form = useForm<BrandSettings>({
    initialValues: settings,
    validate: (values) => contractProblems(t, brandSettings, values),
    validateInputOnBlur: true,
  });
  async function submit(values: BrandSettings) {
    try {
      const kept = await save.mutateAsync(values);
      form.setInitialValues(kept);
      form.setValues(kept);
      form.resetDirty(kept);
      notify.done(t('saved'));
    } catch (error) {
      form.setErrors(fieldErrors(error));
      notify.problem(error);
    }
  }
  return { form, submit, isSaving: save.isPending };
}

interface BrandFieldsProps {
  form: ReturnType<typeof useBrandEditor>['form'];
  logoUrl: string | null;
}

function BrandFields({ form, logoUrl }: BrandFieldsProps) {
  const { t } = useTranslation('brand');
  return (
    <Stack gap="lg">
      <Surface title={t('look.title')}>
        <Stack gap="lg">
          <TextInput
            label={t('look.name')}
            description={t('look.nameHelp')}
            {...form.getInputProps('name')}
          />
          <LogoField name={form.values.name} logoUrl={logoUrl} />
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <ColorInput
              label={t('look.accent')}
              eyeDropperButtonProps={{ 'aria-label': t('look.pick') }}
              {...form.getInputProps('accentColor')}
            />
            <ColorInput
              label={t('look.cardFrom')}
              eyeDropperButtonProps={{ 'aria-label': t('look.pick') }}
              {...form.getInputProps('cardColors.0')}
            />
            <ColorInput
              label={t('look.cardTo')}
              eyeDropperButtonProps={{ 'aria-label': t('look.pick') }}
              {...form.getInputProps('cardColors.1')}
            />
          </SimpleGrid>
        </Stack>
      </Surface>
      <Surface title={t('pointsTitle')} lead={t('pointsLead')}>
        <PointsNameFields form={form} path="pointsName" name={form.values.pointsName} />
      </Surface>
      <Surface title={t('placeTitle')}>
        <PlaceFields getInputProps={form.getInputProps} />
      </Surface>
    </Stack>
  );
}

/** The form of a reward, and beside it what a customer will see. */
import {
  Autocomplete,
  Box,
  Grid,
  MultiSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { SaveBar } from '../../app/parts/save-bar.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { ShownTextFields } from '../coupons/shown-text-fields.tsx';
import { TermsFields } from '../coupons/terms-fields.tsx';
import { type Typed, typedNumber } from '../coupons/terms-draft.ts';
import { ValidityFields } from '../coupons/validity-fields.tsx';
import { ShopsChoice } from '../shops/shop-choice.tsx';
import { useTierOptions } from '../tiers/tiers-choice.tsx';
import { PictureField } from './picture-field.tsx';
import { RewardPreview } from './reward-preview.tsx';
import './rewards.css';
import { type Reward, useCategories, useRewardActions } from './use-rewards.ts';
import type { RewardEditor } from './use-reward-editor.ts';

interface RewardFormProps {
  editor: RewardEditor;
  /** Null for one that is not saved yet. */
  reward: Reward | null;
}

export function RewardForm({ editor, reward }: RewardFormProps) {
  const { may } = useBrand();
  const chosenUrl = useObjectUrl(editor.picture);
  const url = chosenUrl ?? reward?.pictureUrl ?? null;
  return (
    <form onSubmit={editor.submit} noValidate>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, sm: 7, lg: 8 }}>
          <fieldset disabled={!may('rewards.write')} className="plain-fieldset">
            <Stack gap="lg">
              <AboutFields editor={editor} reward={reward} url={url} />
              <PriceFields editor={editor} />
              <GivesFields editor={editor} />
              <AudienceFields editor={editor} />
            </Stack>
          </fieldset>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 5, lg: 4 }}>
          <Box pos="sticky" top={68}>
            <RewardPreview draft={editor.draft} pictureUrl={url} />
          </Box>
        </Grid.Col>
      </Grid>
      <SaveBar isDirty={editor.isDirty} isSaving={editor.isSaving} onDiscard={editor.discard} />
    </form>
  );
}

/** A chosen file as an address, for as long as it is chosen. */
function useObjectUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return setUrl(null);
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

interface PartProps {
  editor: RewardEditor;
}

function AboutFields({ editor, reward, url }: PartProps & { reward: Reward | null; url: string | null }) {
  const { t } = useTranslation('rewards');
  const notify = useNotify();
  const { removePicture } = useRewardActions();
  const categories = useCategories();
  const { draft, change, problems, picture, setPicture } = editor;
  const removeKept = reward?.pictureUrl
    ? () => removePicture.mutate(reward.id, { onError: notify.problem })
    : undefined;
  return (
    <Surface title={t('form.about')}>
      <Stack gap="md">
        <PictureField
          url={url}
          onChoose={setPicture}
          onRemove={picture ? () => setPicture(null) : removeKept}
        />
        <ShownTextFields
          label={t('form.title')}
          value={draft.title}
          onChange={(title) => change({ title })}
          longest={120}
          error={problems.title && t('coupons:problem.title')}
        />
        <ShownTextFields
          label={t('form.description')}
          value={draft.description}
          onChange={(description) => change({ description })}
          longest={2000}
          isLong
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Autocomplete
            label={t('form.category')}
            description={t('form.categoryHelp')}
            data={categories}
            maxLength={60}
            value={draft.category}
            onChange={(category) => change({ category })}
          />
          <TextInput
            label={t('form.partner')}
            description={t('form.partnerHelp')}
            maxLength={100}
            value={draft.partner}
            onChange={(event) => change({ partner: event.currentTarget.value })}
          />
        </SimpleGrid>
      </Stack>
    </Surface>
  );
}

function PriceFields({ editor: { draft, change, problems } }: PartProps) {
  const { t } = useTranslation('rewards');
  const format = useFormat();
  const price = draft.pricePoints === '' ? 0 : draft.pricePoints;
  const field = (
    name: 'pricePoints' | 'stock' | 'perPersonLimit' | 'quantityStep' | 'maxQuantity',
    more: { suffix?: string; placeholder?: string; description?: string } = {},
  ) => (
    <NumberInput
      key={name}
      label={t(`form.${name}`)}
      min={name === 'stock' ? 0 : 1}
      allowDecimal={false}
      hideControls
      thousandSeparator={'\u202f'}
      value={draft[name]}
      onChange={(typed) => change({ [name]: typedNumber(typed) satisfies Typed })}
      error={problems[name]}
      {...more}
    />
  );
  return (
    <Surface title={t('form.price')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {field('pricePoints', { suffix: ` ${format.pointsNoun(price)}` })}
        {field('stock', { placeholder: t('form.noLimit'), description: t('form.stockHelp') })}
        {field('perPersonLimit', { placeholder: t('form.noLimit') })}
        {field('quantityStep', { description: t('form.quantityStepHelp') })}
        {field('maxQuantity', { description: t('form.maxQuantityHelp') })}
      </SimpleGrid>
    </Surface>
  );
}

function GivesFields({ editor: { draft, change, problems } }: PartProps) {
  const { t } = useTranslation('rewards');
  return (
    <Surface title={t('form.gives')} lead={t('form.givesLead')}>
      <Stack gap="lg">
        <TermsFields
          value={draft.terms}
          onChange={(terms) => change({ terms })}
          problems={problems}
          path="terms"
        />
        <ValidityFields
          value={draft.validity}
          onChange={(validity) => change({ validity })}
          problems={problems}
          path="couponValidity"
        />
      </Stack>
    </Surface>
  );
}

function AudienceFields({ editor: { draft, change, problems } }: PartProps) {
  const { t } = useTranslation('rewards');
  const tiers = useTierOptions();
  return (
    <Surface title={t('form.audience')}>
      <Stack gap="md">
        {tiers.length > 0 && (
          <MultiSelect
            label={t('form.tiers')}
            placeholder={draft.tierIds.length === 0 ? t('form.allTiers') : ''}
            data={tiers}
            value={draft.tierIds}
            onChange={(tierIds) => change({ tierIds })}
            clearable
            clearButtonProps={{ 'aria-label': t('form.clear') }}
            error={problems.tierIds}
          />
        )}
        <ShopsChoice
          label={t('form.shops')}
          description={t('form.shopsHelp')}
          placeholder={t('coupons:allShops')}
          value={draft.shopIds}
          onChange={(shopIds) => change({ shopIds })}
          error={problems.shopIds}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {(['from', 'until'] as const).map((end) => (
            <DatePickerInput
              key={end}
              label={t(`form.${end}`)}
              placeholder={t('coupons:validity.open')}
              valueFormat="D MMMM YYYY"
              clearable
              clearButtonProps={{ 'aria-label': t('form.clear') }}
              value={draft[end]}
              onChange={(day) => change({ [end]: day })}
              error={end === 'until' && problems.until ? t('coupons:problem.until') : null}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Surface>
  );
}

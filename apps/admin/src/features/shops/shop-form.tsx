/** A shop beside the list: what customers see of it, when it is open, and by what its receipts are known. */
import { Anchor, Drawer, Stack, Switch, TagsInput, Text, TextInput, Title } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import type { Shop } from '@regulars/contracts';
import { shopBody } from '@regulars/contracts/shops';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { HoursFields } from './hours-fields.tsx';
import { bodyOf, draftOf, isPlaceWrong, mapAddress, readPlace, type ShopDraft } from './shop-draft.ts';
import { useShopActions } from './use-shops.ts';

interface ShopFormProps {
  /** Null adds one. */
  shop: Shop | null;
  onClose: () => void;
}

export function ShopDrawer({ opened, ...form }: ShopFormProps & { opened: boolean }) {
  const { t } = useTranslation('shops');
  return (
    <Drawer
      opened={opened}
      onClose={form.onClose}
      position="right"
      size={560}
      padding="lg"
      overlayProps={{ backgroundOpacity: 0.35 }}
      title={form.shop ? form.shop.name : t('form.createTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
      styles={{ title: { fontWeight: 600 } }}
    >
      <ShopForm {...form} />
    </Drawer>
  );
}

export interface ShopFieldsProps {
  draft: ShopDraft;
  problems: Readonly<Record<string, string>>;
  onChange: (part: Partial<ShopDraft>) => void;
}

function ShopForm({ shop, onClose }: ShopFormProps) {
  const { t } = useTranslation('shops');
  const notify = useNotify();
  const { create, save } = useShopActions();
  const [draft, setDraft] = useState(() => draftOf(shop));
  const [isTried, setTried] = useState(false);
  const error = create.error ?? save.error;
  const refused = fieldErrors(error);
  const problems = useProblems(draft, isTried);

  async function submit() {
    setTried(true);
    const body = bodyOf(draft);
    if (isPlaceWrong(draft.place) || !shopBody.safeParse(body).success) return;
    const done = await (shop ? save.mutateAsync({ id: shop.id, body }) : create.mutateAsync(body)).catch(
      () => null,
    );
    if (!done) return;
    notify.done(t(shop ? 'form.saved' : 'form.created', { name: done.name }));
    onClose();
  }
  const fields = {
    draft,
    problems: { ...refused, ...problems },
    onChange: (part: Partial<ShopDraft>) => setDraft((current) => ({ ...current, ...part })),
  };
  return (
    <DialogForm
      submitLabel={t(shop ? 'form.save' : 'form.create')}
      error={Object.keys(refused).length > 0 ? null : error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Stack gap="xl">
        <AboutFields {...fields} />
        <OpenFields {...fields} />
        <FiscalFields {...fields} />
      </Stack>
    </DialogForm>
  );
}

function useProblems(draft: ShopDraft, isTried: boolean): Record<string, string> {
  const { t } = useTranslation('shops');
  if (!isTried) return {};
  const say = (message: string) => (message === 'hours of one day overlap' ? t('problem.hours') : undefined);
  const found = contractProblems(t, shopBody, bodyOf(draft), say);
  const of = (name: string) => Object.keys(found).some((path) => path.startsWith(`${name}.`));
  return {
    ...found,
    ...(isPlaceWrong(draft.place) ? { place: t('problem.place') } : {}),
    ...(of('fiscalNumbers') ? { fiscalNumbers: t('problem.fiscal') } : {}),
    ...(of('taxNumbers') ? { taxNumbers: t('problem.tax') } : {}),
    ...(of('hours') ? { hours: t('problem.time') } : {}),
  };
}

function AboutFields({ draft, problems, onChange }: ShopFieldsProps) {
  const { t } = useTranslation('shops');
  const place = readPlace(draft.place);
  return (
    <Stack gap="md">
      <TextInput
        label={t('form.name')}
        maxLength={100}
        data-autofocus
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={problems.name}
      />
      <TextInput
        label={t('form.address')}
        maxLength={300}
        value={draft.address}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
        error={problems.address}
      />
      <TextInput
        label={t('form.phone')}
        type="tel"
        maxLength={32}
        value={draft.phone}
        onChange={(event) => onChange({ phone: event.currentTarget.value })}
        error={problems.phone}
      />
      <TextInput
        label={t('form.place')}
        description={t('form.placeHelp')}
        placeholder="55.7594, 37.6467"
        value={draft.place}
        onChange={(event) => onChange({ place: event.currentTarget.value })}
        error={problems.place}
      />
      {place && (
        <Anchor href={mapAddress(place)} target="_blank" rel="noreferrer" size="sm">
          {t('form.seeOnMap')}
        </Anchor>
      )}
    </Stack>
  );
}

function OpenFields({ draft, problems, onChange }: ShopFieldsProps) {
  const { t } = useTranslation('shops');
  return (
    <Stack gap="sm" component="section">
      <Title order={3}>{t('hours.title')}</Title>
      <Switch
        label={t('hours.tell')}
        checked={draft.hasHours}
        onChange={(event) => onChange({ hasHours: event.currentTarget.checked })}
      />
      {draft.hasHours && <HoursFields value={draft.hours} onChange={(hours) => onChange({ hours })} />}
      {problems.hours && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {problems.hours}
        </Text>
      )}
      {draft.hasHours && (
        <DatePickerInput
          type="multiple"
          label={t('hours.closedDates')}
          placeholder={t('hours.noClosedDates')}
          valueFormat="D MMM YYYY"
          clearable
          clearButtonProps={{ 'aria-label': t('choice.clear') }}
          value={draft.closedDates}
          onChange={(closedDates) => onChange({ closedDates })}
        />
      )}
    </Stack>
  );
}

function FiscalFields({ draft, problems, onChange }: ShopFieldsProps) {
  const { t } = useTranslation('shops');
  return (
    <Stack gap="md" component="section">
      <div>
        <Title order={3}>{t('fiscal.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('fiscal.lead')}
        </Text>
      </div>
      <TagsInput
        label={t('fiscal.drives')}
        description={t('fiscal.drivesHelp')}
        value={draft.fiscalNumbers}
        onChange={(fiscalNumbers) => onChange({ fiscalNumbers })}
        splitChars={[',', ';', ' ']}
        maxTags={50}
        error={problems.fiscalNumbers}
      />
      <TagsInput
        label={t('fiscal.tax')}
        description={t('fiscal.taxHelp')}
        value={draft.taxNumbers}
        onChange={(taxNumbers) => onChange({ taxNumbers })}
        splitChars={[',', ';', ' ']}
        maxTags={20}
        error={problems.taxNumbers}
      />
    </Stack>
  );
}

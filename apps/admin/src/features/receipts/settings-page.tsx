/** What the brand decides about receipts: which count, what is paid at once, and what staff look at. */
import { Alert, Anchor, NumberInput, Radio, Select, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReceiptSettings } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { receiptSettings } from '@regulars/contracts/receipts';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { FormSkeleton, Loaded } from '../../app/parts/loaded.tsx';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { Page } from '../../app/parts/page.tsx';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { SaveBar } from '../../app/parts/save-bar.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { RegisterFields } from './register-fields.tsx';
import { type SettingsView, useReceiptSettings, useSaveReceiptSettings } from './use-receipts.ts';

export function ReceiptSettingsPage() {
  const { t } = useTranslation('receipts');
  const { href } = useBrand();
  return (
    <Page
      width="narrow"
      title={t('settings.title')}
      lead={
        <>
          {t('settings.lead')}{' '}
          <Anchor component={Link} href={href('/receipts')} inherit underline="always">
            {t('settings.back')}
          </Anchor>
        </>
      }
    >
      <Loaded query={useReceiptSettings()} skeleton={<FormSkeleton heights={[480]} />}>
        {(saved) => <Editor saved={saved} />}
      </Loaded>
    </Page>
  );
}

function useEditor(saved: SettingsView) {
  const { t } = useTranslation('receipts');
  const notify = useNotify();
  const save = useSaveReceiptSettings();
  const form = useForm<ReceiptSettings>({
    initialValues: saved.settings,
    validate: (values) => contractProblems(t, receiptSettings, values),
    validateInputOnBlur: true,
  });
  async function submit(values: ReceiptSettings) {
    try {
      const { settings } = await save.mutateAsync(values);
      form.setInitialValues(settings);
      form.setValues(settings);
      form.resetDirty(settings);
      notify.done(t('settings.saved'));
    } catch (error) {
      form.setErrors(fieldErrors(error));
      notify.problem(error);
    }
  }
  return { form, submit, isSaving: save.isPending };
}

export type SettingsForm = ReturnType<typeof useEditor>['form'];

function Editor({ saved }: { saved: SettingsView }) {
  const canWrite = useBrand().may('programme.write');
  const { form, submit, isSaving } = useEditor(saved);
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <fieldset disabled={!canWrite} className="plain-fieldset">
        <Stack gap="lg">
          <Taking form={form} view={saved} />
          <Sources form={form} />
          <Deciding form={form} view={saved} />
          <Keeping form={form} />
        </Stack>
      </fieldset>
      <SaveBar isDirty={form.isDirty()} isSaving={isSaving} onDiscard={form.reset} />
    </form>
  );
}

function Taking({ form, view }: { form: SettingsForm; view: SettingsView }) {
  const { t } = useTranslation('receipts');
  const { href } = useBrand();
  return (
    <Surface>
      <Stack gap="md">
        <Switch
          label={t('settings.isEnabled')}
          description={t('settings.isEnabledHelp')}
          {...form.getInputProps('isEnabled', { type: 'checkbox' })}
        />
        {view.activeRules.length === 0 ? (
          <Alert color="yellow" variant="light" icon={<IconInfoCircle size={20} />}>
            {t('settings.noRules')}{' '}
            <Anchor component={Link} href={href('/earning-rules')} inherit underline="always">
              {t('settings.toRules')}
            </Anchor>
          </Alert>
        ) : (
          <div>
            <Text size="sm" fw={500}>
              {t('settings.rules')}
            </Text>
            {view.activeRules.map(({ id, summary }) => (
              <Anchor key={id} component={Link} href={href(`/earning-rules/${id}`)} size="sm" display="block">
                {summary}
              </Anchor>
            ))}
          </div>
        )}
        <NumberInput
          label={t('settings.windowDays')}
          description={t('settings.windowDaysHelp')}
          min={0}
          max={365}
          maw={260}
          {...form.getInputProps('windowDays')}
        />
        <NumberInput
          label={t('settings.perPersonPerDay')}
          min={1}
          max={50}
          maw={260}
          {...form.getInputProps('perPersonPerDay')}
        />
        <Switch
          label={t('settings.takesPlainPhotos')}
          description={t('settings.takesPlainPhotosHelp')}
          {...form.getInputProps('takesPlainPhotos', { type: 'checkbox' })}
        />
      </Stack>
    </Surface>
  );
}

function Sources({ form }: { form: SettingsForm }) {
  const { t } = useTranslation('receipts');
  return (
    <Surface title={t('settings.registers')} lead={t('settings.registersLead')}>
      <Stack gap="md">
        <RegisterFields form={form} />
        <Radio.Group label={t('settings.unknownRegister')} {...form.getInputProps('unknownRegister')}>
          <Stack gap={8} mt="xs">
            <Radio value="review" label={t('settings.unknown.review')} />
            <Radio value="refuse" label={t('settings.unknown.refuse')} />
          </Stack>
        </Radio.Group>
      </Stack>
    </Surface>
  );
}

function Deciding({ form, view }: { form: SettingsForm; view: SettingsView }) {
  const { t } = useTranslation('receipts');
  const { currency } = useBrand();
  const unit = 10 ** currencyDigits(currency);
  const { paysAtOnceUpToMinor, matchMinutes } = form.values;
  return (
    <Surface title={t('settings.deciding')}>
      <Stack gap="md">
        <Switch
          label={t('settings.paysKnownAtOnce')}
          description={t('settings.paysKnownAtOnceHelp')}
          {...form.getInputProps('paysKnownAtOnce', { type: 'checkbox' })}
        />
        <MoneyInput
          label={t('settings.paysAtOnceUpTo')}
          description={t('settings.paysAtOnceUpToHelp')}
          placeholder={t('settings.noLimit')}
          maw={260}
          value={paysAtOnceUpToMinor === null ? '' : paysAtOnceUpToMinor / unit}
          onChange={(sum) =>
            form.setFieldValue('paysAtOnceUpToMinor', Number(sum) > 0 ? Math.round(Number(sum) * unit) : null)
          }
          error={form.errors.paysAtOnceUpToMinor}
        />
        <Switch
          label={t('settings.match')}
          description={t('settings.matchHelp')}
          checked={matchMinutes !== null}
          onChange={({ currentTarget: { checked } }) =>
            form.setFieldValue('matchMinutes', checked ? 10 : null)
          }
        />
        {matchMinutes !== null && (
          <NumberInput
            label={t('settings.matchMinutes')}
            min={1}
            max={240}
            maw={260}
            {...form.getInputProps('matchMinutes')}
          />
        )}
        {view.checkers.length > 0 && (
          <>
            <Select
              label={t('settings.checker')}
              description={t('settings.checkerHelp')}
              placeholder={t('settings.noChecker')}
              data={view.checkers.map((value) => ({ value, label: t(`checker.${value}`) }))}
              clearable
              maw={360}
              {...form.getInputProps('checker')}
            />
            <TagsInput
              label={t('settings.taxpayers')}
              description={t('settings.taxpayersHelp')}
              maw={480}
              {...form.getInputProps('taxpayers')}
            />
          </>
        )}
      </Stack>
    </Surface>
  );
}

function Keeping({ form }: { form: SettingsForm }) {
  const { t } = useTranslation('receipts');
  return (
    <Surface title={t('settings.keeping')}>
      <NumberInput
        label={t('settings.pictureDays')}
        description={t('settings.pictureDaysHelp')}
        min={1}
        max={365}
        maw={320}
        {...form.getInputProps('pictureDays')}
      />
    </Surface>
  );
}

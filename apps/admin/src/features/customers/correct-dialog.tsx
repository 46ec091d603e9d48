/** Correcting what staff may correct; only what was changed is sent, so masked contacts stay as they are. */
import { Modal, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { type CustomerProfile, routes } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { type Correction, useCustomerActions } from './use-customer.ts';

interface CorrectDialogProps {
  customer: CustomerProfile;
  onClose: () => void;
}

function valuesOf(customer: CustomerProfile) {
  return {
    firstName: customer.firstName ?? '',
    lastName: customer.lastName ?? '',
    phone: customer.phone ?? '',
    email: customer.email ?? '',
    externalId: customer.externalId ?? '',
    birthday: customer.birthday ?? '',
    language: customer.language,
  };
}
type Values = ReturnType<typeof valuesOf>;

export function CorrectDialog({ customer, onClose }: CorrectDialogProps) {
  const { t } = useTranslation('customers');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('correct.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <CorrectForm customer={customer} onClose={onClose} />
    </Modal>
  );
}

function CorrectForm({ customer, onClose }: CorrectDialogProps) {
  const { t } = useTranslation('customers');
  const { may } = useBrand();
  const notify = useNotify();
  const { correct } = useCustomerActions(customer.id);
  const before = valuesOf(customer);
  const form = useForm<Values>({
    initialValues: before,
    validateInputOnBlur: true,
    validate: (values) => contractProblems(t, routes.updateProfile.body, changesOf(before, values)),
  });
  async function save() {
    if (form.validate().hasErrors) return;
    const saved = await correct.mutateAsync(changesOf(before, form.values)).catch((error: unknown) => {
      form.setErrors(fieldErrors(error));
      return null;
    });
    if (!saved) return;
    notify.done(t('correct.done'));
    onClose();
  }
  return (
    <DialogForm
      submitLabel={t('save')}
      isDisabled={!form.isDirty()}
      error={correct.error}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <TextInput label={t('details.firstName')} data-autofocus {...form.getInputProps('firstName')} />
        <TextInput label={t('details.lastName')} {...form.getInputProps('lastName')} />
        {may('customers.contacts') && (
          <>
            <TextInput label={t('details.phone')} type="tel" {...form.getInputProps('phone')} />
            <TextInput label={t('details.email')} type="email" {...form.getInputProps('email')} />
            <DateInput
              label={t('details.birthday')}
              valueFormat="D MMMM YYYY"
              clearable
              maxDate={new Date()}
              value={form.values.birthday || null}
              onChange={(date) => form.setFieldValue('birthday', date ?? '')}
              error={form.errors.birthday}
            />
          </>
        )}
        <TextInput
          label={t('details.externalId')}
          description={t('correct.externalIdHelp')}
          {...form.getInputProps('externalId')}
        />
      </SimpleGrid>
      <SegmentedControl
        aria-label={t('details.language')}
        data={[
          { value: 'ru', label: t('language.ru') },
          { value: 'en', label: t('language.en') },
        ]}
        {...form.getInputProps('language')}
      />
    </DialogForm>
  );
}

const emptiable = ['lastName', 'phone', 'email', 'externalId', 'birthday'] as const;

/** An emptied field is taken away (null); the first name cannot be. */
export function changesOf(before: Values, after: Values): Correction {
  const changes: Correction = {};
  if (after.firstName.trim() !== before.firstName) changes.firstName = after.firstName.trim();
  for (const key of emptiable) {
    const value = after[key].trim();
    if (value !== before[key]) changes[key] = value === '' ? null : value;
  }
  if (after.language !== before.language) changes.language = after.language;
  return changes;
}

/** Erasing a person on their request: says what goes and what stays, and wants the word typed. */
import { List, Modal, Text, TextInput } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from './customer-name.tsx';
import { useCustomerActions } from './use-customer.ts';

interface EraseDialogProps {
  customer: CustomerProfile;
  onClose: () => void;
}

export function EraseDialog({ customer, onClose }: EraseDialogProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const notify = useNotify();
  const name = useCustomerName()(customer);
  const { erase } = useCustomerActions(customer.id);
  const [typed, setTyped] = useState('');
  const word = t('erase.word');
  const isTyped = typed.trim().toLowerCase() === word;

  async function submit() {
    if (!isTyped) return;
    const isErased = await erase.mutateAsync().then(
      () => true,
      () => false,
    );
    if (!isErased) return;
    notify.done(t('erase.done'));
    onClose();
    navigate(href('/customers'));
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('erase.title', { name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <DialogForm
        submitLabel={t('erase.submit')}
        tone="danger"
        isDisabled={!isTyped}
        error={erase.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <Text size="md">{t('erase.lead')}</Text>
        <List size="md" spacing={4}>
          <List.Item>{t('erase.goes')}</List.Item>
          <List.Item>{t('erase.points', { points: format.points(customer.wallet.available) })}</List.Item>
          <List.Item>{t('erase.stays')}</List.Item>
        </List>
        <TextInput
          label={t('erase.type', { word })}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </DialogForm>
    </Modal>
  );
}

/** Erasing a person on their request: says what goes and what stays, and wants the word typed. */
import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { useNotify, useRefusalText } from '../../app/parts/refusal.ts';
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
  const textOf = useRefusalText();
  const name = useCustomerName()(customer);
  const { erase } = useCustomerActions(customer.id);
  const [typed, setTyped] = useState('');
  const word = t('erase.word');
  const isTyped = typed.trim().toLowerCase() === word;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (!isTyped || erase.isPending) return;
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
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
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
          {erase.error && (
            <Alert color="red" variant="light" role="alert">
              {textOf(erase.error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red.8" disabled={!isTyped} loading={erase.isPending}>
              {t('erase.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

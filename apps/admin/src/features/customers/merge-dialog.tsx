/** Two records of one person become one: find the other, compare, confirm. */
import { Alert, Modal, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import type { CustomerProfile, CustomerRow } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { useNotify, useRefusalText } from '../../app/parts/refusal.ts';
import { SearchField } from '../../app/parts/search-field.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { CustomerName, useCustomerName } from './customer-name.tsx';
import { MergeTable } from './merge-table.tsx';
import { useMerge, useMergePreview, useOthers } from './use-merge.ts';

interface MergeDialogProps {
  customer: CustomerProfile;
  onClose: () => void;
}

export function MergeDialog({ customer, onClose }: MergeDialogProps) {
  const { t } = useTranslation('customers');
  const name = useCustomerName()(customer);
  const [other, setOther] = useState<CustomerRow | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('merge.title', { name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {other === null ? (
        <FindOther customer={customer} onChoose={setOther} />
      ) : (
        <Compare customer={customer} other={other} onBack={() => setOther(null)} onClose={onClose} />
      )}
    </Modal>
  );
}

function FindOther({
  customer,
  onChoose,
}: {
  customer: CustomerProfile;
  onChoose: (other: CustomerRow) => void;
}) {
  const { t } = useTranslation('customers');
  const textOf = useRefusalText();
  const [q, setQ] = useState('');
  const others = useOthers(customer.id, q);
  return (
    <Stack gap="md">
      <Text size="md">{t('merge.lead')}</Text>
      <SearchField
        label={t('merge.search')}
        placeholder={t('filter.searchPlaceholder')}
        value={q}
        onChange={setQ}
      />
      {others.isLoading && <Skeleton h={52} radius="md" />}
      {others.error && (
        <Alert color="red" variant="light" role="alert">
          {textOf(others.error)}
        </Alert>
      )}
      {others.data?.length === 0 && (
        <Text size="md" c="dimmed" role="status">
          {t('merge.nobody')}
        </Text>
      )}
      <Stack gap={4}>
        {others.data?.map((one) => (
          <Other key={one.id} other={one} onChoose={() => onChoose(one)} />
        ))}
      </Stack>
    </Stack>
  );
}

function Other({ other, onChoose }: { other: CustomerRow; onChoose: () => void }) {
  const format = useFormat();
  const note = [other.phone, format.points(other.wallet.available)].filter(Boolean).join(' · ');
  return (
    <UnstyledButton className="merge-choice" onClick={onChoose}>
      <CustomerName customer={other} note={note} />
    </UnstyledButton>
  );
}

interface CompareProps extends MergeDialogProps {
  other: CustomerRow;
  onBack: () => void;
}

function Compare({ customer, other, onBack, onClose }: CompareProps) {
  const { t } = useTranslation('customers');
  const preview = useMergePreview(customer.id, other.id);
  const merge = useMerge(customer.id, other.id);
  const submit = useSubmit(merge, onClose);
  return (
    <DialogForm
      submitLabel={t('merge.submit')}
      tone="danger"
      closeLabel={t('merge.another')}
      isDisabled={!preview.data}
      error={merge.error ?? preview.error}
      onSubmit={submit}
      onClose={onBack}
    >
      {preview.isLoading && <Skeleton h={280} radius="md" aria-busy />}
      {preview.data && (
        <>
          <MergeTable preview={preview.data} />
          <Text size="md">{t('merge.after')}</Text>
        </>
      )}
    </DialogForm>
  );
}

function useSubmit(merge: ReturnType<typeof useMerge>, onClose: () => void) {
  const { t } = useTranslation('customers');
  const { href } = useBrand();
  const format = useFormat();
  const notify = useNotify();
  const [, navigate] = useLocation();
  return async () => {
    const made = await merge.mutateAsync().catch(() => null);
    if (!made) return;
    notify.done(t('merge.done', { points: format.points(made.wallet.available) }));
    onClose();
    navigate(href(`/customers/${made.customerId}`));
  };
}

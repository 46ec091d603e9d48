/** Why a receipt is refused: one of the known reasons, and words to the person where they help. */
import { Modal, Radio, Stack, Textarea } from '@mantine/core';
import { type ReceiptDecision, type ReceiptRefusal, receiptRefusals } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';

interface RefuseProps {
  count: number;
  onClose: () => void;
  /** Tells of a refusal itself; the dialog stays open then, with what was typed. */
  onRefuse: (decision: ReceiptDecision) => Promise<void>;
}

export function RefuseDialog({ opened, ...form }: RefuseProps & { opened: boolean }) {
  const { t } = useTranslation('receipts');
  return (
    <Modal
      opened={opened}
      onClose={form.onClose}
      title={t('refusing.title', { count: form.count })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <RefuseForm {...form} />
    </Modal>
  );
}

function RefuseForm({ count, onClose, onRefuse }: RefuseProps) {
  const { t } = useTranslation('receipts');
  const [refusal, setRefusal] = useState<ReceiptRefusal>('unreadable');
  const [note, setNote] = useState('');
  const isNoteMissing = refusal === 'other' && note.trim() === '';
  return (
    <DialogForm
      submitLabel={t('refusing.submit', { count })}
      tone="danger"
      isDisabled={isNoteMissing}
      error={null}
      onClose={onClose}
      onSubmit={() => onRefuse({ kind: 'refuse', refusal, ...(note.trim() ? { note: note.trim() } : {}) })}
    >
      <Radio.Group
        label={t('refusing.reason')}
        description={t('refusing.reasonHelp')}
        value={refusal}
        onChange={(value) => setRefusal(receiptRefusals.find((one) => one === value) ?? 'other')}
      >
        <Stack gap={8} mt="xs">
          {receiptRefusals.map((value, index) => (
            <Radio
              key={value}
              value={value}
              label={t(`refusal.${value}`)}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('refusing.note')}
        description={refusal === 'other' ? t('refusing.noteNeeded') : t('refusing.noteHelp')}
        maxLength={300}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

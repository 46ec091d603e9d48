/** Giving or taking points by hand: with a reason, within the role's limit, and the new balance shown before. */
import { Modal, NumberInput, SegmentedControl } from '@mantine/core';
import { adjustmentLimitPoints, type CustomerProfile } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { OutcomePreview } from '../../app/parts/outcome.tsx';
import { ReasonField, useReason } from '../../app/parts/reason-field.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { useCustomerName } from './customer-name.tsx';
import { useAdjustment } from './use-customer.ts';

interface AdjustDialogProps {
  customer: CustomerProfile;
  onClose: () => void;
}

export function AdjustDialog({ customer, onClose }: AdjustDialogProps) {
  const { t } = useTranslation('customers');
  const name = useCustomerName()(customer);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('adjust.title', { name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <AdjustForm customer={customer} onClose={onClose} />
    </Modal>
  );
}

function AdjustForm({ customer, onClose }: AdjustDialogProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { may } = useBrand();
  const notify = useNotify();
  const [kind, setKind] = useState('give');
  const [typed, setTyped] = useState<number | string>('');
  const reason = useReason();
  const count = Number(typed) || 0;
  const points = kind === 'give' ? count : -count;
  const adjustment = useAdjustment(customer.id, { points, reason: reason.text });
  const isLimited = !may('points.adjust.unlimited');
  const isOverLimit = isLimited && count > adjustmentLimitPoints;
  const isReady = count > 0 && !isOverLimit && !reason.isShort;

  async function submit() {
    reason.leave();
    if (!isReady) return;
    const made = await adjustment.mutateAsync().catch(() => null);
    if (!made) return;
    notify.done(t('adjust.done', { points: format.points(made.wallet.available) }));
    onClose();
  }

  return (
    <DialogForm
      submitLabel={t(kind === 'give' ? 'adjust.submitGive' : 'adjust.submitTake', {
        points: format.points(count),
      })}
      tone={kind === 'give' ? 'plain' : 'danger'}
      isDisabled={count === 0 || isOverLimit}
      error={adjustment.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <SegmentedControl
        fullWidth
        value={kind}
        onChange={setKind}
        data={[
          { value: 'give', label: t('adjust.give') },
          { value: 'take', label: t('adjust.take') },
        ]}
      />
      <NumberInput
        label={t('adjust.points')}
        description={
          isLimited ? t('adjust.limit', { points: format.points(adjustmentLimitPoints) }) : undefined
        }
        data-autofocus
        size="md"
        min={0}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        thousandSeparator={'\u202f'}
        value={typed}
        onChange={setTyped}
        error={isOverLimit ? t('adjust.overLimit', { points: format.points(adjustmentLimitPoints) }) : null}
      />
      <ReasonField label={t('adjust.reason')} description={t('adjust.reasonHelp')} reason={reason} />
      {count > 0 && (
        <OutcomePreview
          lines={[
            t('adjust.preview', {
              before: format.points(customer.wallet.available),
              after: format.points(customer.wallet.available + points),
            }),
          ]}
        />
      )}
    </DialogForm>
  );
}

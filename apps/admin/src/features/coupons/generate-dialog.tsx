/** More codes for a pool: how many; they are made in the background. */
import { Modal, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { type Typed, typedNumber } from './terms-draft.ts';
import { useGenerate } from './use-coupons.ts';

/** The contract's limit of one order. */
const most = 200_000;

export function GenerateDialog({ poolId, onClose }: { poolId: string; onClose: () => void }) {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  const generate = useGenerate(poolId);
  const [quantity, setQuantity] = useState<Typed>(100);
  const isWrong = quantity === '' || quantity < 1 || quantity > most;
  async function submit() {
    if (isWrong) return;
    const ordered = await generate.mutateAsync(quantity).catch(() => null);
    if (ordered) onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('generate.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <DialogForm
        submitLabel={t('generate.submit')}
        isDisabled={isWrong}
        error={generate.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <NumberInput
          label={t('generate.quantity')}
          description={t('generate.most', { most: format.count(most) })}
          min={1}
          max={most}
          allowDecimal={false}
          thousandSeparator={'\u202f'}
          data-autofocus
          value={quantity}
          onChange={(typed) => setQuantity(typedNumber(typed))}
        />
      </DialogForm>
    </Modal>
  );
}

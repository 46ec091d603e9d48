/** Where a person works: some shops or all, with what that opens and closes for them. */
import { Modal } from '@mantine/core';
import type { StaffMember } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { ShopsChoice } from '../shops/shop-choice.tsx';
import { useStaffActions } from './use-staff-list.ts';

export function ShopsDialog({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const notify = useNotify();
  const { setShops } = useStaffActions();
  const [shopIds, setShopIds] = useState(person.shops.map(({ id }) => id));

  async function save() {
    const changed = await setShops.mutateAsync({ id: person.id, shopIds }).catch(() => null);
    if (!changed) return;
    notify.done(t('shops.done', { name: person.name }));
    onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shops.title', { name: person.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <DialogForm submitLabel={t('shops.submit')} error={setShops.error} onSubmit={save} onClose={onClose}>
        <ShopsChoice
          label={t('shops.label')}
          description={t('shops.help')}
          placeholder={t('shops.all')}
          value={shopIds}
          onChange={setShopIds}
        />
      </DialogForm>
    </Modal>
  );
}

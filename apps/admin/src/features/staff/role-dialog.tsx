/** Another role for a person, with what it opens and closes for them. */
import { Modal } from '@mantine/core';
import type { StaffMember } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { RoleChoice } from './role-choice.tsx';
import { useStaffActions } from './use-staff-list.ts';

export function RoleDialog({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const notify = useNotify();
  const { changeRole } = useStaffActions();
  const [role, setRole] = useState(person.role);

  async function save() {
    const changed = await changeRole.mutateAsync({ id: person.id, role }).catch(() => null);
    if (!changed) return;
    notify.done(t('changeRole.done', { name: person.name, role: t(`app:role.${role}`) }));
    onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('changeRole.title', { name: person.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <DialogForm
        submitLabel={t('changeRole.submit')}
        isDisabled={role === person.role}
        error={changeRole.error}
        onSubmit={save}
        onClose={onClose}
      >
        <RoleChoice value={role} onChange={setRole} />
      </DialogForm>
    </Modal>
  );
}

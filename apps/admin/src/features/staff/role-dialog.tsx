/** Another role for a person, with what it opens and closes for them. */
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { StaffMember } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify, useRefusalText } from '../../app/parts/refusal.ts';
import { RoleChoice } from './role-choice.tsx';
import { useStaffActions } from './use-staff-list.ts';

export function RoleDialog({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const textOf = useRefusalText();
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
      <Stack gap="lg">
        <RoleChoice value={role} onChange={setRole} />
        {changeRole.error && (
          <Alert color="red" variant="light" role="alert">
            {textOf(changeRole.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={role === person.role} loading={changeRole.isPending} onClick={() => void save()}>
            {t('changeRole.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

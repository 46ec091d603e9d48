/** A link with which a person sets a new password: what it does, then the link, which is shown only now. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import type { StaffMember } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { SecretBox } from '../../app/parts/secret-box.tsx';
import { useStaffActions } from './use-staff-list.ts';

export function ResetLinkDialog({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const { makeResetLink } = useStaffActions();
  const link = makeResetLink.data?.link;
  const { name } = person;
  async function submit() {
    await makeResetLink.mutateAsync(person.id).catch(() => null);
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={link ? t('resetLink.readyTitle') : t('resetLink.title', { name })}
      closeOnClickOutside={link === undefined}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {link ? (
        <Stack gap="md">
          <SecretBox label={t('resetLink.link', { name })} value={link} note={t('resetLink.once')} />
          <Button onClick={onClose}>{t('resetLink.finish')}</Button>
        </Stack>
      ) : (
        <DialogForm
          submitLabel={t('resetLink.submit')}
          error={makeResetLink.error}
          onSubmit={submit}
          onClose={onClose}
        >
          <Text size="md">{t('resetLink.body')}</Text>
          {(person.twoFactorEnabled || person.hasPasskey) && <Text size="md">{t('resetLink.twoSteps')}</Text>}
        </DialogForm>
      )}
    </Modal>
  );
}

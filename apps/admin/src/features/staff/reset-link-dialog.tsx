/** A link with which a person sets a new password: what it does, then the link, which is shown only now. */
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { StaffMember } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { SecretBox } from '../../app/parts/secret-box.tsx';
import { useStaffActions } from './use-staff-list.ts';

export function ResetLinkDialog({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const textOf = useRefusalText();
  const { makeResetLink } = useStaffActions();
  const link = makeResetLink.data?.link;
  const { name } = person;
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
        <Stack gap="md">
          <Text size="md">{t('resetLink.body')}</Text>
          {(person.twoFactorEnabled || person.hasPasskey) && <Text size="md">{t('resetLink.twoSteps')}</Text>}
          {makeResetLink.error && (
            <Alert color="red" variant="light" role="alert">
              {textOf(makeResetLink.error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('cancel')}
            </Button>
            <Button loading={makeResetLink.isPending} onClick={() => makeResetLink.mutate(person.id)}>
              {t('resetLink.submit')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

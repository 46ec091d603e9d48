/** Inviting a person: role and, if known, e-mail; then the link, which is shown only now. */
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import type { Role } from '@regulars/contracts/permissions';
import { email as emailContract } from '@regulars/contracts/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { SecretBox } from '../../app/parts/secret-box.tsx';
import { ShopsChoice } from '../shops/shop-choice.tsx';
import { useShopOptions } from '../shops/use-shops.ts';
import { RoleChoice } from './role-choice.tsx';
import { useStaffActions } from './use-staff-list.ts';

export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const [link, setLink] = useState<string | null>(null);
  function close() {
    onClose();
    setLink(null);
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t(link ? 'invite.readyTitle' : 'invite.title')}
      closeOnClickOutside={link === null}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {link ? (
        <Stack gap="md">
          <SecretBox label={t('invite.link')} value={link} note={t('invite.once')} />
          <Button onClick={close}>{t('invite.finish')}</Button>
        </Stack>
      ) : (
        <InviteForm onClose={close} onLink={setLink} />
      )}
    </Modal>
  );
}

function InviteForm({ onClose, onLink }: { onClose: () => void; onLink: (link: string) => void }) {
  const { t } = useTranslation('staff');
  const { invite } = useStaffActions();
  const [role, setRole] = useState<Role>('cashier');
  const [email, setEmail] = useState('');
  const [shopIds, setShopIds] = useState<string[]>([]);
  const hasShops = useShopOptions().length > 1;
  const [isLeft, setLeft] = useState(false);
  const isWrong = email.trim() !== '' && !emailContract.safeParse(email.trim()).success;

  async function submit() {
    setLeft(true);
    if (isWrong) return;
    const offer = { role, email: email.trim(), shopIds: role === 'owner' ? [] : shopIds };
    const made = await invite.mutateAsync(offer).catch(() => null);
    if (made) onLink(made.link);
  }

  return (
    <DialogForm submitLabel={t('invite.submit')} error={invite.error} onSubmit={submit} onClose={onClose}>
      <RoleChoice value={role} onChange={setRole} />
      {hasShops && role !== 'owner' && (
        <ShopsChoice
          label={t('shops.label')}
          description={t('shops.help')}
          placeholder={t('shops.all')}
          value={shopIds}
          onChange={setShopIds}
        />
      )}
      <TextInput
        label={t('invite.email')}
        description={t('invite.emailHelp')}
        type="email"
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        onBlur={() => setLeft(true)}
        error={isLeft && isWrong ? t('field.email') : null}
      />
    </DialogForm>
  );
}

/** Making a key: a name and what it may do; then the secret, shown only now, with a call to try. */
import { Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { Scope } from '@regulars/contracts/permissions';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { CopyAction, SecretBox } from '../../app/parts/secret-box.tsx';
import { ShopChoice } from '../shops/shop-choice.tsx';
import { useShopOptions } from '../shops/use-shops.ts';
import { curlExample } from './curl-example.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { useApiKeyActions } from './use-api-keys.ts';

interface MadeKey {
  secret: string;
  scopes: Scope[];
}

export function CreateDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('api-keys');
  const [made, setMade] = useState<MadeKey | null>(null);
  function close() {
    onClose();
    setMade(null);
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={t(made ? 'ready.title' : 'create.title')}
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {made ? <ReadyKey made={made} onClose={close} /> : <KeyForm onClose={close} onMade={setMade} />}
    </Modal>
  );
}

function ReadyKey({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const { t } = useTranslation('api-keys');
  const example = curlExample(location.origin, made.secret, made.scopes);
  return (
    <Stack gap="lg">
      <SecretBox label={t('ready.secret')} value={made.secret} note={t('ready.once')} />
      <div>
        <Group justify="space-between" mb={6}>
          <Text size="sm" fw={500}>
            {t('ready.try')}
          </Text>
          <CopyAction value={example} />
        </Group>
        <Code block fz="sm">
          {example}
        </Code>
      </div>
      <Button onClick={onClose}>{t('ready.finish')}</Button>
    </Stack>
  );
}

function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (made: MadeKey) => void }) {
  const { t } = useTranslation('api-keys');
  const { create } = useApiKeyActions();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>([]);
  const [shopId, setShopId] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const hasShops = useShopOptions().length > 0;

  async function submit() {
    setTried(true);
    if (name.trim() === '' || scopes.length === 0) return;
    const body = { name: name.trim(), scopes, ...(shopId === null ? {} : { shopId }) };
    const made = await create.mutateAsync(body).catch(() => null);
    if (made) onMade(made);
  }

  return (
    <DialogForm submitLabel={t('create.submit')} error={create.error} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={t('create.name')}
        description={t('create.nameHelp')}
        maxLength={64}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isTried && name.trim() === '' ? t('field.required') : null}
      />
      {hasShops && (
        <ShopChoice
          label={t('create.shop')}
          description={t('create.shopHelp')}
          placeholder={t('create.anyShop')}
          value={shopId}
          onChange={setShopId}
        />
      )}
      <ScopeChoice
        value={scopes}
        onChange={setScopes}
        error={isTried && scopes.length === 0 ? t('field.chooseOne') : null}
      />
    </DialogForm>
  );
}

/** Passkeys: signing in with a fingerprint or a face instead of the password. */
import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authRefusalText, passkeyAuth } from '../../app/auth.ts';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { formatOwnMoment } from '../../app/parts/use-format.ts';
import { type Passkey, passkeysKey, usePasskeys, useUnwrap } from './use-account.ts';

export function Passkeys() {
  const { t } = useTranslation('account');
  const { data, error, refetch } = usePasskeys();
  return (
    <Surface title={t('passkeys.title')} lead={t('passkeys.lead')}>
      <Stack gap="sm">
        {error && (
          <Alert color="red" variant="light">
            {error.message}{' '}
            <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
              {t('retry')}
            </Button>
          </Alert>
        )}
        {!data && !error && <Skeleton h={36} />}
        {data?.length === 0 && (
          <Text size="md" c="dimmed">
            {t('passkeys.none')}
          </Text>
        )}
        {data?.map((passkey) => (
          <PasskeyLine key={passkey.id} passkey={passkey} />
        ))}
        <AddPasskey />
      </Stack>
    </Surface>
  );
}

function PasskeyLine({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const unwrap = useUnwrap();
  const [isAsking, setAsking] = useState(false);
  const name = passkey.name ?? t('passkeys.nameless');

  async function remove() {
    unwrap(
      await passkeyAuth.$fetch<object>('/passkey/delete-passkey', {
        method: 'POST',
        body: { id: passkey.id },
      }),
    );
    await client.invalidateQueries({ queryKey: passkeysKey });
  }

  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <IconFingerprint size={22} stroke={1.6} aria-hidden />
        <div>
          <Text size="md" fw={500}>
            {name}
          </Text>
          {passkey.createdAt && (
            <Text size="sm" c="dimmed">
              {t('passkeys.made', { when: formatOwnMoment(new Date(passkey.createdAt).toISOString()) })}
            </Text>
          )}
        </div>
      </Group>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t('passkeys.remove')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('passkeys.askTitle', { name })}
        confirmLabel={t('passkeys.remove')}
        onClose={() => setAsking(false)}
        onConfirm={remove}
      >
        {t('passkeys.askBody')}
      </ConfirmDialog>
    </Group>
  );
}

function AddPasskey() {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const notify = useNotify();
  const [isRunning, setRunning] = useState(false);

  async function add() {
    setRunning(true);
    const answer = await passkeyAuth.passkey.addPasskey({ name: deviceName() });
    setRunning(false);
    if (answer.error) return notify.warn(authRefusalText(t, answer.error));
    await client.invalidateQueries({ queryKey: passkeysKey });
    notify.done(t('passkeys.added'));
  }

  return (
    <Button
      variant="default"
      w="fit-content"
      leftSection={<IconFingerprint size={18} />}
      loading={isRunning}
      onClick={() => void add()}
    >
      {t('passkeys.add')}
    </Button>
  );
}

/** A name to tell keys apart, from what the browser says it runs on. */
function deviceName(): string {
  const system = navigator.userAgent.match(/iPhone|iPad|Android|Mac OS X|Windows|Linux/)?.[0] ?? 'Browser';
  return system === 'Mac OS X' ? 'Mac' : system;
}

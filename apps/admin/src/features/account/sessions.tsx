/** Where the person is signed in, and signing out everywhere at once. */
import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../../app/auth.ts';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { signOut } from '../../app/sign-out.ts';
import { useSessions, useUnwrap } from './use-account.ts';

export function Sessions() {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const unwrap = useUnwrap();
  const { data } = useSessions();
  const [isAsking, setAsking] = useState(false);

  async function signOutEverywhere() {
    unwrap(await auth.revokeSessions());
    await signOut(client);
  }

  return (
    <Surface title={t('sessions.title')}>
      <Stack gap="md">
        <Text size="md" c="dimmed">
          {data ? t('sessions.count', { count: data.length }) : t('sessions.lead')}
        </Text>
        <Button variant="default" w="fit-content" onClick={() => setAsking(true)}>
          {t('sessions.endAll')}
        </Button>
      </Stack>
      <ConfirmDialog
        opened={isAsking}
        title={t('sessions.askTitle')}
        confirmLabel={t('sessions.endAll')}
        onClose={() => setAsking(false)}
        onConfirm={signOutEverywhere}
      >
        {t('sessions.askBody')}
      </ConfirmDialog>
    </Surface>
  );
}

/** The person's own name, e-mail and language of the admin. */
import { Box, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meKey } from '../../app/api.ts';
import { auth, authRefusalText } from '../../app/auth.ts';
import { useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useStaff } from '../../app/session.tsx';
import { LanguageSwitch } from '../../app/shell/language-switch.tsx';

const longestName = 100;

export function Profile() {
  const { t } = useTranslation('account');
  const { name: saved, email } = useStaff();
  const client = useQueryClient();
  const notify = useNotify();
  const [name, setName] = useState(saved);
  const [isRunning, setRunning] = useState(false);
  const isEmpty = name.trim() === '';

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setRunning(true);
    const { error } = await auth.updateUser({ name: name.trim() });
    setRunning(false);
    if (error) return notify.warn(authRefusalText(t, error));
    await client.invalidateQueries({ queryKey: meKey });
    notify.done(t('profile.saved'));
  }

  return (
    <Surface title={t('profile.title')}>
      <Stack gap="md" maw={360}>
        <form onSubmit={(event) => void submit(event)}>
          <Group align="flex-start" gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('profile.name')}
              description={t('profile.nameHelp')}
              autoComplete="name"
              maxLength={longestName}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={isEmpty ? t('field.required') : null}
            />
            {name.trim() !== saved && (
              <Button type="submit" mt={22} loading={isRunning} disabled={isEmpty}>
                {t('save')}
              </Button>
            )}
          </Group>
        </form>
        <div>
          <Text size="sm" fw={500}>
            {t('profile.email')}
          </Text>
          <Text size="md">{email}</Text>
        </div>
        <Box>
          <Text size="sm" fw={500} mb={4}>
            {t('profile.language')}
          </Text>
          <LanguageSwitch saved />
        </Box>
      </Stack>
    </Surface>
  );
}

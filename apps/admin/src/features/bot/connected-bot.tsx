/** Who the bot is and how it hears from Telegram, with what can be done to it. */
import { Anchor, Avatar, Badge, Button, Group, Menu, Stack, Text } from '@mantine/core';
import type { Bot } from '@regulars/contracts';
import { IconDots, IconPlugConnectedX, IconRefresh, IconReplace } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useBotActions } from './use-bot.ts';

export function ConnectedBot({ bot, onReplace }: { bot: Bot; onReplace: () => void }) {
  const { t } = useTranslation('bot');
  const notify = useNotify();
  const { check, disconnect } = useBotActions();
  const [isAsking, setAsking] = useState(false);

  async function checkAgain() {
    try {
      const checked = await check.mutateAsync();
      if (checked.checks.every(({ ok }) => ok)) notify.done(t('check.allGood'));
    } catch (error) {
      notify.problem(error);
    }
  }

  return (
    <Surface>
      <Group justify="space-between" align="flex-start">
        <BotIdentity bot={bot} />
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={check.isPending}
            onClick={() => void checkAgain()}
          >
            {t('check.again')}
          </Button>
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <Button variant="default" px={9} aria-label={t('more')}>
                <IconDots size={18} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconReplace size={16} />} onClick={onReplace}>
                {t('replace')}
              </Menu.Item>
              <Menu.Item
                c="var(--mantine-color-error)"
                leftSection={<IconPlugConnectedX size={16} />}
                onClick={() => setAsking(true)}
              >
                {t('disconnect.action')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <ConfirmDialog
        opened={isAsking}
        title={t('disconnect.title', { name: bot.name })}
        confirmLabel={t('disconnect.action')}
        onClose={() => setAsking(false)}
        onConfirm={() => disconnect.mutateAsync()}
      >
        {t('disconnect.body')}
      </ConfirmDialog>
    </Surface>
  );
}

function BotIdentity({ bot }: { bot: Bot }) {
  const { t } = useTranslation('bot');
  const format = useFormat();
  return (
    <Group gap="md" wrap="nowrap">
      <Avatar
        src={bot.photoUrl}
        size={56}
        radius="xl"
        alt=""
        name={bot.name ?? ''}
        color="leaf"
        variant="filled"
      />
      <Stack gap={2}>
        <Group gap="xs">
          <Text fw={600} size="lg">
            {bot.name}
          </Text>
          <Badge variant="light" tt="none">
            {t('connected')}
          </Badge>
        </Group>
        {bot.username && (
          <Anchor href={`https://t.me/${bot.username}`} target="_blank" rel="noreferrer" size="sm">
            @{bot.username}
          </Anchor>
        )}
        <Text size="sm" c="dimmed">
          {t(`updates.${bot.updates}`)}
          {' · '}
          {bot.lastUpdateAt ? t('heard', { when: format.moment(bot.lastUpdateAt) }) : t('neverHeard')}
        </Text>
      </Stack>
    </Group>
  );
}

/** How to get a token from BotFather, and the field to paste it into. */
import { Alert, Anchor, Button, List, PasswordInput, Stack } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useNotify, useRefusalText } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useBotActions } from './use-bot.ts';

/** As BotFather writes them: the bot's number, a colon, 30 or more letters. */
const tokenShape = /^\d{5,}:[\w-]{30,}$/;
const steps = ['open', 'newbot', 'name', 'copy'] as const;

export function ConnectBot({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('bot');
  const textOf = useRefusalText();
  const notify = useNotify();
  const { connect } = useBotActions();
  const [token, setToken] = useState('');
  const [isLeft, setLeft] = useState(false);
  const isMisshapen = isLeft && token !== '' && !tokenShape.test(token.trim());

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const bot = await connect.mutateAsync(token.trim()).catch(() => null);
    if (!bot) return;
    setToken('');
    notify.done(t('connect.done', { name: bot.name }));
    onDone();
  }

  return (
    <Surface title={t('connect.title')} lead={t('connect.lead')}>
      <Stack gap="lg">
        <List type="ordered" spacing={6} size="md">
          {steps.map((step) => (
            <List.Item key={step}>
              <Trans
                t={t}
                i18nKey={`connect.step.${step}`}
                components={{
                  father: <Anchor href="https://t.me/BotFather" target="_blank" rel="noreferrer" />,
                  code: <code />,
                }}
              />
            </List.Item>
          ))}
        </List>
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <PasswordInput
              label={t('connect.token')}
              description={t('connect.tokenHelp')}
              placeholder="123456789:AAH…"
              autoComplete="off"
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              onBlur={() => setLeft(true)}
              error={isMisshapen ? t('connect.misshapen') : null}
              visibilityToggleButtonProps={{ 'aria-label': t('connect.show') }}
            />
            {connect.error && !isMisshapen && (
              <Alert color="red" variant="light" role="alert">
                {textOf(connect.error)}
              </Alert>
            )}
            <Button type="submit" w="fit-content" loading={connect.isPending} disabled={token.trim() === ''}>
              {t('connect.submit')}
            </Button>
          </Stack>
        </form>
      </Stack>
    </Surface>
  );
}

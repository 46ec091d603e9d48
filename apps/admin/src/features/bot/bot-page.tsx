/** The brand's bot: connecting it by its token, and how it is doing once connected. */
import { Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';
import { LoadError } from '../../app/parts/states.tsx';
import { BotChecks } from './bot-checks.tsx';
import { ConnectBot } from './connect-bot.tsx';
import { ConnectedBot } from './connected-bot.tsx';
import { useBot } from './use-bot.ts';

export function BotPage() {
  const { t } = useTranslation('bot');
  const { data, error, refetch } = useBot();
  const [isReplacing, setReplacing] = useState(false);
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      {!data && error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Stack gap="lg">
          <Skeleton h={120} radius="lg" />
          <Skeleton h={320} radius="lg" />
        </Stack>
      )}
      {data && (
        <Stack gap="lg">
          {data.connected && <ConnectedBot bot={data} onReplace={() => setReplacing(true)} />}
          {data.connected && <BotChecks checks={data.checks} />}
          {(!data.connected || isReplacing) && <ConnectBot onDone={() => setReplacing(false)} />}
        </Stack>
      )}
    </Page>
  );
}

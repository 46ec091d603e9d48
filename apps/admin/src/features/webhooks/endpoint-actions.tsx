/** What can be done with an endpoint: test, change, and the rarer acts in a menu; each says what it will do. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRepeat,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { EndpointDialog } from './endpoint-form.tsx';
import { endpointName } from './endpoint-name.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { type Endpoint, useWebhookActions } from './use-webhooks.ts';

type Act = 'edit' | 'rotate' | 'off' | 'delete' | 'replayFailed';

interface ActionsProps {
  endpoint: Endpoint;
  /** With the delivery that holds the answer. */
  onTested: (deliveryId: string) => void;
}

export function EndpointActions({ endpoint, onTested }: ActionsProps) {
  const { t } = useTranslation('webhooks');
  const notify = useNotify();
  const tell = (error: unknown) => void notify.problem(error);
  const { test } = useWebhookActions();
  const [act, setAct] = useState<Act | null>(null);

  async function sendTest() {
    const sent = await test.mutateAsync(endpoint.id).catch(tell);
    if (sent) onTested(sent.id);
  }

  return (
    <>
      <Button leftSection={<IconSend size={16} />} loading={test.isPending} onClick={() => void sendTest()}>
        {t('act.test')}
      </Button>
      <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setAct('edit')}>
        {t('act.edit')}
      </Button>
      <MoreMenu endpoint={endpoint} onChoose={setAct} />
      <ActDialogs endpoint={endpoint} act={act} onClose={() => setAct(null)} />
    </>
  );
}

function MoreMenu({ endpoint, onChoose }: { endpoint: Endpoint; onChoose: (act: Act) => void }) {
  const { t } = useTranslation('webhooks');
  const notify = useNotify();
  const tell = (error: unknown) => void notify.problem(error);
  const { switchTo } = useWebhookActions();
  const { id, isEnabled, failedCount } = endpoint;

  async function switchOn() {
    const on = await switchTo.mutateAsync({ id, isEnabled: true }).catch(tell);
    if (on) notify.done(t('off.undone'));
  }

  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('act.more', { name: endpointName(endpoint) })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconRepeat size={16} />}
          disabled={failedCount === 0 || !isEnabled}
          onClick={() => onChoose('replayFailed')}
        >
          {t('act.replayFailed')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => onChoose('rotate')}>
          {t('act.rotate')}
        </Menu.Item>
        {isEnabled ? (
          <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => onChoose('off')}>
            {t('act.off')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => void switchOn()}>
            {t('act.on')}
          </Menu.Item>
        )}
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onChoose('delete')}>
          {t('act.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ActDialogsProps {
  endpoint: Endpoint;
  act: Act | null;
  onClose: () => void;
}

function ActDialogs({ endpoint, act, onClose }: ActDialogsProps) {
  const { t } = useTranslation('webhooks');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const notify = useNotify();
  const { switchTo, remove, rotate, replayFailed } = useWebhookActions();
  const [secret, setSecret] = useState<string | null>(null);
  const { id } = endpoint;
  const doing: Record<Exclude<Act, 'edit'>, () => Promise<unknown>> = {
    rotate: async () => setSecret((await rotate.mutateAsync(id)).secret),
    off: async () => {
      await switchTo.mutateAsync({ id, isEnabled: false });
      notify.done(t('off.done'));
    },
    delete: async () => {
      await remove.mutateAsync(id);
      notify.done(t('delete.done'));
      navigate(href('/settings/webhooks'));
    },
    replayFailed: async () => {
      const { replayedCount } = await replayFailed.mutateAsync(id);
      notify.done(t('replayFailed.done', { count: replayedCount }));
    },
  };
  return (
    <>
      <EndpointDialog opened={act === 'edit'} endpoint={endpoint} onClose={onClose} onDone={onClose} />
      {act !== null && act !== 'edit' && (
        <ConfirmDialog
          opened
          title={t(`${act}.title`)}
          confirmLabel={t(`${act}.action`)}
          tone={act === 'off' || act === 'delete' ? 'danger' : 'plain'}
          onClose={onClose}
          onConfirm={doing[act]}
        >
          {t(`${act}.body`)}
        </ConfirmDialog>
      )}
      <SecretDialog secret={secret} kind="rotated" onClose={() => setSecret(null)} />
    </>
  );
}

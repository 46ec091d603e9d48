/** The page of one reward, new or kept: its form, what became of its coupons, and putting it on sale. */
import { Button, Group, Stack } from '@mantine/core';
import { IconArchive, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { Figures } from '../../app/parts/figures.tsx';
import { LoadedPage } from '../../app/parts/loaded.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useShownIn } from '../coupons/use-shown-in.ts';
import { RewardForm } from './reward-form.tsx';
import { RewardState } from './state-badge.tsx';
import { type Reward, type RewardDetails, useReward, useRewardActions } from './use-rewards.ts';
import { useRewardEditor } from './use-reward-editor.ts';

export function NewRewardPage() {
  const { t } = useTranslation('rewards');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const editor = useRewardEditor(null, (id) => navigate(href(`/rewards/${id}`), { replace: true }));
  return (
    <Page title={t('newTitle')} lead={t('newLead')}>
      <RewardForm editor={editor} reward={null} />
    </Page>
  );
}

export function RewardPage({ id }: { id: string }) {
  const { t } = useTranslation('rewards');
  return (
    <LoadedPage title={t('one')} query={useReward(id)}>
      {(reward) => <KeptReward reward={reward} />}
    </LoadedPage>
  );
}

function KeptReward({ reward }: { reward: RewardDetails }) {
  const shown = useShownIn();
  const editor = useRewardEditor(reward, () => undefined);
  return (
    <Page
      title={shown(reward.title)}
      lead={
        <Group gap="xs" component="span">
          <RewardState reward={reward} />
          {reward.summary}
        </Group>
      }
      actions={<RewardActions reward={reward} isHeld={editor.isDirty} />}
    >
      <Stack gap="lg">
        <Counts reward={reward} />
        <RewardForm editor={editor} reward={reward} />
      </Stack>
    </Page>
  );
}

function Counts({ reward: { id, soldCount, leftCount, couponCounts } }: { reward: RewardDetails }) {
  const { t } = useTranslation('rewards');
  const { href, may } = useBrand();
  const format = useFormat();
  return (
    <Surface
      title={t('count.title')}
      action={
        may('coupons.read') && (
          <Button component={Link} href={href(`/coupons/all?reward=${id}`)} variant="default" size="xs">
            {t('count.open')}
          </Button>
        )
      }
    >
      <Figures
        figures={[
          { label: t('count.sold'), value: format.count(soldCount) },
          {
            label: t('count.left'),
            value: leftCount === null ? t('count.endless') : format.count(leftCount),
          },
          ...(['issued', 'redeemed', 'expired', 'cancelled'] as const).map((name) => ({
            label: t(`count.${name}`),
            value: format.count(couponCounts[name]),
          })),
        ]}
      />
    </Surface>
  );
}

/** While changes are unsaved, the state waits: what goes on sale is what is seen. */
function RewardActions({ reward, isHeld }: { reward: Reward; isHeld: boolean }) {
  const { t } = useTranslation('rewards');
  const { may } = useBrand();
  const notify = useNotify();
  const { setState } = useRewardActions();
  const [isArchiving, setArchiving] = useState(false);
  const { id, state } = reward;
  if (!may('rewards.write')) return null;
  async function put(next: Reward['state'], words: string) {
    const done = await setState
      .mutateAsync({ id, state: next })
      .catch((error: unknown) => void notify.problem(error));
    if (done) notify.done(words);
  }
  return (
    <>
      {state !== 'active' && (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          disabled={isHeld}
          loading={setState.isPending}
          onClick={() => void put('active', t('act.onSaleDone'))}
        >
          {t('act.onSale')}
        </Button>
      )}
      {state !== 'draft' && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} />}
          disabled={isHeld}
          onClick={() => void put('draft', t('act.toDraftDone'))}
        >
          {t('act.toDraft')}
        </Button>
      )}
      {state !== 'archived' && (
        <Button
          variant="default"
          leftSection={<IconArchive size={16} />}
          disabled={isHeld}
          onClick={() => setArchiving(true)}
        >
          {t('act.archive')}
        </Button>
      )}
      <ConfirmDialog
        opened={isArchiving}
        title={t('archive.title')}
        confirmLabel={t('act.archive')}
        onClose={() => setArchiving(false)}
        onConfirm={async () => {
          await setState.mutateAsync({ id, state: 'archived' });
          notify.done(t('archive.done'));
        }}
      >
        {t('archive.body')}
      </ConfirmDialog>
    </>
  );
}

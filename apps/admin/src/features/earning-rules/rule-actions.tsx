/** What may be done with a rule in its state; acts that change what customers get say exactly what will happen. */
import { ActionIcon, Button, Menu, Stack, Text } from '@mantine/core';
import type { EarningRule } from '@regulars/contracts';
import {
  IconCopy,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { sentence } from './summary-panel.tsx';
import { useRuleActions } from './use-earning-rules.ts';

const acts = ['activate', 'resume', 'pause', 'end', 'remove'] as const;
type Act = (typeof acts)[number];

interface RuleActionsProps {
  rule: EarningRule;
  /** Its form has unsaved changes, which an act would pass by. */
  isHeld?: boolean;
  /** After a draft was thrown away. */
  onGone?: () => void;
  /** Offers its page too. */
  onEdit?: () => void;
}

export function RuleActions({ rule, isHeld = false, onGone, onEdit }: RuleActionsProps) {
  const { t } = useTranslation('earning-rules');
  const { may, href } = useBrand();
  const [, navigate] = useLocation();
  const notify = useNotify();
  const actions = useRuleActions();
  const [asked, setAsked] = useState<Act | null>(null);
  if (!may('programme.write')) return null;
  const { name } = rule.settings;
  const main = mainAct(rule);

  async function duplicate() {
    try {
      const copy = await actions.duplicate(rule.id);
      notify.done(t('done.duplicated'));
      navigate(href(`/earning-rules/${copy.id}`));
    } catch (error) {
      notify.problem(error);
    }
  }
  async function perform(act: Act) {
    if (act === 'remove') {
      await actions.remove(rule.id);
      onGone?.();
    } else {
      await actions.setState(rule.id, act === 'end' ? 'ended' : act === 'pause' ? 'paused' : 'active');
    }
    notify.done(t(`done.${act}`, { name }));
  }
  return (
    <>
      {main && (
        <Button
          variant={main === 'pause' ? 'default' : 'filled'}
          leftSection={main === 'pause' ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          disabled={isHeld}
          title={isHeld ? t('act.held') : ''}
          onClick={() => setAsked(main)}
        >
          {t(`act.${main}`)}
        </Button>
      )}
      <Menu position="bottom-end" shadow="md" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('act.more', { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {onEdit && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
              {t(rule.state === 'ended' ? 'act.open' : 'act.edit')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void duplicate()}>
            {t('act.duplicate')}
          </Menu.Item>
          {(rule.state === 'active' || rule.state === 'paused') && !rule.isBase && (
            <Menu.Item color="red" leftSection={<IconPlayerStop size={16} />} onClick={() => setAsked('end')}>
              {t('act.end')}
            </Menu.Item>
          )}
          {rule.state === 'draft' && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setAsked('remove')}>
              {t('act.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmAct rule={rule} act={asked} onClose={() => setAsked(null)} onConfirm={perform} />
    </>
  );
}

function mainAct({ state }: EarningRule): Act | null {
  if (state === 'draft') return 'activate';
  if (state === 'paused') return 'resume';
  return state === 'active' ? 'pause' : null;
}

interface ConfirmActProps {
  rule: EarningRule;
  act: Act | null;
  onClose: () => void;
  onConfirm: (act: Act) => Promise<void>;
}

function ConfirmAct({ rule, act, onClose, onConfirm }: ConfirmActProps) {
  const { t } = useTranslation('earning-rules');
  const { language } = useFormat();
  const { name } = rule.settings;
  // One dialog for each act, so that the words stay while it fades away.
  return acts.map((one) => (
    <ConfirmDialog
      key={one}
      opened={act === one}
      title={t(`confirm.${one}.title`, { name })}
      confirmLabel={t(`act.${one}`)}
      tone={one === 'end' || one === 'remove' ? 'danger' : 'plain'}
      onClose={onClose}
      onConfirm={() => onConfirm(one)}
    >
      <Stack gap="sm">
        <Text size="md" className="quiet-box">
          {sentence(rule.summary[language])}
        </Text>
        <Text size="md">{t(`confirm.${one}.text`)}</Text>
        {one === 'pause' && rule.isBase && <Text size="md">{t('confirm.pauseBase')}</Text>}
      </Stack>
    </ConfirmDialog>
  ));
}

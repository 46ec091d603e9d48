/** Giving a level by hand: which, until what day, and why. */
import { Modal, Select, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { useTierGrant, useTiers } from '../tiers/use-tiers.ts';

const shortestReason = 3;
const longestReason = 300;
const usualDays = 90;

export function GrantTierDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('tiers');
  return (
    <Modal opened onClose={onClose} title={t('grant.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <GrantForm id={id} onClose={onClose} />
    </Modal>
  );
}

function GrantForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('tiers');
  const { language } = useFormat();
  const notify = useNotify();
  const { data } = useTiers();
  const { grant } = useTierGrant(id);
  const levels = data?.settings?.levels ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  // The highest one until another is chosen: the levels may come after the dialog has opened.
  const tierId = chosen ?? levels.at(-1)?.id ?? null;
  const [until, setUntil] = useState<string | null>(dayFromNow(usualDays));
  const [reason, setReason] = useState('');
  const [isReasonLeft, setReasonLeft] = useState(false);
  const isReasonShort = reason.trim().length < shortestReason;

  async function submit() {
    setReasonLeft(true);
    if (!tierId || !until || isReasonShort) return;
    const done = await grant.mutateAsync({ tierId, until, reason: reason.trim() }).catch(() => null);
    if (!done) return;
    notify.done(t('grant.done'));
    onClose();
  }

  return (
    <DialogForm
      submitLabel={t('grant.submit')}
      isDisabled={!tierId || !until}
      error={grant.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('grant.tier')}
        description={t('grant.tierHelp')}
        data={levels.flatMap(({ id: levelId, name }) =>
          levelId ? [{ value: levelId, label: name[language] }] : [],
        )}
        allowDeselect={false}
        data-autofocus
        value={tierId}
        onChange={setChosen}
      />
      <DateInput
        label={t('grant.until')}
        description={t('grant.untilHelp')}
        valueFormat="D MMMM YYYY"
        minDate={dayFromNow(0)}
        value={until}
        onChange={setUntil}
      />
      <Textarea
        label={t('grant.reason')}
        description={t('grant.reasonHelp')}
        autosize
        minRows={2}
        maxLength={longestReason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onBlur={() => setReasonLeft(true)}
        error={isReasonLeft && isReasonShort ? t('field.tooShort', { minimum: shortestReason }) : null}
      />
    </DialogForm>
  );
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

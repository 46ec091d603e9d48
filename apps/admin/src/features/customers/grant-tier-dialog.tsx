/** Giving a level by hand: which, until what day, and why. */
import { Modal, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { dayAhead } from '../../app/parts/moments.ts';
import { ReasonField, useReason } from '../../app/parts/reason-field.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { useTierOptions } from '../tiers/tiers-choice.tsx';
import { useTierGrant } from '../tiers/use-tiers.ts';

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
  const { zone } = useBrand();
  const notify = useNotify();
  const tiers = useTierOptions();
  const { grant } = useTierGrant(id);
  const [chosen, setChosen] = useState<string | null>(null);
  // The highest one until another is chosen: the levels may come after the dialog has opened.
  const tierId = chosen ?? tiers.at(-1)?.value ?? null;
  const [until, setUntil] = useState<string | null>(dayAhead(usualDays, zone));
  const reason = useReason();

  async function submit() {
    reason.leave();
    if (!tierId || !until || reason.isShort) return;
    const done = await grant.mutateAsync({ tierId, until, reason: reason.text }).catch(() => null);
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
        data={tiers}
        allowDeselect={false}
        data-autofocus
        value={tierId}
        onChange={setChosen}
      />
      <DateInput
        label={t('grant.until')}
        description={t('grant.untilHelp')}
        valueFormat="D MMMM YYYY"
        minDate={dayAhead(0, zone)}
        value={until}
        onChange={setUntil}
      />
      <ReasonField label={t('grant.reason')} description={t('grant.reasonHelp')} reason={reason} />
    </DialogForm>
  );
}

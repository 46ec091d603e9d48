/** Says exactly what erasing does, and asks for a deliberate yes. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { useState } from 'react';
import { useMember } from '../../app/api.tsx';
import { Row, Section, SwitchRow } from '../../app/parts/list.tsx';
import { ProblemNote } from '../../app/parts/problem-screen.tsx';
import { Sheet } from '../../app/parts/sheet.tsx';
import { useWords } from '../../words/words.tsx';
import { useErasure } from './use-privacy.ts';

export function EraseSheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { points } = useFormatting();
  const { wallet } = useMember();
  const { mutate, isPending, error } = useErasure();
  const [isConfirmed, setConfirmed] = useState(false);
  const lostPoints = Math.max(0, wallet.available) + wallet.held + wallet.pending;
  return (
    <Sheet title={t('privacy.deleteTitle')} onClose={onClose}>
      <Section>
        {lostPoints > 0 && (
          <Row
            icon="coins"
            tone="danger"
            title={t('privacy.deleteBalance', { points: points(lostPoints) })}
          />
        )}
        <Row icon="person" tone="danger" title={t('privacy.deleteProfile')} />
        <Row icon="document" tone="quiet" title={t('privacy.deleteLedger')} />
        <Row icon="alert" tone="danger" title={t('privacy.deleteForever')} />
        <SwitchRow title={t('privacy.deleteConfirm')} isOn={isConfirmed} onChange={setConfirmed} />
      </Section>
      {error && <ProblemNote error={error} title={t('privacy.deleteFailed')} />}
      <div className="sheet-actions">
        <button
          className="button button-danger"
          type="button"
          disabled={!isConfirmed || isPending}
          aria-busy={isPending}
          onClick={() => mutate()}
        >
          {t('privacy.deleteButton')}
        </button>
        <button className="button button-quiet" type="button" onClick={onClose} disabled={isPending}>
          {t('app.cancel')}
        </button>
      </div>
    </Sheet>
  );
}

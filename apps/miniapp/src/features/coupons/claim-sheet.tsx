/** Typing a code: one answer for every code that is not good, and the time to wait after too many tries. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { stateFrom } from '../../app/screen-before.ts';
import { ProblemNote } from '../../app/parts/problem-screen.tsx';
import { Sheet } from '../../app/parts/sheet.tsx';
import { useWords } from '../../words/words.tsx';
import './coupons.css';
import { useClaim } from './use-coupons.ts';

export function ClaimSheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const [code, setCode] = useState('');
  const { mutate, isPending, error, reset, waitSeconds } = useClaim((coupon) =>
    navigate(`/coupons/${coupon.id}`, { state: stateFrom('/coupons') }),
  );
  const isWaiting = waitSeconds > 0;
  return (
    <Sheet title={t('claim.title')} onClose={onClose}>
      <form
        className="claim"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '' && !isPending && !isWaiting) mutate(code.trim());
        }}
      >
        <p className="claim-lead">{t('claim.lead')}</p>
        <input
          className="claim-field"
          aria-label={t('claim.label')}
          placeholder="7KMP-4XWR"
          autoCapitalize="characters"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
          maxLength={64}
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
            if (error && !isWaiting) reset();
          }}
        />
        {error && !isWaiting && <ProblemNote error={error} title={t('claim.failed')} />}
        {isWaiting && (
          <p className="problem-note" role="alert">
            <strong>{t('claim.tooOften')}</strong> {t('claim.wait', { time: minutesAndSeconds(waitSeconds) })}
          </p>
        )}
        <div className="sheet-actions">
          <button
            className="button"
            type="submit"
            disabled={code.trim() === '' || isPending || isWaiting}
            aria-busy={isPending}
          >
            {t('claim.submit')}
          </button>
          <button className="button button-quiet" type="button" onClick={onClose} disabled={isPending}>
            {t('app.cancel')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** "9:05". */
function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The code for the till: QR on white and huge in every theme, six digits to say, and how long it lasts. */
import { HourglassDrawing } from '@regulars/ui/drawings.tsx';
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { QrCode } from '@regulars/ui/qr-code.tsx';
import { useMember } from '../../app/api.tsx';
import { FailedPart } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { useCountUp } from '../../app/parts/use-count-up.ts';
import { useWords } from '../../words/words.tsx';
import './card.css';
import { type CardState, useCard } from './use-card.ts';

export function CardScreen() {
  const { t } = useWords();
  const card = useCard();
  return (
    <Screen title={t('card.title')} className="show-card">
      <div className="code-panel">
        <CodePanel card={card} />
      </div>
      <p className="code-hint">{t('card.bright')}</p>
      <Balance />
    </Screen>
  );
}

function CodePanel({ card }: { card: CardState }) {
  const { t } = useWords();
  switch (card.kind) {
    case 'loading':
      return <span className="code-qr code-waiting" role="status" aria-label={t('card.renewing')} />;
    case 'failed':
      return <FailedPart error={card.error} onRetry={card.retry} />;
    case 'stale':
      return (
        <div className="code-stale" role="status">
          <HourglassDrawing />
          <p className="empty-title">{t('card.staleTitle')}</p>
          <p>{t('card.stale')}</p>
        </div>
      );
    case 'fresh':
      return <FreshCode card={card} />;
  }
}

function FreshCode({ card }: { card: Extract<CardState, { kind: 'fresh' }> }) {
  const { t } = useWords();
  const digits = card.code.replace(/(\d{3})(?=\d)/g, '$1\u2009');
  return (
    <>
      <QrCode className="code-qr" text={card.card} label={t('card.qr')} />
      <p className="code-say">{t('card.orSay')}</p>
      <p className="code-digits" data-testid="card-code">
        <span className="visually-hidden">{t('card.code', { digits: card.code.split('').join(' ') })}</span>
        <span aria-hidden="true">{digits}</span>
      </p>
      <TimeLeft card={card} />
    </>
  );
}

const wholeLifeSeconds = 60;

function TimeLeft({ card: { secondsLeft, isOffline } }: { card: Extract<CardState, { kind: 'fresh' }> }) {
  const { t } = useWords();
  return (
    <>
      <progress className="code-time" max={wholeLifeSeconds} value={secondsLeft} aria-hidden="true" />
      <p className="code-note">
        {isOffline
          ? t('card.offline', { count: secondsLeft })
          : secondsLeft > renewalGapSeconds
            ? t('card.refresh', { count: secondsLeft - renewalGapSeconds })
            : t('card.renewing')}
      </p>
    </>
  );
}

/** The next code is asked for this long before the present one ends. */
const renewalGapSeconds = 5;

function Balance() {
  const { t } = useWords();
  const { points } = useFormatting();
  const shown = useCountUp(useMember().wallet.available);
  return (
    <div className="section-body">
      <div className="row">
        <span className="row-text">{t('card.balance')}</span>
        <span className="entry-amount">{points(shown)}</span>
      </div>
    </div>
  );
}

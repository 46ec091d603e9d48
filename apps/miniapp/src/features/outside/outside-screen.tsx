/** Shown in an ordinary browser: what this is, and the way into Telegram by a tap or by camera. */
import { PlaneDrawing } from '@regulars/ui/drawings.tsx';
import { QrCode } from '@regulars/ui/qr-code.tsx';
import type { PublicBrand } from '../../app/boot.ts';
import { BrandMark } from '../../app/parts/brand-mark.tsx';
import { ProblemScreen } from '../../app/parts/problem-screen.tsx';
import { HomeSkeleton } from '../../app/parts/skeleton.tsx';
import { useAccent } from '../../app/use-accent.ts';
import { useWords } from '../../words/words.tsx';
import './outside.css';
import { useBrand } from './use-brand.ts';

export function OutsideScreen({ slug }: { slug: string }) {
  const { t } = useWords();
  const { state, retry } = useBrand(slug);
  if (state.kind === 'loading') return <HomeSkeleton />;
  if (state.kind === 'missing') {
    return <ProblemScreen title={t('problem.brandTitle')} text={t('problem.brand')} drawing="plane" />;
  }
  if (state.kind === 'failed') {
    return (
      <ProblemScreen
        title={t('problem.offlineTitle')}
        text={t('problem.offline')}
        drawing="offline"
        action={t('app.retry')}
        onAction={retry}
      />
    );
  }
  return <Invitation brand={state.brand} />;
}

function Invitation({ brand }: { brand: PublicBrand }) {
  const { t } = useWords();
  const bot = brand.botUsername;
  useAccent(brand.accentColor);
  return (
    <main className="screen screen-centred outside">
      <BrandMark brand={brand} className="join-logo" />
      <h1 className="screen-title">{t('outside.title', { brand: brand.name })}</h1>
      <p className="empty-text">{t(bot ? 'outside.text' : 'outside.noBot')}</p>
      {bot ? (
        <>
          <QrCode className="outside-qr" text={`https://t.me/${bot}`} label={t('outside.qr', { bot })} />
          <a className="button outside-button" href={`https://t.me/${bot}`}>
            {t('outside.open')}
          </a>
          <p className="empty-text">@{bot}</p>
        </>
      ) : (
        <PlaneDrawing className="empty-drawing" />
      )}
    </main>
  );
}

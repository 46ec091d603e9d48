/** Shown once after a person had their data erased: what happened, and the way back in. */
import { WaveDrawing } from '@regulars/ui/drawings.tsx';
import { useLocation } from 'wouter';
import { MainButton } from '../../app/parts/main-button.tsx';
import { useWords } from '../../words/words.tsx';

export function GoneScreen() {
  const { t } = useWords();
  const [, navigate] = useLocation();
  return (
    <main className="screen screen-centred">
      <div className="empty">
        <WaveDrawing className="empty-drawing" />
        <h1 className="empty-title">{t('privacy.goneTitle')}</h1>
        <p className="empty-text">{t('privacy.gone')}</p>
      </div>
      <MainButton text={t('privacy.joinAgain')} onPress={() => navigate('/', { replace: true })} />
    </main>
  );
}

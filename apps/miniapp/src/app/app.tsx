/** Chooses what to show by the app's state: screens for members, joining, or a way out of trouble. */
import { FormattingProvider } from '@regulars/ui/formatting.tsx';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { telegram } from '../telegram.ts';
import { useWords } from '../words/words.tsx';
import { ApiProvider } from './api.tsx';
import type { PublicBrand } from './boot.ts';
import { ProblemScreen } from './parts/problem-screen.tsx';
import { HomeSkeleton } from './parts/skeleton.tsx';
import { ToastProvider } from './parts/toast.tsx';
import { Screens } from './screens.tsx';
import { useAccent } from './use-accent.ts';
import type { AppStart } from './use-app-state.ts';

const OutsideScreen = lazy(() =>
  import('../features/outside/outside-screen.tsx').then((part) => ({ default: part.OutsideScreen })),
);

export function App({ start }: { start: AppStart }) {
  const { state, retry } = start;
  const { t } = useWords();
  useEffect(() => {
    if (state.kind !== 'loading') telegram.ready();
  }, [state.kind]);

  switch (state.kind) {
    case 'loading':
      return <HomeSkeleton />;
    case 'ready':
      return <Ready start={start} brand={state.brand} isMember={state.member !== null} />;
    case 'outside':
      return (
        <Suspense fallback={<HomeSkeleton />}>
          <OutsideScreen slug={start.session.slug} />
        </Suspense>
      );
    case 'expired':
      return (
        <ProblemScreen
          title={t('problem.expiredTitle')}
          text={t('problem.expired')}
          drawing="hourglass"
          action={t('app.close')}
          onAction={telegram.close}
        />
      );
    case 'refused':
      return (
        <ProblemScreen
          title={t('problem.refusedTitle')}
          text={t('problem.refused')}
          drawing="plane"
          action={t('app.close')}
          onAction={telegram.close}
        />
      );
    case 'brandMissing':
      return <ProblemScreen title={t('problem.brandTitle')} text={t('problem.brand')} drawing="plane" />;
    case 'unreachable':
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
}

function Ready({ start, brand, isMember }: { start: AppStart; brand: PublicBrand; isMember: boolean }) {
  const { language } = useWords();
  useAccent(brand.accentColor);
  return (
    <QueryClientProvider client={start.queryClient}>
      <ApiProvider session={start.session} brand={brand} setState={start.setState}>
        <FormattingProvider language={language} pointsName={brand.pointsName} currency={brand.currency}>
          <ToastProvider>
            <Screens isMember={isMember} />
          </ToastProvider>
        </FormattingProvider>
      </ApiProvider>
    </QueryClientProvider>
  );
}

/** Every movement of points with its reason, newest first, more as one scrolls. */
import { useEffect, useRef } from 'react';
import { EntryRow } from '../../app/parts/entry-row.tsx';
import { Section } from '../../app/parts/list.tsx';
import { Empty, FailedPart, ProblemNote } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { RowSkeletons } from '../../app/parts/skeleton.tsx';
import { sayDayHeading, sayTime } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import './history.css';
import { type HistoryDay, useHistory } from './use-history.ts';

export function HistoryScreen() {
  const { t } = useWords();
  return (
    <Screen title={t('history.title')}>
      <HistoryList />
    </Screen>
  );
}

function HistoryList() {
  const { t } = useWords();
  const history = useHistory();
  if (history.isPending) {
    return (
      <div className="section-body" aria-busy="true">
        <RowSkeletons count={8} />
      </div>
    );
  }
  if (history.isError && history.days.length === 0) {
    return (
      <FailedPart error={history.error} title={t('history.failed')} onRetry={() => void history.refetch()} />
    );
  }
  if (history.days.length === 0) {
    return <Empty title={t('history.emptyTitle')} text={t('history.empty')} drawing="cup" />;
  }
  return (
    <>
      {history.days.map((day) => (
        <Day key={day.key} day={day} />
      ))}
      {history.isFetchNextPageError && <ProblemNote error={history.error} title={t('history.failed')} />}
      {history.hasNextPage ? (
        <More
          isLoading={history.isFetchingNextPage}
          isAutomatic={!history.isFetchNextPageError}
          onMore={() => void history.fetchNextPage()}
        />
      ) : (
        <p className="history-end">{t('history.end')}</p>
      )}
    </>
  );
}

function Day({ day }: { day: HistoryDay }) {
  const { language } = useWords();
  const [first] = day.entries;
  return (
    <Section header={first && sayDayHeading(first.createdAt, language)}>
      {day.entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} when={sayTime(entry.createdAt, language)} />
      ))}
    </Section>
  );
}

/** Comes by itself when scrolled to; the button serves keyboards, and retries. */
function More({
  isLoading,
  isAutomatic,
  onMore,
}: {
  isLoading: boolean;
  isAutomatic: boolean;
  onMore: () => void;
}) {
  const { t } = useWords();
  const button = useRef<HTMLButtonElement>(null);
  const isWaiting = isAutomatic && !isLoading;
  useEffect(() => {
    if (!isWaiting || !button.current) return undefined;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && onMore(), {
      rootMargin: '400px',
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isWaiting, onMore]);
  return (
    <button
      ref={button}
      className="button button-quiet"
      type="button"
      onClick={onMore}
      disabled={isLoading}
      aria-busy={isLoading}
    >
      {isLoading ? t('app.loading') : t('history.more')}
    </button>
  );
}

/** Grey shapes of what is about to come, so that nothing jumps when it does. */
import { useWords } from '../../words/words.tsx';

export function HomeSkeleton() {
  const { t } = useWords();
  return (
    <main className="screen" aria-busy="true" aria-label={t('app.loading')}>
      <div className="skeleton skeleton-card" />
      <div className="skeleton skeleton-section" />
      <div className="skeleton skeleton-section" />
    </main>
  );
}

export function ListSkeleton() {
  const { t } = useWords();
  return (
    <main className="screen" aria-busy="true" aria-label={t('app.loading')}>
      <div className="skeleton skeleton-title" />
      <div className="section-body">
        <RowSkeletons count={6} />
      </div>
    </main>
  );
}

export function RowSkeletons({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <div className="row" key={index} aria-hidden="true">
      <span className="skeleton skeleton-icon" />
      <span className="row-text">
        <span className="skeleton skeleton-line" />
        <span className="skeleton skeleton-line skeleton-short" />
      </span>
    </div>
  ));
}

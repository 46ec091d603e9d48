/** What points can be exchanged for: pictures and prices, in reach first, with search and categories. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { Link } from 'wouter';
import { useMember } from '../../app/api.tsx';
import { Empty, FailedPart } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';
import { RewardPicture } from './reward-picture.tsx';
import './rewards.css';
import { type Reward, useRewards } from './use-rewards.ts';

type Rewards = ReturnType<typeof useRewards>;

export function RewardsScreen() {
  const { t } = useWords();
  const { points } = useFormatting();
  const { wallet } = useMember();
  const rewards = useRewards();
  return (
    <Screen title={t('rewards.title')}>
      <p className="rewards-balance">{t('rewards.balance', { points: points(wallet.available) })}</p>
      <Filters rewards={rewards} />
      <Catalogue rewards={rewards} />
    </Screen>
  );
}

function Filters({ rewards: { q, setQuery, category, setCategory, categories } }: { rewards: Rewards }) {
  const { t } = useWords();
  return (
    <>
      <input
        className="search-field"
        type="search"
        enterKeyHint="search"
        aria-label={t('rewards.search')}
        placeholder={t('rewards.search')}
        value={q}
        onChange={(event) => setQuery(event.target.value)}
      />
      {categories.length > 1 && (
        <fieldset className="chips" aria-label={t('rewards.categories')}>
          {['', ...categories].map((one) => (
            <button
              key={one}
              className="chip"
              type="button"
              aria-pressed={one === category}
              onClick={() => {
                telegram.haptic('select');
                setCategory(one);
              }}
            >
              {one === '' ? t('rewards.all') : one}
            </button>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Catalogue({ rewards }: { rewards: Rewards }) {
  const { t } = useWords();
  const { isPending, isError, error, refetch, inReach, others, isFiltered } = rewards;
  if (isPending) return <GridSkeleton />;
  if (isError && inReach.length + others.length === 0) {
    return <FailedPart error={error} title={t('rewards.failed')} onRetry={() => void refetch()} />;
  }
  if (inReach.length + others.length === 0) {
    return isFiltered ? (
      <Empty title={t('rewards.noneFoundTitle')} text={t('rewards.noneFound')} drawing="cup" />
    ) : (
      <Empty title={t('rewards.noneTitle')} text={t('rewards.none')} drawing="cup" />
    );
  }
  return (
    <>
      {inReach.length > 0 && <Shelf title={t('rewards.inReach')} rewards={inReach} />}
      {others.length > 0 && (
        <Shelf title={inReach.length > 0 ? t('rewards.later') : t('rewards.ahead')} rewards={others} />
      )}
      {rewards.hasNextPage && (
        <button
          className="button button-quiet"
          type="button"
          disabled={rewards.isFetchingNextPage}
          onClick={() => void rewards.fetchNextPage()}
        >
          {t('rewards.more')}
        </button>
      )}
    </>
  );
}

function Shelf({ title, rewards }: { title: string; rewards: readonly Reward[] }) {
  return (
    <section className="section" aria-label={title}>
      <h2 className="section-header">{title}</h2>
      <ul className="shelf">
        {rewards.map((reward) => (
          <li key={reward.id}>
            <RewardTile reward={reward} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RewardTile({ reward }: { reward: Reward }) {
  const { points } = useFormatting();
  const obstacle = useObstacle(reward);
  return (
    <Link className="reward-tile" to={`/rewards/${reward.id}`} onClick={() => telegram.haptic('tap')}>
      <RewardPicture url={reward.pictureUrl} className="reward-picture" />
      <span className="reward-words">
        <span className="reward-title">{reward.title}</span>
        <span className="reward-price">{points(reward.pricePoints * reward.quantityStep)}</span>
        {obstacle && <span className="reward-obstacle">{obstacle}</span>}
      </span>
    </Link>
  );
}

/** What keeps the person from it, in words; null if nothing does. */
export function useObstacle({ availability, missingPoints }: Reward): string | null {
  const { t } = useWords();
  const { points } = useFormatting();
  switch (availability) {
    case 'available':
      return null;
    case 'not_enough_points':
      return t('rewards.missing', { points: points(missingPoints) });
    case 'sold_out':
      return t('rewards.soldOut');
    case 'limit_reached':
      return t('rewards.limitReached');
    case 'other_tier':
      return t('rewards.otherTier');
  }
}

function GridSkeleton() {
  return (
    <div className="shelf" aria-busy="true">
      {['a', 'b', 'c', 'd'].map((key) => (
        <span key={key} className="skeleton reward-skeleton" />
      ))}
    </div>
  );
}

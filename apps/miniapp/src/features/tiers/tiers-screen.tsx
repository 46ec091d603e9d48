/** All levels: where the member stands, what each gives, and how to get there. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { useQuery } from '@tanstack/react-query';
import type { CallOutput } from '@regulars/client/call';
import { memberKey, useApi } from '../../app/api.tsx';
import { Section } from '../../app/parts/list.tsx';
import { Empty, FailedPart } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { RowSkeletons } from '../../app/parts/skeleton.tsx';
import { type Tier, TierBadge, TierProgress, useTierWords } from '../../app/parts/tier.tsx';
import { useWords } from '../../words/words.tsx';
import './tiers.css';

type Levels = CallOutput<'listMyTiers'>;
type Level = Levels['levels'][number];

export function TiersScreen() {
  const { t } = useWords();
  return (
    <Screen title={t('tiers.title')}>
      <TierList />
    </Screen>
  );
}

function TierList() {
  const { t } = useWords();
  const { session } = useApi();
  const { data, isPending, error, refetch } = useQuery({
    // Under the member's key: whatever changes the member asks for the levels again.
    queryKey: [...memberKey, 'tiers'],
    queryFn: ({ signal }) => session.call('listMyTiers', { params: { slug: session.slug } }, { signal }),
  });
  if (isPending) {
    return (
      <div className="section-body" aria-busy="true">
        <RowSkeletons count={3} />
      </div>
    );
  }
  if (!data) return <FailedPart error={error} title={t('tiers.failed')} onRetry={() => void refetch()} />;
  if (!data.standing) return <Empty title={t('tiers.noneTitle')} text={t('tiers.noneText')} drawing="cup" />;
  return (
    <>
      <Standing tier={data.standing} />
      {data.levels.map((level) => (
        <LevelCard key={level.id} level={level} standing={data.standing} />
      ))}
      <Terms levels={data} />
    </>
  );
}

function Standing({ tier }: { tier: Tier }) {
  const { t } = useWords();
  const say = useTierWords();
  return (
    <Section>
      <div className="tier-standing">
        {tier.current?.pictureUrl && <img src={tier.current.pictureUrl} alt="" width={72} height={72} />}
        <p className="tier-name">
          <TierBadge tier={tier.current} />
          {say.current(tier)}
        </p>
        <TierProgress tier={tier} />
        <p>{say.next(tier)}</p>
        <p className="tier-hint">{t('tiers.counted', { amount: say.amount(tier, tier.counted) })}</p>
        {tier.drop && <p className="tier-hint">{say.drop(tier)}</p>}
      </div>
    </Section>
  );
}

function LevelCard({ level, standing }: { level: Level; standing: Levels['standing'] }) {
  const { t, language } = useWords();
  const { points } = useFormatting();
  const say = useTierWords();
  const isCurrent = standing?.current?.id === level.id;
  const times = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(
    level.multiplierPercent / 100,
  );
  const given = [
    level.multiplierPercent > 100 && t('tiers.multiplier', { times }),
    level.giftPoints > 0 && t('tiers.gift', { points: points(level.giftPoints) }),
    ...level.benefits[language].split('\n').map((line) => line.trim()),
  ].filter((line) => typeof line === 'string' && line !== '');
  return (
    <section className="tier-level section-body" aria-current={isCurrent || undefined}>
      <h2>
        <TierBadge tier={level} />
        {level.name[language]}
        {isCurrent && <span className="tier-yours">{t('tiers.yours')}</span>}
      </h2>
      <p className="tier-hint">
        {level.threshold === 0
          ? t('tiers.fromStart')
          : t('tiers.from', { amount: standing ? say.amount(standing, level.threshold) : level.threshold })}
      </p>
      {given.length > 0 && (
        <ul>
          {given.map((line) => (
            <li key={String(line)}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Terms({ levels: { period, atPeriodEnd } }: { levels: Levels }) {
  const { t } = useWords();
  if (!period) return null;
  const span =
    period.kind === 'days'
      ? t('tiers.period.days', { count: period.days })
      : t(`tiers.period.${period.kind}`);
  const end = period.kind === 'ever' || !atPeriodEnd ? '' : t(`tiers.end.${atPeriodEnd}`);
  return <p className="section-footer">{`${span} ${end} ${t('tiers.refunds')}`}</p>;
}

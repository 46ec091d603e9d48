/** The first screen of a member: the card with the balance, what is about to change, what happened last. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useApi, useMember } from '../../app/api.tsx';
import { BrandMark } from '../../app/parts/brand-mark.tsx';
import { Icon } from '../../app/parts/icon.tsx';
import { LinkRow, Row, Section } from '../../app/parts/list.tsx';
import { MainButton } from '../../app/parts/main-button.tsx';
import { MemberCard } from '../../app/parts/member-card.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { useCountUp } from '../../app/parts/use-count-up.ts';
import { stateFrom } from '../../app/screen-before.ts';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';
import { RecentEntries } from './recent-entries.tsx';
import { Upcoming } from './upcoming.tsx';

const TierStatus = lazy(async () => ({ default: (await import('./tier-status.tsx')).TierStatus }));
const loadOffers = () => import('../rewards/home-lines.tsx');
const RewardsInReach = lazy(async () => ({ default: (await loadOffers()).RewardsInReach }));
const CouponsToUse = lazy(async () => ({ default: (await loadOffers()).CouponsToUse }));

export function HomeScreen() {
  const { t } = useWords();
  const { brand } = useApi();
  const [, navigate] = useLocation();
  return (
    <Screen title={brand.name} isTitleHidden className="home">
      <BalanceCard />
      <Tier />
      <Upcoming />
      <Offers />
      <RecentEntries />
      <HowItWorks />
      <Section>
        {brand.hasShops && <LinkRow icon="shop" tone="quiet" title={t('home.shops')} to="/shops" />}
        {brand.takesReceipts && <LinkRow icon="receipt" title={t('home.receipts')} to="/receipts" />}
        <LinkRow icon="person" tone="quiet" title={t('home.profile')} to="/profile" />
        <LinkRow
          icon="document"
          tone="quiet"
          title={t('home.rules')}
          to="/documents/rules"
          state={stateFrom('/')}
        />
      </Section>
      <MainButton
        text={t('home.showCard')}
        onPress={() => {
          telegram.haptic('tap');
          navigate('/card');
        }}
      />
    </Screen>
  );
}

function BalanceCard() {
  const { t } = useWords();
  const { brand } = useApi();
  const { wallet } = useMember();
  const { count, noun, money } = useFormatting();
  const [startAt] = useState(() => (hasJustJoined() ? 0 : wallet.available));
  const shown = useCountUp(wallet.available, startAt);
  const worthMinor = wallet.available * brand.pointValueMinor;
  return (
    <Link to="/card" className="card-link" onClick={() => telegram.haptic('tap')}>
      <MemberCard brand={brand}>
        <span className="card-top">
          <BrandMark brand={brand} />
          <span className="card-name">{brand.name}</span>
          <span className="card-qr">
            <Icon name="qr" />
          </span>
        </span>
        <span className="card-balance">
          <span className="card-count">{count(shown)}</span> <span className="card-noun">{noun(shown)}</span>
        </span>
        {worthMinor > 0 && (
          <span className="card-worth">{t('home.worth', { money: money(worthMinor) })}</span>
        )}
        {worthMinor === 0 && <span className="card-worth">{t('home.worthNone')}</span>}
        <span className="visually-hidden">{t('home.showCard')}</span>
      </MemberCard>
    </Link>
  );
}

/** A part of its own, for a brand without levels needs none of it; its room is kept meanwhile. */
function Tier() {
  const { tier } = useMember();
  const room = (
    <Section>
      <div className="row tier-room" />
    </Section>
  );
  return (
    tier && (
      <Suspense fallback={room}>
        <TierStatus tier={tier} />
      </Suspense>
    )
  );
}

/** Its height is known before its words are here, so that nothing jumps. */
function Offers() {
  const { t } = useWords();
  const { brand } = useApi();
  if (!brand.hasRewards && !brand.hasCoupons) return null;
  const says = (words: ReactNode) => <Suspense fallback="…">{words}</Suspense>;
  return (
    <Section>
      {brand.hasRewards && (
        <LinkRow icon="gift" title={t('home.rewards')} subtitle={says(<RewardsInReach />)} to="/rewards" />
      )}
      <LinkRow icon="ticket" title={t('home.myCoupons')} subtitle={says(<CouponsToUse />)} to="/coupons" />
    </Section>
  );
}

function HowItWorks() {
  const { t, language } = useWords();
  const { brand } = useApi();
  const { noun, money } = useFormatting();
  return (
    <Section header={t('home.how')}>
      {brand.earning[language] && <Row icon="plus" title={brand.earning[language]} />}
      <Row icon="coins" title={t('home.spend', { noun: noun(1), money: money(brand.pointValueMinor) })} />
    </Section>
  );
}

/** True once, right after joining, so that the welcome points are seen to arrive. */
function hasJustJoined(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'joined' in state;
}

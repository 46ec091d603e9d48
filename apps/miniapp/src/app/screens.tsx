/** The routes under /app/{slug}/, the back button that follows them, and Telegram's settings item. */
import { lazy, Suspense, useEffect, useLayoutEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { HomeScreen } from '../features/home/home-screen.tsx';
import { JoinScreen } from '../features/join/join-screen.tsx';
import { telegram } from '../telegram.ts';
import { ErrorBoundary } from './parts/error-boundary.tsx';
import { NotFoundScreen } from './parts/problem-screen.tsx';
import { HomeSkeleton, ListSkeleton } from './parts/skeleton.tsx';
import { screenBefore } from './screen-before.ts';
import { useLive } from './use-live.ts';
import { useNews } from './use-news.ts';

const loadCard = () =>
  import('../features/card/card-screen.tsx').then((part) => ({ default: part.CardScreen }));
const CardScreen = lazy(loadCard);
const HistoryScreen = lazy(() =>
  import('../features/history/history-screen.tsx').then((part) => ({ default: part.HistoryScreen })),
);
const ReceiptsScreen = lazy(() =>
  import('../features/receipts/receipts-screen.tsx').then((part) => ({ default: part.ReceiptsScreen })),
);
const ProfileScreen = lazy(() =>
  import('../features/profile/profile-screen.tsx').then((part) => ({ default: part.ProfileScreen })),
);
const PrivacyScreen = lazy(() =>
  import('../features/privacy/privacy-screen.tsx').then((part) => ({ default: part.PrivacyScreen })),
);
const RewardsScreen = lazy(() =>
  import('../features/rewards/rewards-screen.tsx').then((part) => ({ default: part.RewardsScreen })),
);
const RewardScreen = lazy(() =>
  import('../features/rewards/reward-screen.tsx').then((part) => ({ default: part.RewardScreen })),
);
const CouponsScreen = lazy(() =>
  import('../features/coupons/coupons-screen.tsx').then((part) => ({ default: part.CouponsScreen })),
);
const CouponScreen = lazy(() =>
  import('../features/coupons/coupon-screen.tsx').then((part) => ({ default: part.CouponScreen })),
);
const ShopsScreen = lazy(() =>
  import('../features/shops/shops-screen.tsx').then((part) => ({ default: part.ShopsScreen })),
);
const ShopScreen = lazy(() =>
  import('../features/shops/shop-screen.tsx').then((part) => ({ default: part.ShopScreen })),
);
const TiersScreen = lazy(() =>
  import('../features/tiers/tiers-screen.tsx').then((part) => ({ default: part.TiersScreen })),
);
const GoneScreen = lazy(() =>
  import('../features/privacy/gone-screen.tsx').then((part) => ({ default: part.GoneScreen })),
);
const DocumentScreen = lazy(() =>
  import('../features/privacy/document-screen.tsx').then((part) => ({ default: part.DocumentScreen })),
);

export function Screens({ isMember }: { isMember: boolean }) {
  useBackButton();
  useSettingsButton(isMember);
  useScrollToTop();
  return (
    <ErrorBoundary>
      <Suspense fallback={<ListSkeleton />}>{isMember ? <MemberScreens /> : <NewcomerScreens />}</Suspense>
    </ErrorBoundary>
  );
}

function MemberScreens() {
  useLive();
  useNews();
  useEffect(() => {
    // The card is one tap away: its code comes while the person looks at the balance.
    const timer = setTimeout(() => void loadCard(), 1500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Switch>
      <Route path="/" component={HomeScreen} />
      <Route path="/card" component={CardScreen} />
      <Route path="/history" component={HistoryScreen} />
      <Route path="/receipts" component={ReceiptsScreen} />
      <Route path="/profile" component={ProfileScreen} />
      <Route path="/privacy" component={PrivacyScreen} />
      <Route path="/rewards" component={RewardsScreen} />
      <Route path="/rewards/:id">{({ id }) => <RewardScreen id={id} />}</Route>
      <Route path="/coupons" component={CouponsScreen} />
      <Route path="/coupons/:id">{({ id }) => <CouponScreen id={id} />}</Route>
      <Route path="/tiers" component={TiersScreen} />
      <Route path="/shops" component={ShopsScreen} />
      <Route path="/shops/:id">{({ id }) => <ShopScreen id={id} />}</Route>
      <Route path="/documents/:kind" component={DocumentScreen} />
      {/* The moment between erasing the data and the app knowing of it. */}
      <Route path="/gone" component={HomeSkeleton} />
      <Route component={NotFoundScreen} />
    </Switch>
  );
}

/** Before joining only the documents are open; every other address is the way in. */
function NewcomerScreens() {
  return (
    <Switch>
      <Route path="/documents/:kind" component={DocumentScreen} />
      <Route path="/gone" component={GoneScreen} />
      <Route component={JoinScreen} />
    </Switch>
  );
}

function useBackButton() {
  const [location, navigate] = useLocation();
  useEffect(() => {
    if (location === '/' || location === '/gone') return undefined;
    return telegram.showBackButton(() => navigate(parentOf(location), { replace: true }));
  }, [location, navigate]);
}

/** Telegram asks that the privacy policy be reachable from here. */
function useSettingsButton(isMember: boolean) {
  const [, navigate] = useLocation();
  useEffect(
    () => telegram.showSettingsButton(() => navigate(isMember ? '/profile' : '/documents/privacy')),
    [isMember, navigate],
  );
}

function useScrollToTop() {
  const [location] = useLocation();
  useLayoutEffect(() => {
    // Another place starts at its top. Newer browsers answer a promise, which is no cleanup.
    void window.scrollTo(0, 0);
  }, [location]);
}

function parentOf(location: string): string {
  if (location === '/privacy') return '/profile';
  const list = /^(\/(?:shops|rewards|coupons))\//.exec(location)?.[1];
  if (list) return screenBefore() ?? list;
  return screenBefore() ?? '/';
}

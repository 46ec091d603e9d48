/** Rewards: the catalogue and the page of one, by address. */
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { NewRewardPage, RewardPage } from './reward-page.tsx';
import { RewardsList } from './rewards-list.tsx';

export function RewardsPage() {
  useTranslation('rewards');
  return (
    <Switch>
      <Route path="/:slug/rewards" component={RewardsList} />
      <Route path="/:slug/rewards/new" component={NewRewardPage} />
      <Route path="/:slug/rewards/:id">{({ id }) => <RewardPage key={id} id={id} />}</Route>
    </Switch>
  );
}

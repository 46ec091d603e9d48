/** Coupons: pools they come from, and single ones; one pool has a page of its own. */
import { Route, Switch } from 'wouter';
import { useTranslation } from 'react-i18next';
import { CouponsList } from './coupons-list.tsx';
import { NewPoolPage, PoolPage } from './pool-page.tsx';
import { PoolsList } from './pools-list.tsx';

export function CouponsPage() {
  useTranslation('coupons');
  return (
    <Switch>
      <Route path="/:slug/coupons/pools/new" component={NewPoolPage} />
      <Route path="/:slug/coupons/pools/:id">{({ id }) => <PoolPage key={id} id={id} />}</Route>
      <Route path="/:slug/coupons/all" component={CouponsList} />
      <Route path="/:slug/coupons" component={PoolsList} />
    </Switch>
  );
}

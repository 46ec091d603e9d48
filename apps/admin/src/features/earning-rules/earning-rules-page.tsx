/** Earning rules: the list, one rule, the templates and the simulator, by address. */
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import './earning-rules.css';
import { NewRulePage, RulePage } from './rule-page.tsx';
import { RulesList } from './rules-list.tsx';
import { SimulatorPage } from './simulator-page.tsx';
import { TemplatesPage } from './templates-page.tsx';

export function EarningRulesPage() {
  useTranslation('earning-rules');
  return (
    <Switch>
      <Route path="/:slug/earning-rules" component={RulesList} />
      <Route path="/:slug/earning-rules/new" component={NewRulePage} />
      <Route path="/:slug/earning-rules/templates" component={TemplatesPage} />
      <Route path="/:slug/earning-rules/simulator" component={SimulatorPage} />
      <Route path="/:slug/earning-rules/:id">{({ id }) => <RulePage key={id} id={id} />}</Route>
    </Switch>
  );
}

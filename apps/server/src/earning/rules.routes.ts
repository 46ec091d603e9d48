/** Earning rules over HTTP, for staff. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Mount } from '../platform/route.ts';
import { listRules, showRuleWithVersions } from './rule-view.ts';
import {
  createRule,
  deleteRule,
  duplicateRule,
  orderRules,
  saveRule,
  saveTerms,
  setRuleState,
} from './rules.ts';
import { simulate } from './simulate.ts';
import { listTemplates, useTemplate } from './templates.ts';

export function mountEarningRoutes(mount: Mount, deps: Deps): void {
  mount(routes.listEarningRules, ({ caller }) =>
    listRules(deps.db.prisma, caller.brand.id, deps.clock.now()),
  );

  mount(routes.getEarningRule, ({ input, caller }) =>
    showRuleWithVersions(deps.db.prisma, caller.brand.id, input.params.id),
  );

  mount(routes.createEarningRule, ({ input, caller }) => createRule(deps, caller, input.body));

  mount(routes.saveEarningRule, ({ input, caller }) => saveRule(deps, caller, input.params.id, input.body));

  mount(routes.deleteEarningRule, ({ input, caller }) => deleteRule(deps, caller, input.params.id));

  mount(routes.setEarningRuleState, ({ input, caller }) =>
    setRuleState(deps, caller, input.params.id, input.body.state),
  );

  mount(routes.duplicateEarningRule, ({ input, caller }) => duplicateRule(deps, caller, input.params.id));

  mount(routes.orderEarningRules, ({ input, caller }) => orderRules(deps, caller, input.body.ids));

  mount(routes.saveEarningTerms, ({ input, caller }) => saveTerms(deps, caller, input.body));

  mount(routes.listEarningTemplates, ({ input, caller, language }) =>
    listTemplates(deps, caller.brand.id, input.query.language ?? language),
  );

  mount(routes.useEarningTemplate, async ({ input, caller, language }) => ({
    items: await useTemplate(deps, caller, input.params.key, input.body.language ?? language),
  }));

  mount(routes.simulateEarning, ({ input, caller }) => simulate(deps, caller.brand.id, input.body));
}

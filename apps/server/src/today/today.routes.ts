/** The home screen's one route. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Mount } from '../platform/route.ts';
import { getToday } from './today.ts';

export function mountTodayRoutes(mount: Mount, deps: Deps): void {
  mount(routes.getToday, ({ input, caller }) => getToday(deps, caller.brand.id, input.query.period));
}

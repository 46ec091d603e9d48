/** The programme's routes for staff. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Mount } from '../platform/route.ts';
import { getProgramme, listProgrammeVersions, previewProgramme, saveProgramme } from './programme.ts';

export function mountProgrammeRoutes(mount: Mount, deps: Deps): void {
  mount(routes.getProgramme, ({ caller }) => getProgramme(deps, caller.brand.id));

  mount(routes.saveProgramme, ({ input, caller }) => saveProgramme(deps, caller, input.body));

  mount(routes.previewProgramme, ({ input, caller }) => previewProgramme(deps, caller.brand.id, input.body));

  mount(routes.listProgrammeVersions, async ({ caller }) => ({
    items: await listProgrammeVersions(deps, caller.brand.id),
  }));
}

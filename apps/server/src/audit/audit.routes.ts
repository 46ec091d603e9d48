/** The audit log as staff read it: newest first, with filters. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Mount } from '../platform/route.ts';
import { listAuditEntries } from './list.ts';

export function mountAuditRoutes(mount: Mount, deps: Deps): void {
  mount(routes.listAuditEntries, ({ input, caller }) =>
    listAuditEntries(deps.db.prisma, caller.brand.id, input.query),
  );
}

/** API keys for staff who may manage them. */
import { routes } from '@regulars/contracts';
import { actorOf } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Mount } from '../platform/route.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';

export function mountApiKeyRoutes(mount: Mount, deps: Deps): void {
  mount(routes.listApiKeys, async ({ caller }) => ({ items: await listApiKeys(deps, caller.brand.id) }));

  mount(routes.createApiKey, ({ input, caller }) =>
    deps.db.prisma.$transaction((tx) =>
      createApiKey(tx, deps.random, {
        brandId: caller.brand.id,
        ...input.body,
        createdBy: caller.userId,
        actor: actorOf(caller),
      }),
    ),
  );

  mount(routes.revokeApiKey, ({ input, caller }) =>
    revokeApiKey(deps, { brandId: caller.brand.id, id: input.params.id, actor: actorOf(caller) }),
  );
}

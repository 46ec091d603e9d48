/** Shops over HTTP: for staff, and as the Mini App lists them. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { Mount } from '../platform/route.ts';
import { createShop, listPublicShops, listShops, saveShop, setShopState } from './shops.ts';

export function mountShopRoutes(mount: Mount, deps: Deps): void {
  mount(routes.listPublicShops, ({ caller }) => listPublicShops(deps, caller.brandId));

  mount(routes.listShops, async ({ caller }) => ({ items: await listShops(deps, caller) }));

  mount(routes.createShop, ({ input, caller }) => createShop(deps, caller, input.body));

  mount(routes.saveShop, ({ input, caller }) =>
    saveShop(deps, caller, { id: input.params.id, body: input.body }),
  );

  mount(routes.setShopState, ({ input, caller }) =>
    setShopState(deps, caller, { id: input.params.id, isArchived: input.body.isArchived }),
  );
}

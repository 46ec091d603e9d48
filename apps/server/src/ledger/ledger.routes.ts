/** Movements and adjustments over HTTP, for tills and programs and for the admin. */
import { routes } from '@regulars/contracts';
import { findCustomer } from '../customers/find.ts';
import type { Deps } from '../deps.ts';
import { once } from '../platform/idempotency.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { type Adjustment, adjustPoints, checkAdjustmentLimit } from './adjustments.ts';
import { entriesPage } from './entries.ts';

export function mountLedgerRoutes(mount: Mount, deps: Deps): void {
  mount(routes.listCustomerEntries, async ({ input, caller, language }) => {
    const { id: customerId } = await findCustomer(deps, caller.brandId, input.params);
    return entriesPage(deps, { brandId: caller.brandId, customerId, language, ...input.query });
  });

  mount(routes.listProfileEntries, async ({ input, caller, language }) => {
    const { id: customerId } = await findCustomer(deps, caller.brand.id, { id: input.params.id });
    return entriesPage(deps, { brandId: caller.brand.id, customerId, language, ...input.query });
  });

  mount(routes.adjustCustomer, async ({ input, caller, language, repeat }) =>
    adjustOnce(deps, {
      brandId: caller.brandId,
      customerId: input.params.id,
      ...input.body,
      caller,
      repeat,
      language,
    }),
  );

  mount(routes.adjustProfile, async ({ input, caller, language, repeat }) => {
    checkAdjustmentLimit(caller.brand.role, input.body.points);
    return adjustOnce(deps, {
      brandId: caller.brand.id,
      customerId: input.params.id,
      ...input.body,
      caller,
      repeat,
      language,
    });
  });
}

async function adjustOnce(deps: Deps, adjustment: Adjustment) {
  const kept = await once(deps.db.prisma, adjustment.repeat, async (tx) => ({
    status: 201,
    body: await adjustPoints(tx, deps, adjustment),
  }));
  deps.live.publish(adjustment.brandId, adjustment.customerId);
  return new Answer(kept.body, { status: 201, isReplay: kept.isReplay });
}

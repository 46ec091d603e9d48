/** Events that brands' own systems report. */
import { routes } from '@regulars/contracts';
import { findCustomer } from '../customers/find.ts';
import type { Deps } from '../deps.ts';
import { isUniqueViolation } from '../platform/db.ts';
import { once } from '../platform/idempotency.ts';
import { Refusal } from '../platform/refusal.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { reportEvent } from './report-event.ts';

export function mountEventRoutes(mount: Mount, deps: Deps): void {
  mount(routes.reportEvent, async ({ input, caller, language, repeat }) => {
    const { customerId, customerExternalId } = input.body;
    const reference = customerId === undefined ? { externalId: customerExternalId } : { id: customerId };
    // Before the transaction, for it would wait for a second connection while it holds one.
    const { id: givenId } = await findCustomer(deps, caller.brandId, reference);
    const kept = await once(deps.db.prisma, repeat, async (tx) => {
      try {
        return await reportEvent(tx, deps, caller, { body: input.body, givenId, language });
      } catch (error) {
        // The same number for two customers at once.
        throw isUniqueViolation(error) ? new Refusal('external_id_conflict') : error;
      }
    });
    deps.live.publish(caller.brandId, kept.body.customerId);
    return new Answer(kept.body, { status: kept.status === 201 ? 201 : 200, isReplay: kept.isReplay });
  });
}

/** Hears what was bought, returned and earned, and counts those customers anew. */
import type { Subscriber } from '../platform/dispatcher.ts';
import { recountCustomers } from './recount.ts';

const recordsMerged = 'customer.merged';

export const tierRecount: Subscriber = {
  name: 'tiers.recount',
  events: ['member.joined', 'purchase.posted', 'purchase.refunded', 'points.rewarded', recordsMerged],
  async handle(deps, tx, events) {
    const [first] = events;
    if (!first) return;
    const { brandId } = first;
    const merged = events
      .filter(({ type }) => type === recordsMerged)
      .flatMap(({ customerId }) => customerId ?? []);
    // The record that ended loses its standing with the same count.
    const ended = events.flatMap(({ payload }) =>
      typeof payload.mergedCustomerId === 'string' ? [payload.mergedCustomerId] : [],
    );
    const others = events.flatMap(({ customerId }) => customerId ?? []).filter((id) => !merged.includes(id));
    for (const [cause, ids] of [
      ['merged', [...merged, ...ended]],
      ['events', others],
    ] as const) {
      const customerIds = [...new Set(ids)];
      if (customerIds.length > 0) await recountCustomers(tx, deps, { brandId, customerIds, cause });
    }
  },
};

/** A level given by hand until a day: with a reason, in the audit log, and never lowering what was earned. */
import type { CustomerTier } from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import { holdSurvivor } from '../customers/survivor.ts';
import type { Deps } from '../deps.ts';
import { dayOfDate, localMoment } from '../earning/facts.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { showCustomerTier } from './present.ts';
import { readGrants } from './read-grants.ts';
import { recountCustomers } from './recount.ts';
import { startOfDay } from './standing.rules.ts';
import { rankOfTier, readTiers } from './tier-programme.ts';

const longestDays = 3_660;

export interface GrantOrder {
  tierId: string;
  /** The last day. */
  until: string;
  reason: string;
}

/** Refuses `customer_not_found`, `tier_not_found` and a day that is over or too far away. */
export async function grantTier(
  deps: Deps,
  caller: BrandStaffCaller,
  givenId: string,
  order: GrantOrder,
): Promise<CustomerTier> {
  const brandId = caller.brand.id;
  const now = deps.clock.now();
  const [customerId, answer] = await deps.db.prisma.$transaction(async (tx) => {
    const customerId = await holdSurvivor(tx, brandId, givenId);
    const tiers = await readTiers(tx, brandId);
    const level = tiers?.levels[rankOfTier(tiers, order.tierId)];
    if (!tiers || !level) throw new Refusal('tier_not_found');
    const endsAt = endOf(order.until, tiers.zone, now);
    await endGrants(tx, brandId, customerId, now);
    await tx.tierGrant.create({
      data: {
        brandId,
        id: deps.random.id(),
        customerId,
        tierId: level.id,
        kind: 'staff',
        reason: order.reason,
        endsAt,
        grantedAt: now,
        grantedBy: caller.userId,
      },
    });
    await recountCustomers(tx, deps, { brandId, customerIds: [customerId], cause: 'granted' });
    // The reason may be about the person, so it stays with them and not in the log.
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: 'tier.granted',
      target: { kind: 'customer', id: customerId, name: null },
      changes: [
        { field: 'tier', before: null, after: level.nameRu },
        { field: 'until', before: null, after: order.until },
      ],
    });
    return [customerId, await showCustomerTier(tx, { brandId, customerId, now })] as const;
  });
  deps.live.publish(brandId, customerId);
  return answer;
}

/** Refuses `tier_not_found` where none was given by hand. */
export async function endTierGrant(
  deps: Deps,
  caller: BrandStaffCaller,
  givenId: string,
): Promise<CustomerTier> {
  const brandId = caller.brand.id;
  const now = deps.clock.now();
  const [customerId, answer] = await deps.db.prisma.$transaction(async (tx) => {
    const customerId = await holdSurvivor(tx, brandId, givenId);
    if ((await endGrants(tx, brandId, customerId, now)) === 0) throw new Refusal('tier_not_found');
    await recountCustomers(tx, deps, { brandId, customerIds: [customerId], cause: 'granted' });
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: 'tier.grant_ended',
      target: { kind: 'customer', id: customerId, name: null },
      changes: [],
    });
    return [customerId, await showCustomerTier(tx, { brandId, customerId, now })] as const;
  });
  deps.live.publish(brandId, customerId);
  return answer;
}

async function endGrants(tx: Tx, brandId: string, customerId: string, now: Date): Promise<number> {
  const open = (await readGrants(tx, { brandId, customerIds: [customerId], now })).get(customerId) ?? [];
  const ids = open.filter(({ kind }) => kind === 'staff').map(({ id }) => id);
  const { count } = await tx.tierGrant.updateMany({
    where: { brandId, id: { in: ids } },
    data: { endedAt: now },
  });
  return count;
}

function endOf(until: string, zone: string, now: Date): Date {
  const today = localMoment(now, zone).day;
  const last = dayOfDate(until);
  if (last < today || last > today + longestDays) {
    throw refuseField('until', {
      ru: 'нужен день от сегодняшнего и не дальше десяти лет',
      en: 'must be a day from today on, at most ten years ahead',
    });
  }
  return startOfDay(last + 1, zone);
}

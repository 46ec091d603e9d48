/** Customers for staff: list, profile, corrections, erasure, merging. */
import { roleMay, routes } from '@regulars/contracts';
import { actorOf } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { once } from '../platform/idempotency.ts';
import { Answer, type Mount } from '../platform/route.ts';
import { eraseCustomer } from './erase.ts';
import { findCustomer } from './find.ts';
import { mergeByStaff, type MergeQuestion, previewMerge } from './merge-by-staff.ts';
import { presentRow, withTiers, withWalletAndStats } from './present.ts';
import { correctProfile, customerProfile } from './profile.ts';
import { searchCustomerIds } from './search.sql.ts';

export function mountCustomerAdminRoutes(mount: Mount, deps: Deps): void {
  mount(routes.searchCustomers, async ({ input, caller }) => {
    const page = await searchCustomerIds(deps, caller.brand.id, input.query);
    const records = await deps.db.prisma.customer.findMany({
      where: { brandId: caller.brand.id, id: { in: page.ids } },
      include: withWalletAndStats,
    });
    const byId = new Map(records.map((record) => [record.id, record]));
    const found = page.ids.flatMap((id) => byId.get(id) ?? []);
    const items = await withTiers(deps, caller.brand.id, found);
    return {
      items: items.map((item) => presentRow(item, deps.secrets, maySeeContacts(caller))),
      nextCursor: page.nextCursor,
      total: page.total,
    };
  });

  mount(routes.getCustomerProfile, async ({ input, caller }) =>
    customerProfile(deps, caller.brand.id, input.params.id, maySeeContacts(caller)),
  );

  mount(routes.updateProfile, async ({ input, caller }) => {
    await correctProfile(deps, caller.brand.id, input.params.id, input.body, actorOf(caller));
    return customerProfile(deps, caller.brand.id, input.params.id, maySeeContacts(caller));
  });

  mount(routes.deleteProfile, async ({ input, caller }) => {
    const { id } = await findCustomer(deps, caller.brand.id, { id: input.params.id });
    await eraseCustomer(deps, caller.brand.id, id, actorOf(caller));
  });

  mount(routes.previewMerge, ({ input, caller }) =>
    previewMerge(deps, { ...questionOf(caller, input), maySeeContacts: maySeeContacts(caller) }),
  );

  mount(routes.mergeProfiles, async ({ input, caller, repeat }) => {
    const question = { ...questionOf(caller, input), actor: actorOf(caller) };
    const kept = await once(deps.db.prisma, repeat, async (tx) => ({
      status: 200,
      body: await mergeByStaff(tx, deps, question),
    }));
    deps.live.publish(caller.brand.id, kept.body.customerId);
    return new Answer(kept.body, { isReplay: kept.isReplay });
  });
}

function questionOf(
  caller: BrandStaffCaller,
  { params, body }: { params: { id: string }; body: { customerId: string } },
): MergeQuestion {
  return { brandId: caller.brand.id, id: params.id, otherId: body.customerId };
}

function maySeeContacts(caller: BrandStaffCaller): boolean {
  return roleMay(caller.brand.role, 'customers.contacts');
}

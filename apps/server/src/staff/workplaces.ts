/** Where a person of the staff works: some shops, or all of them. */
import type { Role, ShopName, StaffMember } from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { requireShops, shopNames } from '../shops/find.ts';
import { lockMember, requireGrant, showMember } from './members.ts';

/** An owner works everywhere: nobody could give a shut door back to them. */
export function workplacesOf(role: Role, shopIds: readonly string[]): readonly string[] {
  return role === 'owner' ? [] : shopIds;
}

/** Refuses `staff_not_found`, `shop_not_found` and `permission_missing` (roles above one's own). */
export async function setWorkplaces(
  deps: Deps,
  caller: BrandStaffCaller,
  change: { id: string; shopIds: readonly string[] },
): Promise<StaffMember> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    const { row } = await lockMember(tx, caller, change.id);
    requireGrant(caller.brand.role, row.role);
    await requireShops(tx, brandId, change.shopIds);
    const shopIds = [...new Set(change.shopIds)];
    const names = await shopNames(tx, brandId, [...row.shopIds, ...shopIds]);
    await tx.staffMembership.update({ where: { brandId_id: { brandId, id: row.id } }, data: { shopIds } });
    await audit(tx, deps.random, {
      brandId,
      actor: actorOf(caller),
      action: 'staff.shops_changed',
      target: { kind: 'staff', id: row.userId, name: row.user.name },
      changes: [{ field: 'shops', before: namesOf(row.shopIds, names), after: namesOf(shopIds, names) }],
    });
    return showMember({ ...row, shopIds }, caller, names);
  });
}

function namesOf(shopIds: readonly string[], names: ReadonlyMap<string, ShopName>): string[] {
  return shopIds.map((id) => names.get(id)?.name ?? id);
}

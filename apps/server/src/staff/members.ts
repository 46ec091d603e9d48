/** Who works in a brand and in which role; a brand never loses its last owner. */
import { type Role, roleMayGrant, type ShopName, type StaffMember } from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { shopNames } from '../shops/find.ts';
import { storedRole } from './stored-role.ts';

type Row = Awaited<ReturnType<Tx['staffMembership']['findFirstOrThrow']>> & {
  user: Awaited<ReturnType<Tx['staffUser']['findFirstOrThrow']>> & { _count: { passkeys: number } };
};

const listLimit = 500;
const withUser = { user: { include: { _count: { select: { passkeys: true } } } } } as const;

export async function listStaff(deps: Deps, caller: BrandStaffCaller): Promise<StaffMember[]> {
  const rows = await deps.db.prisma.staffMembership.findMany({
    where: { brandId: caller.brand.id },
    include: withUser,
    orderBy: { joinedAt: 'asc' },
    take: listLimit,
  });
  const names = await shopNames(
    deps.db.prisma,
    caller.brand.id,
    rows.flatMap(({ shopIds }) => shopIds),
  );
  return rows.map((row) => showMember(row, caller, names));
}

/** Refuses `staff_not_found`, `permission_missing` (roles above one's own) and `last_owner`. */
export async function changeRole(
  deps: Deps,
  caller: BrandStaffCaller,
  change: { id: string; role: Role },
): Promise<StaffMember> {
  return deps.db.prisma.$transaction(async (tx) => {
    const { row, owners } = await lockMember(tx, caller, change.id);
    const before = storedRole.parse(row.role);
    requireGrant(caller.brand.role, before);
    requireGrant(caller.brand.role, change.role);
    const names = await shopNames(tx, caller.brand.id, row.shopIds);
    if (before === change.role) return showMember(row, caller, names);
    if (before === 'owner' && owners === 1) throw new Refusal('last_owner');
    await tx.staffMembership.update({
      where: { brandId_id: { brandId: caller.brand.id, id: row.id } },
      data: { role: change.role },
    });
    await auditMember(tx, deps, caller, {
      row,
      action: 'staff.role_changed',
      role: { before, after: change.role },
    });
    return showMember({ ...row, role: change.role }, caller, names);
  });
}

/** The person's next request finds no membership, so the brand is closed to them at once. */
export async function removeStaff(deps: Deps, caller: BrandStaffCaller, id: string): Promise<void> {
  await deps.db.prisma.$transaction(async (tx) => {
    const { row, owners } = await lockMember(tx, caller, id);
    const role = storedRole.parse(row.role);
    requireGrant(caller.brand.role, role);
    if (role === 'owner' && owners === 1) throw new Refusal('last_owner');
    await tx.staffMembership.delete({ where: { brandId_id: { brandId: caller.brand.id, id } } });
    await auditMember(tx, deps, caller, {
      row,
      action: 'staff.removed',
      role: { before: role, after: null },
    });
  });
}

/** The owners' rows are locked in order, so two who step down together are judged one after the other. */
export async function lockMember(
  tx: Tx,
  caller: BrandStaffCaller,
  id: string,
): Promise<{ row: Row; owners: number }> {
  const brandId = caller.brand.id;
  const locked = await tx.$queryRaw<{ id: string; role: string }[]>`
    select id, role from staff_membership
    where brand_id = ${brandId}::uuid and (role = 'owner' or id = ${id}::uuid)
    order by id for update`;
  const row = await tx.staffMembership.findUnique({
    where: { brandId_id: { brandId, id } },
    include: withUser,
  });
  if (!row) throw new Refusal('staff_not_found');
  return { row, owners: locked.filter((one) => one.role === 'owner').length };
}

/** Refuses `permission_missing` for a role above one's own. */
export function requireGrant(granter: Role, role: string): void {
  if (!roleMayGrant(granter, storedRole.parse(role)))
    throw new Refusal('permission_missing', { values: { permission: 'staff.write' } });
}

async function auditMember(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  about: { row: Row; action: string; role: { before: Role; after: Role | null } },
): Promise<void> {
  await audit(tx, deps.random, {
    brandId: caller.brand.id,
    actor: actorOf(caller),
    action: about.action,
    target: { kind: 'staff', id: about.row.userId, name: about.row.user.name },
    changes: [{ field: 'role', ...about.role }],
  });
}

export function showMember(
  row: Row,
  caller: BrandStaffCaller,
  names: ReadonlyMap<string, ShopName>,
): StaffMember {
  return {
    id: row.id,
    userId: row.userId,
    name: row.user.name,
    email: row.user.email,
    role: storedRole.parse(row.role),
    twoFactorEnabled: row.user.twoFactorEnabled,
    hasPasskey: row.user._count.passkeys > 0,
    joinedAt: row.joinedAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    isMe: row.userId === caller.userId,
    shops: row.shopIds.flatMap((id) => names.get(id) ?? []),
  };
}

/** The signed-in person: brands, roles and rights, and the language of the admin. */
import { type Language, rolePermissions, type StaffMe } from '@regulars/contracts';
import { fileUrl } from '../brands/public.ts';
import type { Deps } from '../deps.ts';
import type { StaffCaller } from '../platform/callers.ts';
import { storedRole } from './stored-role.ts';

export async function staffMe(deps: Deps, caller: StaffCaller): Promise<StaffMe> {
  const user = await deps.db.prisma.staffUser.findUniqueOrThrow({
    where: { id: caller.userId },
    include: { memberships: true },
  });
  const brands = await deps.db.prisma.brand.findMany({
    where: { id: { in: user.memberships.map((one) => one.brandId) } },
    orderBy: { name: 'asc' },
  });
  const roleIn = new Map(user.memberships.map((one) => [one.brandId, storedRole.parse(one.role)]));
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    language: caller.language,
    twoFactorEnabled: user.twoFactorEnabled,
    isOperator: user.isOperator,
    brands: brands.flatMap((brand) => {
      const role = roleIn.get(brand.id);
      if (!role) return [];
      return {
        slug: brand.slug,
        name: brand.name,
        logoUrl: fileUrl(brand.id, brand.logoFile),
        accentColor: brand.accentColor,
        currency: brand.currency,
        zone: brand.zone,
        role,
        permissions: [...rolePermissions[role]],
      };
    }),
  };
}

/** What is not given stays as it is. */
export async function updateStaffMe(
  deps: Deps,
  caller: StaffCaller,
  change: { name?: string | undefined; language?: Language | undefined },
): Promise<StaffMe> {
  const data = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.language === undefined ? {} : { language: change.language }),
  };
  await deps.db.prisma.staffUser.update({ where: { id: caller.userId }, data });
  return staffMe(deps, { ...caller, ...data });
}

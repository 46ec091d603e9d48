/** Roles of staff, what each may do, and the scopes of API keys: deny by default. */

export const roles = ['owner', 'manager', 'marketer', 'cashier', 'support'] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'today.read',
  'customers.read',
  'customers.contacts',
  'customers.write',
  'customers.delete',
  'customers.merge',
  'points.adjust',
  'points.adjust.unlimited',
  'tiers.grant',
  'purchases.read',
  'purchases.write',
  'purchases.refund',
  'receipts.review',
  'programme.read',
  'programme.write',
  'rewards.read',
  'rewards.write',
  'coupons.read',
  'coupons.write',
  'brand.read',
  'brand.write',
  'bot.write',
  'shops.read',
  'shops.write',
  'staff.read',
  'staff.write',
  'apiKeys.write',
  'webhooks.write',
  'imports.write',
  'exports.create',
  'audit.read',
  'system.read',
  'system.write',
] as const;
export type Permission = (typeof permissions)[number];

/** What lets data out of the brand, or takes its bot away. */
const ownersOnly: ReadonlySet<Permission> = new Set(['apiKeys.write', 'webhooks.write', 'bot.write']);

/** `customers.contacts` shows whole phones and e-mails; without it they are masked. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  manager: permissions.filter((permission) => !ownersOnly.has(permission)),
  marketer: [
    'shops.read',
    'today.read',
    'customers.read',
    'purchases.read',
    'receipts.review',
    'programme.read',
    'programme.write',
    'rewards.read',
    'rewards.write',
    'coupons.read',
    'coupons.write',
    'brand.read',
  ],
  cashier: [
    'shops.read',
    'customers.read',
    'purchases.read',
    'purchases.write',
    'purchases.refund',
    'coupons.read',
  ],
  support: [
    'shops.read',
    'customers.read',
    'customers.contacts',
    'customers.write',
    'points.adjust',
    'tiers.grant',
    'purchases.read',
    'receipts.review',
    'programme.read',
    'rewards.read',
    'coupons.read',
    'coupons.write',
    'brand.read',
  ],
};

/** The most points one manual adjustment may move for those without `points.adjust.unlimited`. */
export const adjustmentLimitPoints = 1_000;

export function roleMay(role: Role, permission: Permission): boolean {
  return rolePermissions[role].includes(permission);
}

/** A person may hand out only roles that are not above their own. */
export function roleMayGrant(granter: Role, granted: Role): boolean {
  if (granter === 'owner') return true;
  return granter === 'manager' && granted !== 'owner' && granted !== 'manager';
}

export const scopes = [
  'customers:read',
  'customers:write',
  'purchases:read',
  'purchases:write',
  'adjustments:write',
  'events:write',
  'coupons:read',
  'coupons:write',
] as const;
export type Scope = (typeof scopes)[number];

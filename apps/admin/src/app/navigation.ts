/** Every page of a brand: where it is, what it is called and who may see it; its component stands in screens.ts. */
import type { Permission } from '@regulars/contracts/permissions';
import {
  type Icon,
  IconActivityHeartbeat,
  IconBuildingStore,
  IconCash,
  IconGift,
  IconHistory,
  IconHome,
  IconKey,
  IconListCheck,
  IconPalette,
  IconPhotoScan,
  IconReceipt,
  IconTicket,
  IconTrophy,
  IconRobot,
  IconShieldLock,
  IconStairsUp,
  IconTableImport,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react';

export type PageName =
  | 'today'
  | 'customers'
  | 'till'
  | 'purchases'
  | 'receipts'
  | 'programme'
  | 'earningRules'
  | 'tiers'
  | 'rewards'
  | 'coupons'
  | 'shops'
  | 'brand'
  | 'bot'
  | 'staff'
  | 'apiKeys'
  | 'webhooks'
  | 'imports'
  | 'audit'
  | 'system'
  | 'account';

export interface PageEntry {
  /** Word under `nav.` in the catalogue. */
  name: PageName;
  /** After `/admin/{slug}`; deeper addresses (`/customers/:id`) go to the same screen. */
  path: string;
  group: 'work' | 'settings' | 'own';
  /** Null for pages that everyone on the staff has. */
  permission: Permission | null;
  icon: Icon;
  /** Second key after G, as in "G then C". */
  key: string;
}

export const pages: readonly PageEntry[] = [
  {
    name: 'today',
    path: '/today',
    group: 'work',
    permission: 'today.read',
    icon: IconHome,
    key: 'h',
  },
  {
    name: 'customers',
    path: '/customers',
    group: 'work',
    permission: 'customers.read',
    icon: IconUsers,
    key: 'c',
  },
  {
    name: 'till',
    path: '/till',
    group: 'work',
    permission: 'purchases.write',
    icon: IconCash,
    key: 't',
  },
  {
    name: 'purchases',
    path: '/purchases',
    group: 'work',
    permission: 'purchases.read',
    icon: IconReceipt,
    key: 'p',
  },
  {
    name: 'receipts',
    path: '/receipts',
    group: 'work',
    permission: 'receipts.review',
    icon: IconPhotoScan,
    key: 'n',
  },
  {
    name: 'programme',
    path: '/programme',
    group: 'work',
    permission: 'programme.read',
    icon: IconGift,
    key: 'r',
  },
  {
    name: 'earningRules',
    path: '/earning-rules',
    group: 'work',
    permission: 'programme.read',
    icon: IconListCheck,
    key: 'e',
  },
  {
    name: 'tiers',
    path: '/tiers',
    group: 'work',
    permission: 'programme.read',
    icon: IconStairsUp,
    key: 'u',
  },
  {
    name: 'rewards',
    path: '/rewards',
    group: 'work',
    permission: 'rewards.read',
    icon: IconTrophy,
    key: 'd',
  },
  {
    name: 'coupons',
    path: '/coupons',
    group: 'work',
    permission: 'coupons.read',
    icon: IconTicket,
    key: 'u',
  },
  {
    name: 'shops',
    path: '/settings/shops',
    group: 'settings',
    permission: 'shops.read',
    icon: IconBuildingStore,
    key: 'm',
  },
  {
    name: 'brand',
    path: '/settings/brand',
    group: 'settings',
    permission: 'brand.read',
    icon: IconPalette,
    key: 'b',
  },
  {
    name: 'bot',
    path: '/settings/bot',
    group: 'settings',
    permission: 'bot.write',
    icon: IconRobot,
    key: 'o',
  },
  {
    name: 'staff',
    path: '/settings/staff',
    group: 'settings',
    permission: 'staff.read',
    icon: IconUsersGroup,
    key: 's',
  },
  {
    name: 'apiKeys',
    path: '/settings/api-keys',
    group: 'settings',
    permission: 'apiKeys.write',
    icon: IconKey,
    key: 'k',
  },
  {
    name: 'webhooks',
    path: '/settings/webhooks',
    group: 'settings',
    permission: 'webhooks.write',
    icon: IconWebhook,
    key: 'w',
  },
  {
    name: 'imports',
    path: '/settings/imports',
    group: 'settings',
    permission: 'imports.write',
    icon: IconTableImport,
    key: 'i',
  },
  {
    name: 'audit',
    path: '/settings/audit',
    group: 'settings',
    permission: 'audit.read',
    icon: IconHistory,
    key: 'l',
  },
  {
    name: 'system',
    path: '/settings/system',
    group: 'settings',
    permission: 'system.read',
    icon: IconActivityHeartbeat,
    key: 'y',
  },
  {
    name: 'account',
    path: '/account',
    group: 'own',
    permission: null,
    icon: IconShieldLock,
    key: 'a',
  },
];

/** Pages the person may open, in the order of the navigation. */
export function visiblePages(permissions: readonly Permission[]): PageEntry[] {
  return pages.filter((page) => page.permission === null || permissions.includes(page.permission));
}

/** The page an address below `/admin/{slug}` belongs to. */
export function pageOfPath(path: string): PageEntry | undefined {
  return pages.find((page) => path === page.path || path.startsWith(`${page.path}/`));
}

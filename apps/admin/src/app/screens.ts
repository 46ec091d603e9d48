/** The component of every page, each a chunk of its own, loaded when first opened. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { PageName } from './navigation.ts';

export const screens: Record<PageName, LazyExoticComponent<ComponentType>> = {
  today: lazy(async () => ({ default: (await import('../features/today/today-page.tsx')).TodayPage })),
  customers: lazy(async () => ({
    default: (await import('../features/customers/customers-page.tsx')).CustomersPage,
  })),
  till: lazy(async () => ({ default: (await import('../features/till/till-page.tsx')).TillPage })),
  purchases: lazy(async () => ({
    default: (await import('../features/purchases/purchases-page.tsx')).PurchasesPage,
  })),
  receipts: lazy(async () => ({
    default: (await import('../features/receipts/receipts-page.tsx')).ReceiptsPage,
  })),
  programme: lazy(async () => ({
    default: (await import('../features/programme/programme-page.tsx')).ProgrammePage,
  })),
  earningRules: lazy(async () => ({
    default: (await import('../features/earning-rules/earning-rules-page.tsx')).EarningRulesPage,
  })),
  tiers: lazy(async () => ({ default: (await import('../features/tiers/tiers-page.tsx')).TiersPage })),
  rewards: lazy(async () => ({
    default: (await import('../features/rewards/rewards-page.tsx')).RewardsPage,
  })),
  coupons: lazy(async () => ({
    default: (await import('../features/coupons/coupons-page.tsx')).CouponsPage,
  })),
  shops: lazy(async () => ({ default: (await import('../features/shops/shops-page.tsx')).ShopsPage })),
  brand: lazy(async () => ({ default: (await import('../features/brand/brand-page.tsx')).BrandPage })),
  bot: lazy(async () => ({ default: (await import('../features/bot/bot-page.tsx')).BotPage })),
  staff: lazy(async () => ({ default: (await import('../features/staff/staff-page.tsx')).StaffPage })),
  apiKeys: lazy(async () => ({
    default: (await import('../features/api-keys/api-keys-page.tsx')).ApiKeysPage,
  })),
  webhooks: lazy(async () => ({
    default: (await import('../features/webhooks/webhooks-page.tsx')).WebhooksPage,
  })),
  imports: lazy(async () => ({
    default: (await import('../features/imports/imports-page.tsx')).ImportsPage,
  })),
  audit: lazy(async () => ({ default: (await import('../features/audit/audit-page.tsx')).AuditPage })),
  system: lazy(async () => ({ default: (await import('../features/system/system-page.tsx')).SystemPage })),
  account: lazy(async () => ({
    default: (await import('../features/account/account-page.tsx')).AccountPage,
  })),
};

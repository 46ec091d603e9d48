/** Exports: every list as a CSV file, by the filters of the list on the screen; each stands in the audit log. */
import { z } from 'zod';
import { searchCustomers } from './customers.ts';
import { defineRoute } from './define-route.ts';
import { entryKind } from './ledger.ts';
import { id, instant, slug } from './primitives.ts';
import { listPurchases } from './purchases.ts';
import { listRewards } from './rewards.ts';
import { listAuditEntries } from './staff.ts';
import { listWebhookDeliveries } from './webhooks.ts';

const bySlug = z.object({ slug });
const paging = { cursor: true, limit: true } as const;

export const tableSeparators = ['semicolon', 'comma'] as const;
export type TableSeparator = (typeof tableSeparators)[number];

/** Excel in Russian takes the semicolon, most programs the comma. */
const form = { separator: z.enum(tableSeparators).default('semicolon') };
const formOnly = z.strictObject(form);

export const exportCustomers = defineRoute('exportCustomers', {
  access: { kind: 'staff', permission: 'exports.create' },
  summary: 'Customers as CSV, by the filters of their list, with contacts for those who may see them.',
  params: bySlug,
  query: searchCustomers.query.omit(paging).extend(form),
  success: 200,
  errors: ['validation_failed'],
});

export const exportPurchases = defineRoute('exportPurchases', {
  access: { kind: 'staff', permission: 'exports.create' },
  summary: 'Purchases as CSV, by the filters of their list.',
  params: bySlug,
  query: listPurchases.query.omit(paging).extend(form),
  success: 200,
  errors: ['validation_failed', 'shop_not_yours'],
});

export const exportEntries = defineRoute('exportEntries', {
  access: { kind: 'staff', permission: 'exports.create' },
  summary: 'Movements of points as CSV, newest first: of all customers, or of one.',
  params: bySlug,
  query: z.strictObject({
    customerId: id.optional(),
    kind: entryKind.optional(),
    from: instant.optional(),
    to: instant.optional(),
    ...form,
  }),
  success: 200,
  errors: ['validation_failed'],
});

export const exportShops = defineRoute('exportShops', {
  access: { kind: 'staff', permission: 'exports.create' },
  summary: 'Shops as CSV.',
  params: bySlug,
  query: formOnly,
  success: 200,
  errors: ['validation_failed'],
});

export const exportRewards = defineRoute('exportRewards', {
  access: { kind: 'staff', permission: 'exports.create' },
  summary: 'The catalogue as CSV, by the filters of its list.',
  params: bySlug,
  query: listRewards.query.omit(paging).extend(form),
  success: 200,
  errors: ['validation_failed'],
});

export const exportAuditEntries = defineRoute('exportAuditEntries', {
  access: { kind: 'staff', permission: 'exports.create' },
  summary: 'The audit log as CSV, by the filters of its list.',
  params: bySlug,
  query: listAuditEntries.query.omit(paging).extend(form),
  success: 200,
  errors: ['validation_failed'],
});

export const exportWebhookDeliveries = defineRoute('exportWebhookDeliveries', {
  access: { kind: 'staff', permission: 'webhooks.write' },
  summary: 'Deliveries to an endpoint as CSV, by the filters of their list.',
  params: z.object({ slug, id }),
  query: listWebhookDeliveries.query.omit(paging).extend(form),
  success: 200,
  errors: ['validation_failed', 'webhook_endpoint_not_found'],
});

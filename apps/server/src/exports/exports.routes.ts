/** Every list as a CSV file, by its own filters and right, and in the audit log. */
import { type Language, routes } from '@regulars/contracts';
import { roleMay } from '@regulars/contracts/permissions';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Mount } from '../platform/route.ts';
import { findEndpoint } from '../webhooks/endpoints.ts';
import { headersOf } from './headers.ts';
import { sendExport } from './pages.ts';
import { customerHeadings, customerPages, entryHeadings, entryPages, type ExportBrand } from './people.ts';
import { purchaseHeadings, purchasePages } from './purchases.ts';
import {
  auditHeadings,
  auditPages,
  deliveryHeadings,
  deliveryPages,
  rewardHeadings,
  rewardPages,
  shopHeadings,
  shopPages,
} from './settings.ts';

export function mountExportRoutes(mount: Mount, deps: Deps): void {
  mount(routes.exportCustomers, async ({ input: { query }, caller, language, reply }) => {
    const brand = await readBrand(deps, caller, language);
    const maySeeContacts = roleMay(caller.brand.role, 'customers.contacts');
    return sendExport(deps, caller, reply, {
      name: 'customers',
      permission: 'customers.read',
      query,
      header: headersOf(customerHeadings, language),
      pages: customerPages(deps, brand, query, maySeeContacts),
    });
  });

  mount(routes.exportPurchases, async ({ input: { query }, caller, language, reply }) => {
    const brand = await readBrand(deps, caller, language);
    return sendExport(deps, caller, reply, {
      name: 'purchases',
      permission: 'purchases.read',
      query,
      header: headersOf(purchaseHeadings, language),
      pages: await purchasePages(deps, brand, query, caller.brand.shopIds),
    });
  });

  mount(routes.exportEntries, async ({ input: { query }, caller, language, reply }) => {
    const brand = await readBrand(deps, caller, language);
    return sendExport(deps, caller, reply, {
      name: 'entries',
      permission: 'customers.read',
      query,
      header: headersOf(entryHeadings, language),
      pages: await entryPages(deps, brand, query),
    });
  });

  mountSettingsExports(mount, deps);
}

function mountSettingsExports(mount: Mount, deps: Deps): void {
  mount(routes.exportShops, async ({ input: { query }, caller, language, reply }) =>
    sendExport(deps, caller, reply, {
      name: 'shops',
      permission: 'shops.read',
      query,
      header: headersOf(shopHeadings, language),
      pages: shopPages(deps, await readBrand(deps, caller, language)),
    }),
  );

  mount(routes.exportRewards, async ({ input: { query }, caller, language, reply }) =>
    sendExport(deps, caller, reply, {
      name: 'rewards',
      permission: 'rewards.read',
      query,
      header: headersOf(rewardHeadings, language),
      pages: rewardPages(deps, await readBrand(deps, caller, language), query),
    }),
  );

  mount(routes.exportAuditEntries, async ({ input: { query }, caller, language, reply }) =>
    sendExport(deps, caller, reply, {
      name: 'audit',
      permission: 'audit.read',
      query,
      header: headersOf(auditHeadings, language),
      pages: auditPages(deps, await readBrand(deps, caller, language), query),
    }),
  );

  mount(routes.exportWebhookDeliveries, async ({ input: { query, params }, caller, language, reply }) => {
    await findEndpoint(deps.db.prisma, { brandId: caller.brand.id, id: params.id });
    return sendExport(deps, caller, reply, {
      name: 'deliveries',
      permission: 'webhooks.write',
      query,
      header: headersOf(deliveryHeadings, language),
      pages: deliveryPages(deps, await readBrand(deps, caller, language), params.id, query),
    });
  });
}

async function readBrand(deps: Deps, caller: BrandStaffCaller, language: Language): Promise<ExportBrand> {
  const { currency, zone } = await deps.db.prisma.brand.findUniqueOrThrow({
    where: { id: caller.brand.id },
    select: { currency: true, zone: true },
  });
  return { id: caller.brand.id, currency, zone, language };
}

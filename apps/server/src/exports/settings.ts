/** Shops, the catalogue, the audit log and webhook deliveries as tables. */
import type { RouteParsed, Routes } from '@regulars/contracts';
import { listAuditEntries } from '../audit/list.ts';
import type { Deps } from '../deps.ts';
import type { Cell } from '../platform/csv-out.ts';
import { listRewards } from '../rewards/rewards.ts';
import { listDeliveries } from '../webhooks/deliveries.ts';
import type { Heading } from './headers.ts';
import { momentsIn, pageRows, pagesOf } from './pages.ts';
import type { ExportBrand } from './people.ts';

export const shopHeadings = [
  'id',
  'name',
  'address',
  'phone',
  'latitude',
  'longitude',
  'fiscalNumbers',
  'taxNumbers',
  'archivedAt',
] as const satisfies readonly Heading[];

export function shopPages(deps: Deps, brand: ExportBrand) {
  const moment = momentsIn(brand.zone);
  return pagesOf(
    async () => ({
      items: await deps.db.prisma.shop.findMany({ where: { brandId: brand.id }, orderBy: { name: 'asc' } }),
      nextCursor: null,
    }),
    (rows) =>
      rows.map((row): Cell[] => [
        row.id,
        row.name,
        row.address,
        row.phone,
        row.latitude,
        row.longitude,
        row.fiscalNumbers.join(' '),
        row.taxNumbers.join(' '),
        moment(row.archivedAt),
      ]),
  );
}

export const rewardHeadings = [
  'id',
  'titleRu',
  'titleEn',
  'descriptionRu',
  'descriptionEn',
  'pricePoints',
  'stock',
  'sold',
  'perPersonLimit',
  'category',
  'partner',
  'from',
  'until',
  'state',
] as const satisfies readonly Heading[];

export function rewardPages(
  deps: Deps,
  brand: ExportBrand,
  { separator: _form, ...filters }: RouteParsed<Routes['exportRewards']>['query'],
) {
  return pagesOf(
    (cursor) => listRewards(deps, brand.id, { ...filters, cursor, limit: pageRows }, brand.language),
    (rows) =>
      rows.map((row): Cell[] => [
        row.id,
        row.title.ru,
        row.title.en,
        row.description.ru,
        row.description.en,
        row.pricePoints,
        row.stock,
        row.soldCount,
        row.perPersonLimit,
        row.category,
        row.partner,
        row.from,
        row.until,
        row.state,
      ]),
  );
}

export const auditHeadings = [
  'at',
  'actor',
  'action',
  'target',
  'targetId',
  'changes',
] as const satisfies readonly Heading[];

export function auditPages(
  deps: Deps,
  brand: ExportBrand,
  { separator: _form, ...filters }: RouteParsed<Routes['exportAuditEntries']>['query'],
) {
  const moment = momentsIn(brand.zone);
  return pagesOf(
    (cursor) => listAuditEntries(deps.db.prisma, brand.id, { ...filters, cursor, limit: pageRows }),
    (rows) =>
      rows.map((row): Cell[] => [
        moment(row.at),
        row.actor.name || row.actor.kind,
        row.action,
        row.target?.name ?? row.target?.kind ?? null,
        row.target?.id ?? null,
        row.changes.length === 0 ? '' : JSON.stringify(row.changes),
      ]),
  );
}

export const deliveryHeadings = [
  'createdAt',
  'id',
  'type',
  'state',
  'attempts',
  'lastStatus',
  'lastProblem',
  'lastAttemptAt',
] as const satisfies readonly Heading[];

export function deliveryPages(
  deps: Deps,
  brand: ExportBrand,
  endpointId: string,
  { separator: _form, ...filters }: RouteParsed<Routes['exportWebhookDeliveries']>['query'],
) {
  const moment = momentsIn(brand.zone);
  return pagesOf(
    (cursor) =>
      listDeliveries(deps, { brandId: brand.id, id: endpointId }, { ...filters, cursor, limit: pageRows }),
    (rows) =>
      rows.map((row): Cell[] => [
        moment(row.createdAt),
        row.messageId,
        row.type,
        row.state,
        row.attempts,
        row.lastStatus,
        row.lastProblem,
        moment(row.lastAttemptAt),
      ]),
  );
}

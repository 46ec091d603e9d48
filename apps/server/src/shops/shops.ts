/** Shops of a brand: listed, added, changed and archived by staff, each change in the audit log. */
import { openingInterval, type PublicShop, type Shop, type ShopBody, shopLimit } from '@regulars/contracts';
import { z } from 'zod';
import { actorOf, audit, type Change, changesBetween } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { openingAt, weekdayAt } from './opening.rules.ts';

type Row = Awaited<ReturnType<Tx['shop']['findFirstOrThrow']>>;

const storedHours = z.array(openingInterval);

/** Archived ones last. */
export async function listShops(deps: Deps, caller: BrandStaffCaller): Promise<Shop[]> {
  const rows = await deps.db.prisma.shop.findMany({
    where: { brandId: caller.brand.id },
    orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }],
    take: shopLimit,
  });
  return rows.map((row) => showShop(row, caller));
}

export async function listPublicShops(deps: Deps, brandId: string) {
  const { prisma } = deps.db;
  const { zone } = await prisma.brand.findUniqueOrThrow({ where: { id: brandId }, select: { zone: true } });
  const rows = await prisma.shop.findMany({
    where: { brandId, archivedAt: null },
    orderBy: { name: 'asc' },
    take: shopLimit,
  });
  const now = deps.clock.now();
  return { items: rows.map((row) => showPublic(row, now, zone)), weekday: weekdayAt(now, zone) };
}

/** Refuses `too_many_shops` and a fiscal drive that stands in another shop. */
export async function createShop(deps: Deps, caller: BrandStaffCaller, body: ShopBody): Promise<Shop> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    await lockShops(tx, brandId);
    if ((await tx.shop.count({ where: { brandId } })) >= shopLimit)
      throw new Refusal('too_many_shops', { values: { limit: shopLimit } });
    await requireFreeDrives(tx, brandId, null, body.fiscalNumbers);
    const row = await tx.shop.create({
      data: { brandId, id: deps.random.id(), ...columnsOf(body), createdAt: deps.clock.now() },
    });
    await note(tx, deps, caller, row, { act: 'created', changes: [] });
    return showShop(row, caller);
  });
}

/** Refuses `shop_not_found` and a fiscal drive that stands in another shop. */
export async function saveShop(
  deps: Deps,
  caller: BrandStaffCaller,
  { id, body }: { id: string; body: ShopBody },
): Promise<Shop> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    await lockShops(tx, brandId);
    const before = await findRow(tx, brandId, id);
    await requireFreeDrives(tx, brandId, id, body.fiscalNumbers);
    const row = await tx.shop.update({ where: { brandId_id: { brandId, id } }, data: columnsOf(body) });
    const changes = changesBetween(settingsOf(before), settingsOf(row));
    if (changes.length > 0) await note(tx, deps, caller, row, { act: 'saved', changes });
    return showShop(row, caller);
  });
}

/** Refuses `shop_not_found`; the same state again changes nothing. */
export async function setShopState(
  deps: Deps,
  caller: BrandStaffCaller,
  { id, isArchived }: { id: string; isArchived: boolean },
): Promise<Shop> {
  const brandId = caller.brand.id;
  return deps.db.prisma.$transaction(async (tx) => {
    await lockShops(tx, brandId);
    const before = await findRow(tx, brandId, id);
    if ((before.archivedAt !== null) === isArchived) return showShop(before, caller);
    const row = await tx.shop.update({
      where: { brandId_id: { brandId, id } },
      data: { archivedAt: isArchived ? deps.clock.now() : null },
    });
    await note(tx, deps, caller, row, { act: isArchived ? 'archived' : 'restored', changes: [] });
    return showShop(row, caller);
  });
}

/** Two who save at once must not both get the last place or the same fiscal drive. */
async function lockShops(tx: Tx, brandId: string): Promise<void> {
  await tx.$queryRaw`select 1 from brand where id = ${brandId}::uuid for update`;
}

async function findRow(tx: Tx, brandId: string, id: string): Promise<Row> {
  const row = await tx.shop.findUnique({ where: { brandId_id: { brandId, id } } });
  if (!row) throw new Refusal('shop_not_found');
  return row;
}

async function requireFreeDrives(
  tx: Tx,
  brandId: string,
  ownId: string | null,
  drives: readonly string[],
): Promise<void> {
  if (drives.length === 0) return;
  const holder = await tx.shop.findFirst({
    where: {
      brandId,
      fiscalNumbers: { hasSome: [...drives] },
      ...(ownId === null ? {} : { id: { not: ownId } }),
    },
  });
  if (!holder) return;
  throw refuseField('fiscalNumbers', {
    ru: `уже стоит в магазине «${holder.name}»`,
    en: `stands in the shop “${holder.name}” already`,
  });
}

function columnsOf({ place, ...body }: ShopBody) {
  return {
    ...body,
    hours: body.hours.map(({ weekday, from, until }) => ({ weekday, from, until })),
    closedDates: [...new Set(body.closedDates)].sort(),
    fiscalNumbers: [...new Set(body.fiscalNumbers)],
    taxNumbers: [...new Set(body.taxNumbers)],
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
  };
}

function settingsOf(row: Row) {
  const { name, address, phone, latitude, longitude, hours, closedDates, fiscalNumbers, taxNumbers } = row;
  return {
    name,
    address: address ?? '',
    phone,
    place: latitude === null || longitude === null ? null : { latitude, longitude },
    hours: storedHours.parse(hours),
    closedDates,
    fiscalNumbers,
    taxNumbers,
  };
}

function showShop(row: Row, { brand }: BrandStaffCaller): Shop {
  return {
    id: row.id,
    ...settingsOf(row),
    isArchived: row.archivedAt !== null,
    createdAt: row.createdAt.toISOString(),
    isMine: brand.shopIds.length === 0 || brand.shopIds.includes(row.id),
  };
}

function showPublic(row: Row, now: Date, zone: string): PublicShop {
  const { name, address, phone, place, hours, closedDates } = settingsOf(row);
  return {
    id: row.id,
    name,
    address,
    phone,
    place,
    hours,
    now: openingAt({ hours, closedDates }, now, zone),
  };
}

async function note(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  { brandId, id, name }: Row,
  { act, changes }: { act: 'created' | 'saved' | 'archived' | 'restored'; changes: readonly Change[] },
): Promise<void> {
  await audit(tx, deps.random, {
    brandId,
    actor: actorOf(caller),
    action: `shop.${act}`,
    target: { kind: 'shop', id, name },
    changes,
  });
}

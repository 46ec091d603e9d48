/** Shops as other slices meet them: by name, by what receipts know of them, and as the place where somebody works. */
import type { ShopName } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';

/** Names by id, of archived shops too; what is no shop of the brand is missing. */
export async function shopNames(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<Map<string, ShopName>> {
  if (ids.length === 0) return new Map();
  const shops = await tx.shop.findMany({
    where: { brandId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(shops.map((shop) => [shop.id, shop]));
}

/** Refuses `shop_not_found` unless each is a shop of the brand. */
export async function requireShops(tx: Tx, brandId: string, ids: readonly string[]): Promise<void> {
  const names = await shopNames(tx, brandId, ids);
  if (ids.some((id) => !names.has(id))) throw new Refusal('shop_not_found');
}

/** Refuses `shop_not_yours` where something happened in a shop in which the person does not work. */
export function requireOwnShop(workplaces: readonly string[], shopId: string | null): void {
  if (workplaces.length === 0) return;
  if (shopId === null || !workplaces.includes(shopId)) throw new Refusal('shop_not_yours');
}

/** The same for what is about to happen: who works in some shops must say in which. Refuses `shop_required` too. */
export function requireWorkplace(workplaces: readonly string[], shopId: string | undefined): void {
  if (workplaces.length > 0 && shopId === undefined) throw new Refusal('shop_required');
  requireOwnShop(workplaces, shopId ?? null);
}

/** What a receipt tells of its seller: the number of the fiscal drive, and the INN where it is known. */
export interface FiscalSeller {
  fn?: string | undefined;
  inn?: string | undefined;
}

/**
 * Whether a receipt is the brand's, and of which shop: the drive stands in one shop, while an INN may be shared by
 * several; then it is the brand's, but no shop's. Null for a stranger's receipt. Archived shops count: receipts come late.
 */
export async function findShopByFiscal(
  tx: Tx,
  brandId: string,
  { fn, inn }: FiscalSeller,
): Promise<{ shop: ShopName | null } | null> {
  const select = { id: true, name: true } as const;
  if (fn !== undefined) {
    const shop = await tx.shop.findFirst({ where: { brandId, fiscalNumbers: { has: fn } }, select });
    if (shop) return { shop };
  }
  if (inn === undefined) return null;
  const sharing = await tx.shop.findMany({ where: { brandId, taxNumbers: { has: inn } }, select, take: 2 });
  const [first] = sharing;
  return first ? { shop: sharing.length === 1 ? first : null } : null;
}

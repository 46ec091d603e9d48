/** Whose cash register a receipt comes from: the brand's own list, and the fiscal numbers of its shops. */
import type { ReceiptSettings } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';

export interface KnownRegister {
  name: string;
  shopId: string | null;
  /** Null is the brand's. */
  zone: string | null;
}

export async function findRegister(
  tx: Tx,
  brandId: string,
  settings: ReceiptSettings,
  fiscalDrive: string,
): Promise<KnownRegister | null> {
  const listed = settings.registers.find((one) => one.fiscalDrive === fiscalDrive);
  const shop = await tx.shop.findFirst({
    where: { brandId, fiscalNumbers: { has: fiscalDrive } },
    select: { id: true, name: true },
  });
  if (!listed && !shop) return null;
  return {
    name: listed?.name || (shop?.name ?? ''),
    shopId: shop?.id ?? null,
    zone: listed?.zone ?? null,
  };
}

export async function namesOfRegisters(
  tx: Tx,
  brandId: string,
  settings: ReceiptSettings,
): Promise<Map<string, string>> {
  const shops = await tx.shop.findMany({ where: { brandId }, select: { name: true, fiscalNumbers: true } });
  const ofShops = shops.flatMap(({ name, fiscalNumbers }) =>
    fiscalNumbers.map((number): [string, string] => [number, name]),
  );
  const names = new Map(ofShops);
  for (const { fiscalDrive, name } of settings.registers)
    if (name !== '' || !names.has(fiscalDrive)) names.set(fiscalDrive, name);
  return names;
}

/** Whether the seller whom a checking service named is the brand. */
export async function isOwnTaxpayer(
  tx: Tx,
  brandId: string,
  settings: ReceiptSettings,
  taxpayer: string,
): Promise<boolean> {
  if (settings.taxpayers.includes(taxpayer)) return true;
  const shop = await tx.shop.findFirst({
    where: { brandId, taxNumbers: { has: taxpayer } },
    select: { id: true },
  });
  return shop !== null;
}

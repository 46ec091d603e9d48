/** What tests of purchases share: an asker as an API key would be, and short ways to buy. */
import type { PurchaseBody } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { hashInput } from '../platform/idempotency.ts';
import type { Asker } from './purchase.request.ts';
import type { Purchasing } from './purchases.ts';

let count = 0;

/** A receipt number that no other call gives. */
export function receipt(): string {
  count += 1;
  return `receipt-${count}`;
}

/** A till with a fresh Idempotency-Key, or the one given, for this body. */
export function tillAsker(brandId: string, body: unknown, key: string = receipt()): Asker {
  return {
    source: 'api',
    actor: { kind: 'apiKey', id: 'till-1' },
    shopId: null,
    repeat: { brandId, caller: 'api:till-1', route: 'createPurchase', key, inputHash: hashInput([{}, body]) },
  };
}

export function buy(
  purchasing: Purchasing,
  brandId: string,
  fields: Omit<PurchaseBody, 'externalId'> & { externalId?: string },
  key?: string,
) {
  const body: PurchaseBody = { externalId: receipt(), ...fields };
  return purchasing.create(brandId, body, tillAsker(brandId, body, key), 'en');
}

/** The wallet as it stands in the database. */
export async function readWallet(deps: Deps, brandId: string, customerId: string) {
  const row = await deps.db.prisma.wallet.findUniqueOrThrow({
    where: { brandId_customerId: { brandId, customerId } },
  });
  return { available: Number(row.available), pending: Number(row.pending) };
}

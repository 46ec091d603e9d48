/** Reads what rules may ask about one customer, outside the till's path. */
import type { Tx } from '../platform/db.ts';
import { benefitOf } from './tier-benefit.ts';
import type { TierBenefit } from './evaluate.ts';
import { type CustomerFacts, type EarlierGoods, localMoment, lowerCase } from './facts.ts';

/** The longest span that a rule may ask about, and one day for the zone. */
const daysBack = 93;
const mostLines = 2_000;
const dayMilliseconds = 86_400_000;

export interface CustomerHistory {
  tier: TierBenefit | null;
  facts: CustomerFacts;
  availablePoints: number;
  earlier: EarlierGoods[];
}

/** Null when there is no such customer. */
export async function readCustomerHistory(
  tx: Tx,
  brandId: string,
  customerId: string,
  { at, zone }: { at: Date; zone: string },
): Promise<CustomerHistory | null> {
  const customer = await tx.customer.findUnique({
    where: { brandId_id: { brandId, id: customerId }, deletedAt: null },
    include: { stats: true, wallet: true },
  });
  if (!customer) return null;
  const events = await tx.customerEvent.groupBy({
    by: ['type'],
    where: { brandId, customerId, occurredAt: { lte: at } },
    _max: { occurredAt: true },
  });
  const tier = await readTier(tx, brandId, customerId, at);
  return {
    tier,
    availablePoints: Number(customer.wallet?.available ?? 0),
    earlier: await readEarlierGoods(tx, brandId, customerId, { at, zone }),
    facts: {
      joinedDay: customer.joinedAt && localMoment(customer.joinedAt, zone).day,
      birthday: customer.birthdayMonthDay,
      language: customer.language,
      source: customer.source,
      purchasesBefore: customer.stats?.purchasesCount ?? 0,
      spentBeforeMinor: Number(customer.stats?.spentMinor ?? 0),
      tierId: tier?.id ?? null,
      segmentIds: [],
      lastEvents: Object.fromEntries(
        events.flatMap(({ type, _max }) =>
          _max.occurredAt ? [[type, localMoment(_max.occurredAt, zone).day]] : [],
        ),
      ),
    },
  };
}

/** The level kept now, with its fall if the instant lies after it. */
async function readTier(tx: Tx, brandId: string, customerId: string, at: Date): Promise<TierBenefit | null> {
  const kept = await tx.customerTier.findUnique({ where: { brandId_customerId: { brandId, customerId } } });
  if (!kept) return benefitOf(tx, { brandId, threshold: 0, retiredAt: null });
  const tierId = kept.dropsAt && kept.dropsAt <= at ? kept.dropsTo : kept.tierId;
  return tierId === null ? null : benefitOf(tx, { brandId, id: tierId, retiredAt: null });
}

async function readEarlierGoods(
  tx: Tx,
  brandId: string,
  customerId: string,
  { at, zone }: { at: Date; zone: string },
): Promise<EarlierGoods[]> {
  const since = new Date(at.getTime() - daysBack * dayMilliseconds);
  const lines = await tx.purchaseLine.findMany({
    where: { brandId, purchase: { customerId, occurredAt: { gt: since, lte: at } } },
    include: { purchase: { select: { occurredAt: true } } },
    take: mostLines,
  });
  return lines.map((line) => ({
    day: localMoment(line.purchase.occurredAt, zone).day,
    sku: lowerCase(line.sku),
    name: lowerCase(line.name),
    category: lowerCase(line.category),
    isDiscounted: line.discountMinor > 0n,
    quantity: Number(line.quantity - line.refundedQuantity),
  }));
}

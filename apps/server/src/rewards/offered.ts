/** The catalogue as a person sees it: what is on sale, what is in reach, and what is in the way. */
import type { Language, OfferedReward, RouteParsed, Routes } from '@regulars/contracts';
import { describeCouponTerms, describeCouponValidity, shownIn } from '@regulars/contracts/coupon-words';
import { fileUrl } from '../brands/public.ts';
import { shopsOf } from '../coupons/present.ts';
import { promiseOf, readValidity } from '../coupons/promise.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { tierOf } from '../tiers/tier-of.sql.ts';
import { isOnSale, leftCount, rewardBrand, type RewardRow } from './present.ts';
import { affordable } from './quantity.rules.ts';
import { afterPlace, categoriesOf, placeCursor, searched } from './rewards.ts';

type ListQuery = RouteParsed<Routes['listOfferedRewards']>['query'];

export interface Shopper {
  brandId: string;
  customerId: string;
  language: Language;
  now: Date;
}

export async function listOffered(deps: Deps, shopper: Shopper, query: ListQuery) {
  const { prisma } = deps.db;
  const { cursor, limit, q, category, inReach } = query;
  const own = await readOwn(prisma, shopper);
  const onSale = onSaleWhere(shopper.brandId, own.brand.today);
  const rows = await prisma.reward.findMany({
    where: {
      AND: [
        onSale,
        category ? { category } : {},
        q ? { OR: searched(q) } : {},
        inReach === 'true' ? { id: { in: await idsInReach(prisma, shopper, own) } } : {},
        cursor === undefined ? {} : afterPlace(cursor),
      ],
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return {
    items: await presentOffered(prisma, shopper, own, shown),
    nextCursor: rows.length > limit ? placeCursor(shown.at(-1)) : null,
    categories: await categoriesOf(prisma, onSale),
    availablePoints: own.points,
  };
}

/** Refuses `reward_not_found` for one that is not on sale. */
export async function findOffered(deps: Deps, shopper: Shopper, id: string): Promise<OfferedReward> {
  const { prisma } = deps.db;
  const { brandId } = shopper;
  const own = await readOwn(prisma, shopper);
  const row = await prisma.reward.findUnique({ where: { brandId_id: { brandId, id } } });
  const [offered] =
    row && isOnSale(row, own.brand.today) ? await presentOffered(prisma, shopper, own, [row]) : [];
  if (!offered) throw new Refusal('reward_not_found');
  return offered;
}

type Own = Awaited<ReturnType<typeof readOwn>>;

async function readOwn(tx: Tx, { brandId, customerId, language, now }: Shopper) {
  const [brand, wallet, tier] = await Promise.all([
    rewardBrand(tx, { brandId, language, now }),
    tx.wallet.findUnique({
      where: { brandId_customerId: { brandId, customerId } },
      select: { available: true },
    }),
    tierOf(tx, { brandId, customerId, now }),
  ]);
  return { brand, points: Math.max(0, Number(wallet?.available ?? 0)), tierId: tier?.id ?? null };
}

function onSaleWhere(brandId: string, today: string) {
  return {
    brandId,
    state: 'active',
    AND: [
      { OR: [{ fromDate: null }, { fromDate: { lte: today } }] },
      { OR: [{ untilDate: null }, { untilDate: { gte: today } }] },
    ],
  };
}

/** What the person can buy now. SQL because it compares columns with one another; a catalogue has few rows. */
async function idsInReach(
  tx: Tx,
  { brandId, customerId }: Shopper,
  { points, tierId }: Own,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id from reward r
    left join coupon_allowance a
      on a.brand_id = r.brand_id and a.source_id = r.id and a.customer_id = ${customerId}::uuid
    where r.brand_id = ${brandId}::uuid and r.state = 'active'
      and r.price_points * r.quantity_step <= ${points}::int8
      and (r.stock is null or r.stock - r.sold_count >= r.quantity_step)
      and (r.per_person_limit is null or r.per_person_limit - coalesce(a.taken, 0) >= r.quantity_step)
      and (cardinality(r.tier_ids) = 0 or ${tierId}::uuid = any(r.tier_ids))`;
  return rows.map(({ id }) => id);
}

async function presentOffered(
  tx: Tx,
  { brandId, customerId, language }: Shopper,
  own: Own,
  rows: readonly RewardRow[],
): Promise<OfferedReward[]> {
  const [allowances, shops] = await Promise.all([
    tx.couponAllowance.findMany({
      where: { brandId, customerId, sourceId: { in: rows.map(({ id }) => id) } },
    }),
    shopsOf(
      tx,
      brandId,
      rows.flatMap(({ shopIds }) => shopIds),
    ),
  ]);
  const taken = new Map(allowances.map((row) => [row.sourceId, row.taken]));
  return rows.map((row) => {
    const { title, description, terms, shopIds, partner } = promiseOf(row);
    const ownCount = taken.get(row.id) ?? 0;
    const pricePoints = Number(row.pricePoints);
    const affordableQuantity = affordable(row, { points: own.points, ownCount });
    return {
      id: row.id,
      title: shownIn(title, language),
      description: shownIn(description, language),
      pictureUrl: fileUrl(brandId, row.pictureFile),
      pricePoints,
      quantityStep: row.quantityStep,
      maxQuantity: row.maxQuantity,
      affordableQuantity: isForTier(row, own.tierId) ? affordableQuantity : 0,
      availability: availabilityOf(row, own, { ownCount, affordableQuantity }),
      missingPoints: Math.max(0, pricePoints * row.quantityStep - own.points),
      leftCount: leftCount(row),
      perPersonLimit: row.perPersonLimit,
      ownCount,
      category: row.category,
      partner,
      until: row.untilDate,
      summary: describeCouponTerms(terms, own.brand.currency, language),
      validity: describeCouponValidity(readValidity(row.validity), language),
      tierIds: row.tierIds,
      shops: shopIds.flatMap((id) => shops.get(id) ?? []),
    };
  });
}

function availabilityOf(
  row: RewardRow,
  { tierId }: Own,
  { ownCount, affordableQuantity }: { ownCount: number; affordableQuantity: number },
): OfferedReward['availability'] {
  const left = leftCount(row);
  if (!isForTier(row, tierId)) return 'other_tier';
  if (left !== null && left < row.quantityStep) return 'sold_out';
  if (row.perPersonLimit !== null && row.perPersonLimit - ownCount < row.quantityStep) return 'limit_reached';
  return affordableQuantity === 0 ? 'not_enough_points' : 'available';
}

export function isForTier({ tierIds }: Pick<RewardRow, 'tierIds'>, tierId: string | null): boolean {
  return tierIds.length === 0 || (tierId !== null && tierIds.includes(tierId));
}

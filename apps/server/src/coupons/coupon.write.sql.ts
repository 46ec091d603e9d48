/** The rows of coupons that a posting uses, reserves or brings back, written in the posting's own statement. */
import { type Column, names, parameters, valuesOf } from '../ledger/statement.ts';
import { insertPart, type Part } from '../ledger/write.sql.ts';

/** A coupon that is taken for a purchase or for a hold. */
export interface TakenCoupon {
  id: string;
  /** What the row must still say. */
  readHoldId: string | null;
  readCustomerId: string | null;
  state: 'issued' | 'redeemed';
  customerId: string | null;
  holdId: string | null;
  purchaseId: string | null;
  discountMinor: number;
  redeemedAt: Date | null;
  redeemedByKind: string | null;
  redeemedById: string | null;
  redeemedShopId: string | null;
}

/** A shared code that has become a coupon. */
export interface NewCoupon {
  id: string;
  code: string;
  poolId: string;
  customerId: string;
  state: 'issued' | 'redeemed';
  holdId: string | null;
  purchaseId: string | null;
  discountMinor: number;
  validFrom: Date | null;
  expiresAt: Date | null;
  issuedAt: Date;
  redeemedAt: Date | null;
  redeemedByKind: string | null;
  redeemedById: string | null;
  redeemedShopId: string | null;
}

export interface CouponExtra {
  takenCoupons: TakenCoupon[];
  newCoupons: NewCoupon[];
  /** Shared codes with a limit of uses, and how many of them are taken here. */
  poolUses: Map<string, number>;
  allowances: { sourceId: string; customerId: string; taken: number }[];
}

export function openCouponExtra(): CouponExtra {
  return { takenCoupons: [], newCoupons: [], poolUses: new Map(), allowances: [] };
}

export function usesCoupons({ takenCoupons, newCoupons }: CouponExtra): boolean {
  return takenCoupons.length > 0 || newCoupons.length > 0;
}

const guardColumns: Column<TakenCoupon>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'read_hold_id', type: 'uuid', value: (row) => row.readHoldId },
  { name: 'read_customer_id', type: 'uuid', value: (row) => row.readCustomerId },
];

const takenColumns: Column<TakenCoupon>[] = [
  { name: 'state', type: 'text', value: (row) => row.state },
  { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
  { name: 'hold_id', type: 'uuid', value: (row) => row.holdId },
  { name: 'purchase_id', type: 'uuid', value: (row) => row.purchaseId },
  { name: 'discount_minor', type: 'int8', value: (row) => row.discountMinor },
  { name: 'redeemed_at', type: 'timestamptz', value: (row) => row.redeemedAt },
  { name: 'redeemed_by_kind', type: 'text', value: (row) => row.redeemedByKind },
  { name: 'redeemed_by_id', type: 'text', value: (row) => row.redeemedById },
  { name: 'redeemed_shop_id', type: 'uuid', value: (row) => row.redeemedShopId },
];

const allColumns = [...guardColumns, ...takenColumns];

/** Of two that take one coupon only one still finds it open, nobody else's and free of another hold. */
const takenPart: Part<CouponExtra> = {
  parameterCount: allColumns.length,
  values: ({ takenCoupons }) => valuesOf(allColumns, takenCoupons),
  lock: {
    cte: (first) => `open_coupon as materialized (
      select c.id from coupon c
      join unnest(${parameters(guardColumns, first)}) as r(${names(guardColumns)}) on c.id = r.id
      where c.brand_id = $1 and c.state = 'issued' and c.hold_id is not distinct from r.read_hold_id
        and c.customer_id is not distinct from r.read_customer_id
      order by c.id for update of c)`,
    holds: (first) => `(select count(*) from open_coupon) = cardinality($${first}::uuid[])`,
  },
  write: (first, written) => `update_coupon as (
    update coupon c set ${takenColumns.map(({ name }) => `${name} = r.${name}`).join(', ')}
    from unnest(${parameters(allColumns, first)}) as r(${names(allColumns)})
    where c.brand_id = $1 and c.id = r.id and ${written})`,
};

const newColumns: Column<NewCoupon>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'code', type: 'text', value: (row) => row.code },
  { name: 'pool_id', type: 'uuid', value: (row) => row.poolId },
  { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
  { name: 'state', type: 'text', value: (row) => row.state },
  { name: 'hold_id', type: 'uuid', value: (row) => row.holdId },
  { name: 'purchase_id', type: 'uuid', value: (row) => row.purchaseId },
  { name: 'discount_minor', type: 'int8', value: (row) => row.discountMinor },
  { name: 'valid_from', type: 'timestamptz', value: (row) => row.validFrom },
  { name: 'expires_at', type: 'timestamptz', value: (row) => row.expiresAt },
  { name: 'issued_at', type: 'timestamptz', value: (row) => row.issuedAt },
  { name: 'redeemed_at', type: 'timestamptz', value: (row) => row.redeemedAt },
  { name: 'redeemed_by_kind', type: 'text', value: (row) => row.redeemedByKind },
  { name: 'redeemed_by_id', type: 'text', value: (row) => row.redeemedById },
  { name: 'redeemed_shop_id', type: 'uuid', value: (row) => row.redeemedShopId },
];

/** The limit of a shared code is one row: whoever finds it full writes nothing and reads again. */
const poolUsesPart: Part<CouponExtra> = {
  parameterCount: 2,
  values: ({ poolUses }) => {
    const uses = [...poolUses].sort(([left], [right]) => (left < right ? -1 : 1));
    return [`{${uses.map(([id]) => id).join(',')}}`, `{${uses.map(([, count]) => count).join(',')}}`];
  },
  lock: {
    cte: (first) => `roomy_pool as materialized (
      select p.id from coupon_pool p
      join unnest($${first}::uuid[], $${first + 1}::int4[]) as r(id, uses) on p.id = r.id
      where p.brand_id = $1 and p.use_count + r.uses <= p.use_limit
      order by p.id for update of p)`,
    holds: (first) => `(select count(*) from roomy_pool) = cardinality($${first}::uuid[])`,
  },
  write: (first, written) => `update_coupon_pool as (
    update coupon_pool p set use_count = p.use_count + r.uses
    from unnest($${first}::uuid[], $${first + 1}::int4[]) as r(id, uses)
    where p.brand_id = $1 and p.id = r.id and ${written})`,
};

/** Guarded by the wallet's version, as all that belongs to a customer. */
const allowancesPart: Part<CouponExtra> = insertPart<CouponExtra, CouponExtra['allowances'][number]>(
  'coupon_allowance',
  [
    { name: 'source_id', type: 'uuid', value: (row) => row.sourceId },
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'taken', type: 'int4', value: (row) => row.taken },
  ],
  ({ allowances }) => allowances,
  `on conflict (brand_id, source_id, customer_id) do update set taken = coupon_allowance.taken + excluded.taken`,
);

export const couponParts: readonly Part<CouponExtra>[] = [
  takenPart,
  insertPart('coupon', newColumns, ({ newCoupons }) => newCoupons),
  poolUsesPart,
  allowancesPart,
];

/** Coupons of a purchase that was refunded whole. */
export interface ReturnedCoupon {
  id: string;
  purchaseId: string;
  /** One whose time is over meanwhile lives until then. */
  graceEnd: Date;
}

const returnedColumns: Column<ReturnedCoupon>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'purchase_id', type: 'uuid', value: (row) => row.purchaseId },
  { name: 'grace_end', type: 'timestamptz', value: (row) => row.graceEnd },
];

export const returnedCouponsPart: Part<{ returnedCoupons: ReturnedCoupon[] }> = {
  parameterCount: returnedColumns.length,
  values: ({ returnedCoupons }) => valuesOf(returnedColumns, returnedCoupons),
  write: (first, written) => `return_coupon as (
    update coupon c set state = 'issued', purchase_id = null, hold_id = null, discount_minor = 0, redeemed_at = null,
      redeemed_by_kind = null, redeemed_by_id = null, redeemed_shop_id = null, reminded_at = null,
      expires_at = case when c.expires_at <= $2 then r.grace_end else c.expires_at end
    from unnest(${parameters(returnedColumns, first)}) as r(${names(returnedColumns)})
    where c.brand_id = $1 and c.id = r.id and c.state = 'redeemed' and c.purchase_id = r.purchase_id and ${written})`,
};

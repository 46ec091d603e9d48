/**
 * Reads all that a group of refunds needs in one statement: earlier answers, the purchase with its lines, the
 * version that paid, the wallet, and the lots that the purchase earned and spent.
 */
import { type PurchaseEffect, purchaseEffect } from '@regulars/contracts';
import type { BrandWords } from '../ledger/present.ts';
import { lotsOf, question, type Row, readLot, readWallet, walletFields } from '../ledger/state.sql.ts';
import { type Column, type Run, type Statement, valuesOf } from '../ledger/statement.ts';
import type { LotState, WalletState } from '../ledger/wallet-state.ts';
import { type KeptKey, keyFields, keyJoin, keyQuestion, readKey } from './kept-answers.ts';
import type { RefundRequest } from './refund.request.ts';

export interface RefundState {
  brand: BrandWords & { zone: string };
  items: RefundItem[];
}

export interface RefundItem {
  request: RefundRequest;
  key: KeptKey | null;
  /** The refund that already has this externalId. */
  twin: { id: string; inputHash: string } | null;
  purchase: RefundedPurchase | null;
}

export interface RefundedPurchase {
  id: string;
  wallet: WalletState;
  ruleVersionId: string;
  effect: PurchaseEffect;
  pointValueMinor: number;
  /** Of the programme in force now: these are about today's balance, not about what was paid then. */
  shortPolicy: 'to_zero' | 'below_zero';
  graceDays: number;
  totalMinor: number;
  refundedMinor: number;
  baseMinor: number;
  refundedBaseMinor: number;
  redeemedPoints: number;
  returnedPoints: number;
  lines: RefundedLine[];
  /** The lot that the purchase earned. */
  ownLot: LotState | null;
  /** What the lots gave for it and have not got back, in the order they were taken. */
  origins: { lot: LotState; points: number }[];
}

export interface RefundedLine {
  id: string;
  quantity: number;
  refundedQuantity: number;
  netMinor: number;
  baseMinor: number;
}

const columns: Column<RefundRequest>[] = [
  ...keyQuestion,
  { name: 'external_id', type: 'text', value: ({ externalId }) => externalId },
  { name: 'purchase_id', type: 'uuid', value: ({ purchaseId }) => purchaseId },
];

const lotFields = `t.id, t.purchase_id, t.rule_version_id, t.points, t.remaining, t.state, t.active_from, t.expires_at`;

const statement: Statement = {
  name: 'refund-state',
  text: `select
      case when q.n = 1 then (select json_build_object('zone', zone, 'currency', currency, 'pointsName', points_name)
        from brand where id = $1::uuid) end as brand,
      ${keyFields},
      f.id as twin_id, f.input_hash as twin_hash,
      p.id as purchase_id, p.rule_version_id, p.total_minor, p.refunded_minor, p.base_minor, p.refunded_base_minor,
      p.redeemed_points, p.returned_points, r.effect, v.point_value_minor,
      (select json_build_object('shortPolicy', refund_short_policy, 'graceDays', refund_grace_days)
        from programme_version where brand_id = $1 and p.id is not null order by version desc limit 1) as in_force,
      ${walletFields},
      ${lotsOf('w.customer_id', 'p.id is not null', '$7')} as lots,
      (select json_agg(json_build_object('id', id, 'quantity', quantity, 'refundedQuantity', refunded_quantity,
          'netMinor', quantity * unit_price_minor - discount_minor, 'baseMinor', base_minor) order by position)
        from purchase_line where brand_id = $1 and purchase_id = p.id) as lines,
      (select json_agg(t) from (select ${lotFields} from lot t
        where t.brand_id = $1 and t.id = any(p.entry_ids)) t) as own_lots,
      (select json_agg(t order by t.expires_at nulls last, t.id) from (
        select ${lotFields}, -sum(el.points)::int8 as taken
        from entry e
        join entry_lot el on el.brand_id = $1 and el.entry_id = e.id
        join lot t on t.brand_id = $1 and t.id = el.lot_id
        where e.brand_id = $1 and p.redeemed_points > 0 and e.kind in ('redemption', 'redemption_return')
          and (e.id = any(p.entry_ids) or e.id in (
            select unnest(entry_ids) from refund where brand_id = $1 and purchase_id = p.id))
        group by t.brand_id, t.id) t) as origins
    from ${question(columns, 2)}
    ${keyJoin}
    left join lateral (select id, input_hash from refund
      where brand_id = $1 and external_id = q.external_id limit 1) f on true
    left join lateral (select * from purchase where brand_id = $1 and id = q.purchase_id limit 1) p on true
    left join lateral (select effect from earning_rule_version
      where brand_id = $1 and id = p.rule_version_id limit 1) r on true
    left join lateral (select point_value_minor from programme_version
      where brand_id = $1 and id = p.programme_version_id limit 1) v on true
    left join lateral (select * from wallet where brand_id = $1 and customer_id = p.customer_id limit 1) w on true
    order by q.n`,
};

export async function readRefundState(
  run: Run,
  brandId: string,
  requests: readonly RefundRequest[],
  lotLimit: number,
): Promise<RefundState> {
  const rows = await run(statement, [brandId, ...valuesOf(columns, requests), lotLimit]);
  const [first] = rows;
  if (!first || rows.length !== requests.length) throw new Error('a refund was read without its state');
  const known: Known = { wallets: new Map(), lots: new Map(), lotLimit };
  return {
    brand: first.brand as RefundState['brand'],
    items: requests.map((request, index) => readItem(request, rows[index] ?? {}, known)),
  };
}

/** A wallet or lot is one object however many refunds meet it, or two changes of it would not see each other. */
interface Known {
  wallets: Map<string, WalletState>;
  lots: Map<string, LotState>;
  lotLimit: number;
}

function readItem(request: RefundRequest, row: Row, known: Known): RefundItem {
  return {
    request,
    key: readKey(row),
    twin: row.twin_id === null ? null : { id: String(row.twin_id), inputHash: String(row.twin_hash) },
    purchase: readPurchase(row, known),
  };
}

function readPurchase(row: Row, { wallets, lots, lotLimit }: Known): RefundedPurchase | null {
  const wallet = row.purchase_id === null ? null : readWallet(wallets, row, lotLimit);
  if (!wallet) return null;
  const inForce = row.in_force as { shortPolicy: string; graceDays: number };
  const sameLot = (raw: Row): LotState => {
    const id = String(raw.id);
    const found = lots.get(id) ?? wallet.lots.find((lot) => lot.id === id) ?? readLot(raw, wallet.customerId);
    lots.set(id, found);
    return found;
  };
  const [ownLot] = rowsOf(row.own_lots);
  return {
    id: String(row.purchase_id),
    wallet,
    ruleVersionId: String(row.rule_version_id),
    effect: purchaseEffect.parse(row.effect),
    pointValueMinor: Number(row.point_value_minor),
    shortPolicy: inForce.shortPolicy === 'below_zero' ? 'below_zero' : 'to_zero',
    graceDays: inForce.graceDays,
    totalMinor: Number(row.total_minor),
    refundedMinor: Number(row.refunded_minor),
    baseMinor: Number(row.base_minor),
    refundedBaseMinor: Number(row.refunded_base_minor),
    redeemedPoints: Number(row.redeemed_points),
    returnedPoints: Number(row.returned_points),
    lines: rowsOf(row.lines).map(readLine),
    ownLot: ownLot ? sameLot(ownLot) : null,
    origins: rowsOf(row.origins).map((raw) => ({ lot: sameLot(raw), points: Number(raw.taken) })),
  };
}

function readLine(row: Row): RefundedLine {
  return {
    id: String(row.id),
    quantity: Number(row.quantity),
    refundedQuantity: Number(row.refundedQuantity),
    netMinor: Number(row.netMinor),
    baseMinor: Number(row.baseMinor),
  };
}

function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value : [];
}

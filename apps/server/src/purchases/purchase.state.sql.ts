/**
 * Reads all that a group of purchases needs in one statement: the programme in force, earlier answers, cards,
 * customers, wallets and the lots of those who spend. Prisma would take seven round trips.
 */
import type { AskedCoupon } from '../coupons/on-bill.ts';
import {
  type EarningCustomer,
  earningParts,
  readEarningCustomer,
  readTotals,
} from '../earning/earning.state.sql.ts';
import { localMoment } from '../earning/facts.ts';
import type { Use } from '../earning/limits.ts';
import type { RulesRead } from '../earning/rules-reader.ts';
import { lotsOf, question, type Row, readWallet, textOrNull, walletFields } from '../ledger/state.sql.ts';
import type { Column, Run, Statement } from '../ledger/statement.ts';
import type { WalletState } from '../ledger/wallet-state.ts';
import { brandField, type GroupBrand, readSales, type SaleQuestion } from './group.state.sql.ts';
import { type KeptKey, keyFields, keyJoin, keyQuestion, readKey } from './kept-answers.ts';
import type { PurchaseRequest } from './purchase.request.ts';

export interface PurchaseState extends RulesRead {
  brand: GroupBrand;
  /** What rules with limits for everybody have paid. */
  totals: Map<string, Use>;
  /** In the order of the requests. */
  items: ItemState[];
}

export interface ItemState {
  request: PurchaseRequest;
  /** The first answer to this Idempotency-Key. */
  key: KeptKey | null;
  /** The programme of the time when it happened. */
  programmeVersionId: string;
  /** The rules of that time. */
  rulesetId: string;
  /** What rules ask about the customer; null where there is none. */
  earning: EarningCustomer | null;
  /** The purchase, or for a hold the hold, that already has this externalId. */
  twin: { id: string; inputHash: string; customerId: string } | null;
  /** Whose card it is, fresh or not. */
  cardCustomerId: string | null;
  /** Set when a card was given that can be used now. */
  cardHash: string | null;
  wallet: WalletState | null;
  isShopKnown: boolean;
  /** How many purchases this customer has paid with points today; 0 where points or such a limit are out of the question. */
  redemptionsToday: number;
  /** The coupons that it names. */
  coupons: readonly AskedCoupon[];
}

const columns: Column<PurchaseRequest>[] = [
  ...keyQuestion,
  { name: 'external_id', type: 'text', value: ({ externalId }) => externalId },
  { name: 'given_id', type: 'uuid', value: ({ customer }) => ('id' in customer ? customer.id : null) },
  {
    name: 'card',
    type: 'text',
    value: ({ customer }) => ('cardHash' in customer ? customer.cardHash : null),
  },
  { name: 'code', type: 'text', value: ({ customer }) => ('code' in customer ? customer.code : null) },
  { name: 'shop_id', type: 'uuid', value: ({ shopId }) => shopId },
  { name: 'told_at', type: 'timestamptz', value: ({ toldAt }) => toldAt },
  { name: 'wants_lots', type: 'bool', value: ({ redeem, repeat }) => redeem !== 0 || repeat === null },
];

const lotLimitParameter = `$${3 + columns.length}`;
const earning = earningParts('coalesce(q.told_at, $2::timestamptz)', 4 + columns.length, 'q.told_at');

const bookedTwin = `select id, input_hash, customer_id from purchase
  where brand_id = $1 and external_id = q.external_id limit 1`;

/** A receipt that was booked without a hold is another operation: no content has an empty hash. */
const heldTwin = `select id, input_hash, customer_id from hold
    where brand_id = $1 and external_id = q.external_id
  union all
  select id, '', customer_id from purchase where brand_id = $1 and external_id = q.external_id
    and not exists (select from hold where brand_id = $1 and external_id = q.external_id)
  limit 1`;

const startOfDay = `(select date_trunc('day', $2::timestamptz at time zone zone) at time zone zone from brand where id = $1)`;

/** Asked once for a group: most programmes have never had such a limit, and their tills do not pay for it. */
const limitsRedemptions = `exists (select from programme_version where brand_id = $1 and redemptions_per_day > 0)`;

/**
 * Purchases that the customer has paid with points today, and open holds that will: not those given back in full. Ids
 * are made in order of time, so that those of earlier days are not looked at; a wallet without held points has no such
 * hold, so that not every till looks through all open ones. The wallet's version guards the count.
 */
const redemptionsToday = `(select (
    (select count(*) from entry e where e.brand_id = $1 and e.customer_id = w.customer_id and e.kind = 'redemption'
      and e.occurred_at >= ${startOfDay}
      and e.id >= (lpad(to_hex((extract(epoch from ${startOfDay}) * 1000)::int8), 12, '0') || repeat('0', 20))::uuid
      and not exists (select from purchase r where r.brand_id = $1 and r.id = e.purchase_id
        and r.returned_points >= r.redeemed_points))
    + case when w.held > 0 then (select count(*) from hold h where h.brand_id = $1
      and h.customer_id = w.customer_id and h.state = 'held' and h.points > 0 and h.expires_at > $2::timestamptz)
      else 0 end)::int4)`;

const purchaseState = statement('purchase-state', bookedTwin);
const holdState = statement('hold-state', heldTwin);

// Lateral subqueries with a limit keep each look-up on its index, however small the tables still are.
function statement(name: string, twin: string): Statement {
  return {
    name,
    text: `select
        case when q.n = 1 then (select id from programme_version where brand_id = $1::uuid
          order by version desc limit 1) end as programme_version_id,
        ${brandField},
        case when q.told_at is not null then coalesce(
          (select id from programme_version where brand_id = $1 and created_at <= q.told_at
            order by version desc limit 1),
          (select id from programme_version where brand_id = $1 order by version limit 1)) end as version_then,
        case when q.told_at is not null then coalesce(
          (select id from earning_ruleset where brand_id = $1 and created_at <= q.told_at
            order by version desc limit 1),
          (select id from earning_ruleset where brand_id = $1 order by version limit 1)) end as ruleset_then,
        ${earning.groupFields}, ${earning.customerFields},
        ${keyFields},
        p.id as twin_id, p.input_hash as twin_hash, p.customer_id as twin_customer_id,
        d.customer_id as card_customer_id, d.card_hash, d.is_fresh as is_card_fresh,
        ${walletFields},
        ${lotsOf('w.customer_id', 'q.wants_lots', lotLimitParameter)} as lots,
        q.shop_id is null or s.id is not null as is_shop_known,
        case when q.wants_lots and ${limitsRedemptions} then ${redemptionsToday} end as redemptions_today
      from ${question(columns, 3)}
      ${keyJoin}
      left join lateral (${twin}) p on true
      left join lateral (
        (select customer_id, card_hash, used_at is null and expires_at > $2::timestamptz as is_fresh from card
          where brand_id = $1 and card_hash = q.card limit 1)
        union all
        (select customer_id, card_hash, used_at is null and expires_at > $2::timestamptz from card
          where brand_id = $1 and code = q.code limit 1)) d on true
      left join lateral (select coalesce(merged_into, id) as id from customer
        where brand_id = $1 and id = coalesce(q.given_id, d.customer_id)
          and (deleted_at is null or merged_into is not null) limit 1) c on true
      ${earning.customerJoin}
      left join lateral (select * from wallet where brand_id = $1 and customer_id = c.id limit 1) w on true
      left join lateral (select id from shop where brand_id = $1 and id = q.shop_id limit 1) s on true
      order by q.n`,
  };
}

type Question = SaleQuestion<PurchaseRequest>;

export function readPurchaseState(run: Run, question: Question): Promise<PurchaseState> {
  return readState(run, purchaseState, question);
}

/** The same for purchases to be held; the twin is an earlier hold. */
export function readHoldState(run: Run, question: Question): Promise<PurchaseState> {
  return readState(run, holdState, question);
}

async function readState(run: Run, statement: Statement, question: Question): Promise<PurchaseState> {
  const { requests, lotLimit } = question;
  const { brand, first, rows } = await readSales(run, statement, columns, question);
  const known = {
    wallets: new Map<string, WalletState>(),
    customers: new Map<string, EarningCustomer>(),
    lotLimit,
    zone: brand.zone,
    first,
  };
  const items = requests.map((request, index) => readItem(request, rows[index] ?? {}, known));
  return {
    brand,
    totals: readTotals(first),
    asked: items.map(({ rulesetId, request }) => ({
      rulesetId,
      day: localMoment(request.occurredAt, brand.zone).day,
    })),
    items,
  };
}

function readItem(
  request: PurchaseRequest,
  row: Row,
  known: {
    wallets: Map<string, WalletState>;
    customers: Map<string, EarningCustomer>;
    lotLimit: number;
    zone: string;
    first: Row;
  },
): ItemState {
  const wallet = readWallet(known.wallets, row, known.lotLimit);
  return {
    request,
    key: readKey(row),
    programmeVersionId: String(row.version_then ?? known.first.programme_version_id),
    rulesetId: String(row.ruleset_then ?? known.first.ruleset_id),
    earning: wallet && readEarningCustomer(known.customers, wallet.customerId, row, known.zone),
    twin:
      row.twin_id === null
        ? null
        : {
            id: String(row.twin_id),
            inputHash: String(row.twin_hash),
            customerId: String(row.twin_customer_id),
          },
    cardCustomerId: textOrNull(row.card_customer_id),
    cardHash: row.is_card_fresh === true ? String(row.card_hash) : null,
    wallet,
    isShopKnown: row.is_shop_known === true,
    redemptionsToday: Number(row.redemptions_today ?? 0),
    coupons: [],
  };
}

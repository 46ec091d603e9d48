/**
 * The admin's list of customers: search, filters, four orders and a bounded count in one round trip.
 * SQL because Prisma can neither page by a joined column with nulls nor search an expression index.
 */
import type { RouteParsed, Routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor, uuidForm } from '../platform/cursor.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { resolveCard } from './cards.ts';
import { wherePhone } from './find.ts';

type Query = RouteParsed<Routes['searchCustomers']>['query'];

/** Counting further would read the whole brand for a number nobody needs exactly. */
const countLimit = 10_000;
const activeDays = 30;
const mostWords = 8;

const instantForm = /^\d{4}-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;
const wholeForm = /^-?\d{1,18}$/;

const orders = {
  newest: { column: 'c.created_at', cast: 'timestamptz', form: instantForm },
  lastPurchase: {
    column: `coalesce(s.last_purchase_at, 'epoch'::timestamptz)`,
    cast: 'timestamptz',
    form: instantForm,
  },
  spent: { column: 'coalesce(s.spent_minor, 0)', cast: 'bigint', form: wholeForm },
  points: { column: 'coalesce(w.available, 0)', cast: 'bigint', form: wholeForm },
} as const;

export interface FoundPage {
  ids: string[];
  nextCursor: string | null;
  /** At most 10,000. */
  total: number;
}

export async function searchCustomerIds(deps: Deps, brandId: string, query: Query): Promise<FoundPage> {
  const values: unknown[] = [brandId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['c.brand_id = $1', 'c.deleted_at is null'];
  const text = await textCondition(deps, brandId, query.q, bind);
  if (text) conditions.push(text);
  conditions.push(...filterConditions(query, bind, deps.clock.now()));

  const order = orders[query.sort];
  const from = `from customer c
    left join customer_stats s on s.brand_id = c.brand_id and s.customer_id = c.id
    left join wallet w on w.brand_id = c.brand_id and w.customer_id = c.id
    where ${conditions.join(' and ')}`;
  const count = `(select count(*) from (select 1 ${from} limit ${countLimit}) counted)`;
  const after = query.cursor ? afterCursor(query.cursor, query.sort, bind) : '';
  const { rows } = await deps.db.pool.query<{ id: string; sort: string; total: number }>(
    `select c.id, (${order.column})::text as sort, ${count} as total ${from} ${after}
     order by ${order.column} desc, c.id desc limit ${bind(query.limit + 1)}`,
    values,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    ids: page.map((row) => row.id),
    nextCursor: rows.length > query.limit && last ? encodeCursor([query.sort, last.sort, last.id]) : null,
    total: rows[0]?.total ?? 0,
  };
}

/** Six digits may be a card's code; a long number a phone; anything else a name, username or external id. */
async function textCondition(
  deps: Deps,
  brandId: string,
  text: string | undefined,
  bind: (value: unknown) => string,
): Promise<string | null> {
  if (!text) return null;
  // Every word, in whatever order: people write the last name first as often as not.
  const words = text.replace(/^@/, '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
  const alternatives = [
    `(${words.map((word) => `c.search_text like ${bind(`%${escapeLike(word)}%`)}`).join(' and ') || 'false'})`,
    openIdBy('external_id', bind(text)),
  ];
  if (/^\d{6}$/.test(text)) {
    const card = await resolveCard(deps, brandId, { code: text }).catch(noCard);
    if (card) alternatives.push(`c.id = ${bind(card.customerId)}`);
  }
  if (/^\d{4}$/.test(text)) alternatives.push(`c.phone_tail = ${bind(text)}`);
  if (/^[+\d][\d\s()-]{5,}$/.test(text)) {
    const phone = await wherePhone(deps, brandId, text);
    if (phone) alternatives.push(openIdBy('phone_hash', bind(phone.phoneHash)));
  }
  return `(${alternatives.join(' or ')})`;
}

/** The record with this contact, or the one that it has become a part of. */
function openIdBy(column: 'external_id' | 'phone_hash', value: string): string {
  return `c.id = (select coalesce(merged_into, id) from customer where brand_id = $1 and ${column} = ${value})`;
}

function noCard(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

function filterConditions(query: Query, bind: (value: unknown) => string, now: Date): string[] {
  const conditions: string[] = [];
  if (query.joined) conditions.push(`c.joined_at is ${query.joined === 'yes' ? 'not null' : 'null'}`);
  if (query.reachability) conditions.push(`c.reachability = ${bind(query.reachability)}`);
  if (query.marketing) conditions.push(`c.marketing_consent = ${bind(query.marketing === 'yes')}`);
  const activeSince = new Date(now.getTime() - activeDays * 86_400_000);
  if (query.tier) {
    conditions.push(`exists (
      select from tier t left join customer_tier k on k.brand_id = $1 and k.customer_id = c.id
      where t.brand_id = $1 and t.id = ${bind(query.tier)} and t.retired_at is null and case
        when k.customer_id is null then t.threshold = 0
        when k.drops_at <= ${bind(now)} then t.id = k.drops_to
        else t.id = k.tier_id end)`);
  }
  if (query.bought === 'never') conditions.push('coalesce(s.purchases_count, 0) = 0');
  if (query.bought === 'last30') conditions.push(`s.last_purchase_at >= ${bind(activeSince)}`);
  if (query.bought === 'before30') conditions.push(`s.last_purchase_at < ${bind(activeSince)}`);
  return conditions;
}

function afterCursor(cursor: string, sort: Query['sort'], bind: (value: unknown) => string): string {
  const order = orders[sort];
  const [name, value, id] = decodeCursor(cursor, 3);
  // A cursor of another order, or one made by hand, would be an error deep in the statement.
  if (name !== sort || !order.form.test(String(value)) || !uuidForm.test(String(id)))
    throw refuseField('cursor', 'is not a cursor of this list');
  return `and (${order.column}, c.id) < (${bind(value)}::${order.cast}, ${bind(id)}::uuid)`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (char) => `\\${char}`);
}

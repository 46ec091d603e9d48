/**
 * The one statement that moves points. Prisma cannot lock, check and write a whole group in one round trip.
 * Wallets are locked in sorted order before anything is written; if any of them has moved since it was read, or
 * a guarded row is gone, nothing is written and the answer is false: the caller reads again.
 */
import { type Column, names, parameters, type Run, type Statement, selected, valuesOf } from './statement.ts';
import type { Draft, EntryDraft, EventDraft, LotState, WalletState } from './wallet-state.ts';

/** Rows of another slice that belong to the posting and are written with it. */
export interface Part<Extra> {
  parameterCount: number;
  /** Rows to lock before anything is written, and what must hold of them, or nothing is. */
  lock?: { cte: (first: number) => string; holds: (first: number) => string };
  /** The common table expression that writes; `written` is the condition under which it may. */
  write?: (first: number, written: string) => string;
  values: (extra: Extra) => unknown[];
}

export type Write<Extra> = (run: Run, draft: Draft, extra: Extra) => Promise<boolean>;

/** Builds the statement for postings that carry these parts; its text is the same for any number of rows. */
export function writeStatement<Extra>(name: string, parts: readonly Part<Extra>[]): Write<Extra> {
  const statement = compose(name, [...coreParts, ...parts]);
  return async (run, draft, extra) => {
    const values: unknown[] = [draft.brandId, draft.now];
    for (const part of coreParts) values.push(...part.values(draft));
    for (const part of parts) values.push(...part.values(extra));
    const [row] = await run(statement, values);
    return row?.is_current === true;
  };
}

/** Inserts rows of one table, the brand's id in front. */
export function insertPart<Extra, Row>(
  table: string,
  columns: readonly Column<Row>[],
  rowsOf: (extra: Extra) => readonly Row[],
  onConflict = '',
): Part<Extra> {
  return {
    parameterCount: columns.length,
    values: (extra) => valuesOf(columns, rowsOf(extra)),
    write: (first, written) => `insert_${table} as (
      insert into ${table} (brand_id, ${names(columns)})
      select $1::uuid, ${selected(columns)}
      from unnest(${parameters(columns, first)}) as r(${names(columns)})
      where ${written} ${onConflict})`,
  };
}

/** Updates rows found by `keys`, setting every other column. */
export function updatePart<Extra, Row>(
  table: string,
  columns: readonly Column<Row>[],
  keys: readonly string[],
  rowsOf: (extra: Extra) => readonly Row[],
): Part<Extra> {
  const sets = columns
    .filter((column) => !keys.includes(column.name))
    .map(({ name, cast }) => `${name} = r.${name}${cast ? `::${cast}` : ''}`);
  return {
    parameterCount: columns.length,
    values: (extra) => valuesOf(columns, rowsOf(extra)),
    write: (first, written) => `update_${table} as (
      update ${table} t set ${sets.join(', ')}
      from unnest(${parameters(columns, first)}) as r(${names(columns)})
      where t.brand_id = $1 and ${keys.map((key) => `t.${key} = r.${key}`).join(' and ')} and ${written})`,
  };
}

/** What every table of movements is given: the rows of a draft. */
type DraftPart = Part<Draft>;
type ChangedWallet = { wallet: WalletState; readVersion: number };

const walletColumns: Column<ChangedWallet>[] = [
  { name: 'customer_id', type: 'uuid', value: ({ wallet }) => wallet.customerId },
  { name: 'available', type: 'int8', value: ({ wallet }) => wallet.available },
  { name: 'pending', type: 'int8', value: ({ wallet }) => wallet.pending },
  { name: 'held', type: 'int8', value: ({ wallet }) => wallet.held },
  { name: 'allows_debt', type: 'bool', value: ({ wallet }) => wallet.allowsDebt },
  { name: 'version', type: 'int8', value: ({ wallet }) => wallet.version },
];

const lotColumns: Column<LotState & { createdAt: Date }>[] = [
  { name: 'id', type: 'uuid', value: (lot) => lot.id },
  { name: 'customer_id', type: 'uuid', value: (lot) => lot.customerId },
  { name: 'purchase_id', type: 'uuid', value: (lot) => lot.purchaseId },
  { name: 'rule_version_id', type: 'uuid', value: (lot) => lot.ruleVersionId },
  { name: 'points', type: 'int8', value: (lot) => lot.points },
  { name: 'remaining', type: 'int8', value: (lot) => lot.remaining },
  { name: 'state', type: 'text', value: (lot) => lot.state },
  { name: 'active_from', type: 'timestamptz', value: (lot) => lot.activeFrom },
  { name: 'expires_at', type: 'timestamptz', value: (lot) => lot.expiresAt },
  { name: 'created_at', type: 'timestamptz', value: (lot) => lot.createdAt },
];

const changedLotColumns: Column<LotState>[] = [
  { name: 'id', type: 'uuid', value: (lot) => lot.id },
  { name: 'remaining', type: 'int8', value: (lot) => lot.remaining },
  { name: 'state', type: 'text', value: (lot) => lot.state },
  { name: 'expires_at', type: 'timestamptz', value: (lot) => lot.expiresAt },
];

const entryColumns: Column<EntryDraft>[] = [
  { name: 'id', type: 'uuid', value: (entry) => entry.id },
  { name: 'customer_id', type: 'uuid', value: (entry) => entry.customerId },
  { name: 'kind', type: 'text', value: (entry) => entry.kind },
  { name: 'available_delta', type: 'int8', value: (entry) => entry.availableDelta },
  { name: 'pending_delta', type: 'int8', value: (entry) => entry.pendingDelta },
  { name: 'available_after', type: 'int8', value: (entry) => entry.availableAfter },
  { name: 'pending_after', type: 'int8', value: (entry) => entry.pendingAfter },
  { name: 'source_kind', type: 'text', value: (entry) => entry.source.kind },
  { name: 'source_id', type: 'text', value: (entry) => entry.source.id },
  { name: 'purchase_id', type: 'uuid', value: (entry) => entry.source.purchaseId },
  { name: 'refund_id', type: 'uuid', value: (entry) => entry.source.refundId },
  { name: 'rule_version_id', type: 'uuid', value: (entry) => entry.source.ruleVersionId },
  { name: 'reason', type: 'text', value: (entry) => entry.source.reason },
  { name: 'posting_key', type: 'text', value: (entry) => `${entry.source.postingKey}:${entry.kind}` },
  { name: 'input_hash', type: 'text', value: (entry) => entry.source.inputHash },
  { name: 'actor_kind', type: 'text', value: (entry) => entry.source.actor.kind },
  { name: 'actor_id', type: 'text', value: (entry) => entry.source.actor.id },
  { name: 'active_from', type: 'timestamptz', value: (entry) => entry.activeFrom },
  { name: 'expires_at', type: 'timestamptz', value: (entry) => entry.expiresAt },
  { name: 'occurred_at', type: 'timestamptz', value: (entry) => entry.source.occurredAt },
  { name: 'created_at', type: 'timestamptz', value: (entry) => entry.createdAt },
];

const entryLotColumns: Column<Draft['entryLots'][number]>[] = [
  { name: 'entry_id', type: 'uuid', value: (row) => row.entryId },
  { name: 'lot_id', type: 'uuid', value: (row) => row.lotId },
  { name: 'points', type: 'int8', value: (row) => row.points },
];

const eventColumns: Column<EventDraft>[] = [
  { name: 'id', type: 'uuid', value: (event) => event.id },
  { name: 'type', type: 'text', value: (event) => event.type },
  { name: 'customer_id', type: 'uuid', value: (event) => event.customerId },
  { name: 'payload', type: 'text', cast: 'jsonb', value: (event) => JSON.stringify(event.payload) },
  { name: 'occurred_at', type: 'timestamptz', value: (event) => event.occurredAt },
];

const lockedWallets: DraftPart = {
  parameterCount: 2,
  values: (draft) => {
    const changed = sortedWallets(draft);
    return [
      `{${changed.map(({ wallet }) => wallet.customerId).join(',')}}`,
      `{${changed.map(({ readVersion }) => readVersion).join(',')}}`,
    ];
  },
  lock: {
    cte: (first) => `locked_wallet as materialized (
      select customer_id, version from wallet
      where brand_id = $1 and customer_id = any($${first}::uuid[])
      order by customer_id for update)`,
    holds: (first) => `(
      select count(*) from locked_wallet
      join unnest($${first}::uuid[], $${first + 1}::int8[]) as r(customer_id, version)
        on r.customer_id = locked_wallet.customer_id and r.version = locked_wallet.version
      ) = cardinality($${first}::uuid[])`,
  },
};

const outboxOfEvents: DraftPart = {
  parameterCount: 1,
  values: (draft) => [`{${draft.events.map((event) => event.id).join(',')}}`],
  write: (first, written) => `insert_outbox as (
    insert into outbox (brand_id, event_id, created_at)
    select $1::uuid, event_id, $2::timestamptz from unnest($${first}::uuid[]) as r(event_id) where ${written})`,
};

const coreParts: DraftPart[] = [
  lockedWallets,
  updatePart('wallet', walletColumns, ['customer_id'], sortedWallets),
  insertPart('lot', lotColumns, (draft) =>
    [...draft.newLots].map((lot) => ({ ...lot, createdAt: draft.now })),
  ),
  updatePart('lot', changedLotColumns, ['id'], (draft) => [...draft.changedLots]),
  insertPart('entry', entryColumns, (draft) => draft.entries),
  insertPart('entry_lot', entryLotColumns, (draft) => draft.entryLots),
  insertPart('event', eventColumns, (draft) => draft.events),
  outboxOfEvents,
];

function sortedWallets(draft: Draft): ChangedWallet[] {
  return [...draft.wallets.values()].sort((left, right) =>
    left.wallet.customerId < right.wallet.customerId ? -1 : 1,
  );
}

/** `guard` is asked by every write, so the locks always come first, whichever of them Postgres starts with. */
function compose<Extra>(name: string, parts: readonly (Part<Extra> | DraftPart)[]): Statement {
  const locks: string[] = [];
  const conditions: string[] = [];
  const writes: string[] = [];
  let first = 3;
  for (const part of parts) {
    if (part.lock) {
      locks.push(part.lock.cte(first));
      conditions.push(part.lock.holds(first));
    }
    if (part.write) writes.push(part.write(first, '(select is_current from guard)'));
    first += part.parameterCount;
  }
  const guard = `guard as materialized (select ${conditions.join('\n and ')} as is_current)`;
  return { name, text: `with ${[...locks, guard, ...writes].join(',\n')}\nselect is_current from guard` };
}

/** Movements alone, with nothing of another slice beside them. */
export const writeMoves = writeStatement<null>('moves-write', []);

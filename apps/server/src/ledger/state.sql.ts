/** How a wallet and its lots are read for a posting: expressions that read statements put together, and their parsing. */
import type { Column } from './statement.ts';
import type { LotState, WalletState } from './wallet-state.ts';

/** Columns of `wallet w` that `readWallet` takes. */
export const walletFields = `w.customer_id, w.available, w.pending, w.held, w.allows_debt, w.version`;

/**
 * The wallet's lots that can be spent or have come due, nearest expiry first, as JSON. `wanted` is a condition,
 * `limit` a parameter.
 */
export function lotsOf(customerId: string, wanted: string, limit: string): string {
  return `(select json_agg(l) from (
    select id, purchase_id, rule_version_id, points, remaining, state, active_from, expires_at
    from lot
    where ${wanted} and brand_id = $1 and customer_id = ${customerId} and remaining > 0
    order by expires_at, id limit ${limit}) l)`;
}

/** Lots whose day has come or whose time is over at `now`, a parameter. */
export function dueLots(now: string): string {
  return `((state = 'active' and expires_at <= ${now}) or (state = 'pending' and active_from <= ${now}))`;
}

export type Row = Record<string, unknown>;

/** One state per customer, however many rows of the group name them. */
export function readWallet(
  wallets: Map<string, WalletState>,
  row: Row,
  lotLimit: number,
): WalletState | null {
  if (row.customer_id === null) return null;
  const customerId = String(row.customer_id);
  const found = wallets.get(customerId);
  const lots = rowsOf(row.lots);
  if (found) {
    if (found.lots.length === 0 && lots.length > 0) loadLots(found, lots, lotLimit);
    return found;
  }
  const wallet: WalletState = {
    customerId,
    available: Number(row.available),
    pending: Number(row.pending),
    held: Number(row.held),
    allowsDebt: row.allows_debt === true,
    version: Number(row.version),
    lots: [],
    hasAllLots: false,
  };
  loadLots(wallet, lots, lotLimit);
  wallets.set(customerId, wallet);
  return wallet;
}

function loadLots(wallet: WalletState, rows: readonly Row[], lotLimit: number): void {
  wallet.lots = rows.map((row) => readLot(row, wallet.customerId));
  wallet.hasAllLots = rows.length < lotLimit;
}

function readLot(row: Row, customerId: string): LotState {
  return {
    id: String(row.id),
    customerId,
    purchaseId: textOrNull(row.purchase_id),
    ruleVersionId: textOrNull(row.rule_version_id),
    points: Number(row.points),
    remaining: Number(row.remaining),
    state: row.state === 'pending' ? 'pending' : row.state === 'active' ? 'active' : 'closed',
    activeFrom: new Date(String(row.active_from)),
    expiresAt: row.expires_at === null ? null : new Date(String(row.expires_at)),
  };
}

/**
 * A lot is one object however many rows of a group meet it, or two changes of it would not see each other. `lots`
 * holds those met so far beside the wallet's own.
 */
export function sameLot(
  lots: Map<string, LotState>,
  { raw, wallet, customerId }: { raw: Row; wallet: WalletState | null; customerId: string },
): LotState {
  const id = String(raw.id);
  const found = lots.get(id) ?? wallet?.lots.find((lot) => lot.id === id) ?? readLot(raw, customerId);
  lots.set(id, found);
  return found;
}

/** Rows that came as a JSON array, or none. */
export function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value : [];
}

export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** The columns of a read statement's question, as parameters from `$first` on. */
export function question<Row>(columns: readonly Column<Row>[], first: number): string {
  const list = columns.map((column, index) => `$${first + index}::${column.type}[]`).join(', ');
  return `unnest(${list}) with ordinality as q(${columns.map(({ name }) => name).join(', ')}, n)`;
}

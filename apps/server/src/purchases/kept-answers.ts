/** First answers kept under an Idempotency-Key: read with a posting's state, written in its own statement. */
import { type Row, textOrNull } from '../ledger/state.sql.ts';
import type { Column } from '../ledger/statement.ts';
import { insertPart, type Part } from '../ledger/write.sql.ts';
import { isKeptRefusal, type Repeat } from '../platform/idempotency.ts';
import { Refusal } from '../platform/refusal.ts';

export interface KeyRow {
  repeat: Repeat;
  status: number;
  /** A refusal, or an answer kept whole; null when the answer is rebuilt from the row it names. */
  body: object | null;
  resultId: string | null;
}

/** What an earlier request under the same key was answered. */
export interface KeptKey {
  inputHash: string;
  status: number;
  body: unknown;
  resultId: string | null;
}

/** What became of a request: done now, done before, or refused. */
export type Settled<New> = New | Known | { kind: 'refused'; refusal: Refusal };

export interface Known {
  kind: 'known';
  /** Of the purchase, refund or hold. */
  id: string;
  status: number;
  isReplay: boolean;
}

/** Columns and join of a read statement whose question `q` has caller, route and key. */
export const keyFields = `k.input_hash as key_hash, k.status as key_status, k.body as key_body, k.result_id as key_result_id`;
export const keyJoin = `left join lateral (select input_hash, status, body, result_id from idempotency_key
  where brand_id = $1 and caller = q.caller and route = q.route and key = q.key limit 1) k on true`;

type Asked = { repeat: Repeat | null };

export const keyQuestion: Column<Asked>[] = [
  { name: 'caller', type: 'text', value: ({ repeat }) => repeat?.caller ?? null },
  { name: 'route', type: 'text', value: ({ repeat }) => repeat?.route ?? null },
  { name: 'key', type: 'text', value: ({ repeat }) => repeat?.key ?? null },
];

export function readKey(row: Row): KeptKey | null {
  if (row.key_hash === null) return null;
  return {
    inputHash: String(row.key_hash),
    status: Number(row.key_status),
    body: row.key_body,
    resultId: textOrNull(row.key_result_id),
  };
}

/** Null when the key is new. */
export function recogniseKey(
  key: KeptKey | null,
  repeat: Repeat | null,
): Known | { kind: 'refused'; refusal: Refusal } | null {
  if (!key || !repeat) return null;
  if (key.inputHash !== repeat.inputHash) return refused('idempotency_key_reused');
  if (key.resultId === null) return { kind: 'refused', refusal: keptRefusal(key.body) };
  return { kind: 'known', id: key.resultId, status: key.status, isReplay: true };
}

export function refused(code: Refusal['code']): { kind: 'refused'; refusal: Refusal } {
  return { kind: 'refused', refusal: new Refusal(code) };
}

/** The first answer stays under its key; a refusal that is not about the key too. */
export function keepAnswer(
  keys: KeyRow[],
  { repeat, key }: { repeat: Repeat | null; key: KeptKey | null },
  outcome: Settled<{ kind: 'new'; row: { id: string } }>,
): void {
  if (!repeat || key) return;
  if (outcome.kind === 'refused') {
    if (!isKeptRefusal(outcome.refusal)) return;
    const { code, status, values } = outcome.refusal;
    keys.push({ repeat, status, body: { code, values }, resultId: null });
  } else if (outcome.kind === 'new') {
    keys.push({ repeat, status: 201, body: null, resultId: outcome.row.id });
  } else {
    keys.push({ repeat, status: outcome.status, body: null, resultId: outcome.id });
  }
}

const columns: Column<KeyRow>[] = [
  { name: 'caller', type: 'text', value: (row) => row.repeat.caller },
  { name: 'route', type: 'text', value: (row) => row.repeat.route },
  { name: 'key', type: 'text', value: (row) => row.repeat.key },
  { name: 'input_hash', type: 'text', value: (row) => row.repeat.inputHash },
  { name: 'status', type: 'int4', value: (row) => row.status },
  {
    name: 'body',
    type: 'text',
    cast: 'jsonb',
    value: (row) => (row.body === null ? null : JSON.stringify(row.body)),
  },
  { name: 'result_id', type: 'uuid', value: (row) => row.resultId },
];

export const keysPart: Part<{ keys: KeyRow[] }> = insertPart('idempotency_key', columns, ({ keys }) => keys);

/** The refusal that was kept, as a repeat hears it again. */
function keptRefusal(body: unknown): Refusal {
  const { code, values } = body as Pick<Refusal, 'code' | 'values'>;
  return new Refusal(code, { isReplay: true, values });
}

/** First answers kept under an Idempotency-Key in the posting's own statement. */
import type { Column } from '../ledger/statement.ts';
import { insertPart, type Part } from '../ledger/write.sql.ts';
import type { Repeat } from '../platform/idempotency.ts';
import { Refusal } from '../platform/refusal.ts';

export interface KeyRow {
  repeat: Repeat;
  status: number;
  /** A refusal; null when the answer is rebuilt from the row it names. */
  body: { code: Refusal['code']; values: Readonly<Record<string, string | number>> } | null;
  resultId: string | null;
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

export function keysPart<Extra>(keysOf: (extra: Extra) => readonly KeyRow[]): Part<Extra> {
  return insertPart('idempotency_key', columns, keysOf);
}

/** The refusal that was kept, as a repeat hears it again. */
export function keptRefusal(body: unknown): Refusal {
  const { code, values } = body as NonNullable<KeyRow['body']>;
  return new Refusal(code, { isReplay: true, values });
}

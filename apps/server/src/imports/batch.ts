/** How every kind of file is worked through: rows are read, then judged in batches, and written unless it is a check. */
import type { ExpiryRule, ImportCounts, ImportField, ImportMapping } from '@regulars/contracts';
import type { Actor } from '../audit/audit.ts';
import { isStorable } from '../platform/storable-text.ts';
import type { Tx } from '../platform/db.ts';
import { BadValue, cellText, type ValueProblem } from './values.ts';
import type { TableRow } from '../platform/csv-in.ts';

export type RowProblem =
  | ValueProblem
  | 'identity_missing'
  | 'phone_wrong'
  | 'email_wrong'
  | 'text_too_long'
  | 'unstorable'
  | 'date_in_future'
  | 'date_too_old'
  | 'contacts_of_two'
  | 'other_external_id'
  | 'points_differ'
  | 'points_expired'
  | 'points_over_limit'
  | 'tier_unknown'
  | 'tier_until_wrong'
  | 'field_missing'
  | 'customer_unknown'
  | 'shop_unknown'
  | 'number_taken'
  | 'reward_differs'
  | 'reward_wrong'
  | 'too_many_rewards'
  | 'unexpected';

export interface Problem {
  row: number;
  field: ImportField | null;
  code: RowProblem;
}

/** What every kind needs to know of the import and its brand; read once. */
export interface ImportSetting {
  brandId: string;
  importId: string;
  mapping: ImportMapping;
  actor: Actor;
  currency: string;
  zone: string;
  language: string;
  expiry: ExpiryRule;
  now: Date;
}

export type Phase = 'check' | 'run';

export interface Outcome extends Omit<ImportCounts, 'failed'> {
  problems: Problem[];
}

/** `Row` is a row of the file once it is understood, or what is wrong with it. */
export interface Importer<Row> {
  /** In the file's order, each row once, also those that were done before: it counts what repeats. */
  read: (row: TableRow) => Row | Problem;
  /** In a transaction of its own, which may be tried again. A check writes nothing. */
  work: (tx: Tx, rows: readonly Row[], phase: Phase) => Promise<Outcome>;
}

export function emptyOutcome(): Outcome {
  return { created: 0, changed: 0, unchanged: 0, points: 0, problems: [] };
}

/** Thrown while a row is read. */
export class RowRefused extends Error {
  readonly field: ImportField | null;
  readonly code: RowProblem;
  constructor(code: RowProblem, field: ImportField | null) {
    super(code);
    this.code = code;
    this.field = field;
  }
}

/** A row's cells by what they mean. */
export class Cells {
  readonly #columns: ReadonlyMap<ImportField, number>;
  readonly #cells: readonly string[];

  constructor(columns: ReadonlyMap<ImportField, number>, cells: readonly string[]) {
    this.#columns = columns;
    this.#cells = cells;
  }

  /** Null where the file has no such column or the cell is empty. */
  text(field: ImportField, longest: number): string | null {
    const at = this.#columns.get(field);
    const text = at === undefined ? '' : cellText(this.#cells[at]);
    if (text === '') return null;
    if (text.length > longest) throw new RowRefused('text_too_long', field);
    if (!isStorable(text)) throw new RowRefused('unstorable', field);
    return text;
  }

  value<T>(field: ImportField, read: (text: string) => T): T | null {
    const text = this.text(field, 64);
    if (text === null) return null;
    try {
      return read(text);
    } catch (error) {
      throw error instanceof BadValue ? new RowRefused(error.code, field) : error;
    }
  }

  required<T>(field: ImportField, value: T | null): T {
    if (value === null) throw new RowRefused('field_missing', field);
    return value;
  }
}

/** The first column of each meaning. */
export function columnsOf({ columns }: ImportMapping): ReadonlyMap<ImportField, number> {
  const found = new Map<ImportField, number>();
  for (const [at, field] of columns.entries()) if (field !== null && !found.has(field)) found.set(field, at);
  return found;
}

/** Reads a row, or says what is wrong with it. */
export function readRow<Row>({ row }: TableRow, read: () => Row): Row | Problem {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowRefused) return { row, field: error.field, code: error.code };
    throw error;
  }
}

/**
 * Set-based statements: many rows of one brand travel as one array per column and are written by one statement.
 * Arrays cost Postgres a fraction of what JSON does, and the text stays the same for any number of rows.
 */
import type pg from 'pg';
import type { Tx } from '../platform/db.ts';

export type Cell = string | number | boolean | Date | null;

export interface Column<Row> {
  name: string;
  /** Type of one element of the array. */
  type: 'uuid' | 'text' | 'int8' | 'int4' | 'bool' | 'timestamptz';
  /** Type of the column where it differs: what no array of arrays can carry travels as text. */
  cast?: 'jsonb' | 'uuid[]';
  value: (row: Row) => Cell;
}

export interface Statement {
  name: string;
  text: string;
}

/** Runs a statement on a connection of the pool, inside a pg transaction, or inside Prisma's. */
export type Run = (statement: Statement, values: readonly unknown[]) => Promise<Record<string, unknown>[]>;

export function runOn(client: pg.Pool | pg.PoolClient): Run {
  return async ({ name, text }, values) => (await client.query({ name, text, values: [...values] })).rows;
}

export function runInside(tx: Tx): Run {
  return ({ text }, values) => tx.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
}

/** `$3::uuid[], $4::int8[]`, numbered from `first`. */
export function parameters<Row>(columns: readonly Column<Row>[], first: number): string {
  return columns.map((column, index) => `$${first + index}::${column.type}[]`).join(', ');
}

export function names<Row>(columns: readonly Column<Row>[]): string {
  return columns.map((column) => column.name).join(', ');
}

/** The columns out of `unnest(...) as r(...)`, brought to the types of the table. */
export function selected<Row>(columns: readonly Column<Row>[]): string {
  return columns.map(({ name, cast }) => (cast ? `r.${name}::${cast}` : `r.${name}`)).join(', ');
}

/** One array literal per column. */
export function valuesOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  return columns.map((column) => {
    const isText = column.type === 'text';
    return `{${rows.map((row) => cellText(column.value(row), isText)).join(',')}}`;
  });
}

function cellText(cell: Cell, isText: boolean): string {
  if (cell === null) return 'null';
  if (cell instanceof Date) return cell.toISOString();
  return isText ? `"${String(cell).replace(/["\\]/g, '\\$&')}"` : String(cell);
}

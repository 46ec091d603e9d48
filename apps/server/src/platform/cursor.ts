/** Cursors of pages: the sort values of the last row, opaque to callers. */
import { refuseField } from './refusal.ts';

/** Ids as they stand in cursors; anything else would be an error deep in a statement. */
export const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type CursorValue = string | number | null;

export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Refuses `validation_failed` for anything that `encodeCursor` has not made. */
export function decodeCursor(cursor: string, length: number): CursorValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every(isCursorValue)) return values;
  } catch {
    // Falls through to the refusal.
  }
  throw refuseField('cursor', 'is not a cursor of this list');
}

/** The id of the last row, where ids alone give the order. */
export function decodeIdCursor(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id === 'string' && uuidForm.test(id)) return id;
  throw refuseField('cursor', 'is not a cursor of this list');
}

function isCursorValue(value: unknown): value is CursorValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

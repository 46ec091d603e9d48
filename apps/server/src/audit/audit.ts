/** Writes who changed what, in the transaction of the change; every slice that staff can use calls it. */
import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';

export interface Actor {
  kind: 'staff' | 'apiKey' | 'customer' | 'system';
  id: string | null;
  name: string;
}

/** One field, before and after; never with personal data, for the log outlives the person's. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

export interface AuditRecord {
  brandId: string;
  actor: Actor;
  /** Noun and past verb, as in `programme.saved`. */
  action: string;
  target: { kind: string; id: string; name: string | null } | null;
  changes: readonly Change[];
}

/** Jobs and setup, where no person is behind the change. */
export const systemActor: Actor = { kind: 'system', id: null, name: 'system' };

/** A customer's name is personal, so only the id is kept. */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case 'staff':
      return { kind: 'staff', id: caller.userId, name: caller.name };
    case 'apiKey':
      return { kind: 'apiKey', id: caller.keyId, name: caller.name };
    case 'customer':
      return { kind: 'customer', id: caller.customerId, name: '' };
    case 'telegram':
      return { kind: 'customer', id: null, name: '' };
    case 'public':
      return systemActor;
  }
}

export async function audit(tx: Tx, random: Random, record: AuditRecord): Promise<void> {
  const { actor, target } = record;
  await tx.auditEntry.create({
    data: {
      brandId: record.brandId,
      id: random.id(),
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action: record.action,
      targetKind: target?.kind ?? null,
      targetId: target?.id ?? null,
      targetName: target?.name ?? null,
      changes: record.changes.map(({ field, before, after }) => ({
        field,
        before: toJson(before),
        after: toJson(after),
      })),
    },
  });
}

/** The fields that differ between two states of the same settings; nested objects by path, as in `expiry.months`. */
export function changesBetween(before: object, after: object, prefix = ''): Change[] {
  const old = new Map(Object.entries(before));
  const next = new Map(Object.entries(after));
  const fields = [...new Set([...old.keys(), ...next.keys()])];
  return fields.flatMap((field): Change[] => {
    const path = prefix + field;
    const [was, is] = [old.get(field), next.get(field)];
    if (isDeepStrictEqual(was, is)) return [];
    if (isPlainObject(was) && isPlainObject(is)) return changesBetween(was, is, `${path}.`);
    return [{ field: path, before: was ?? null, after: is ?? null }];
  });
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function toJson(value: unknown) {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

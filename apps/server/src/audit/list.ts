/** Reads the audit log in pages; entries sort by id, which sorts by time. */
import type { AuditEntry, routes, RouteOutput, RouteParsed } from '@regulars/contracts';
import { z } from 'zod';
import type { Tx } from '../platform/db.ts';
import { refuseField } from '../platform/refusal.ts';

type Query = RouteParsed<typeof routes.listAuditEntries>['query'];
type Page = RouteOutput<typeof routes.listAuditEntries>;
type Row = Awaited<ReturnType<Tx['auditEntry']['findFirstOrThrow']>>;

const cursorForm = z.uuid();
const actorKind = z.enum(['staff', 'apiKey', 'customer', 'system']);
const storedChanges = z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }));

export async function listAuditEntries(tx: Tx, brandId: string, query: Query): Promise<Page> {
  if (query.cursor !== undefined && !cursorForm.safeParse(query.cursor).success)
    throw refuseField('cursor', 'is not a cursor of this list');
  const rows = await tx.auditEntry.findMany({
    where: {
      brandId,
      ...(query.cursor === undefined ? {} : { id: { lt: query.cursor } }),
      // A noun with a dot at its end stands for all that happened to it: `staff.` finds `staff.removed`.
      ...(query.action === undefined
        ? {}
        : { action: query.action.endsWith('.') ? { startsWith: query.action } : query.action }),
      ...(query.actorId === undefined ? {} : { actorId: query.actorId }),
      ...(query.targetId === undefined ? {} : { targetId: query.targetId }),
      ...(query.from === undefined && query.to === undefined
        ? {}
        : {
            at: {
              ...(query.from === undefined ? {} : { gte: new Date(query.from) }),
              ...(query.to === undefined ? {} : { lt: new Date(query.to) }),
            },
          }),
    },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  });
  const items = rows.slice(0, query.limit);
  return {
    items: items.map(showEntry),
    nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  };
}

function showEntry(row: Row): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: actorKind.parse(row.actorKind), name: row.actorName },
    action: row.action,
    target:
      row.targetKind === null || row.targetId === null
        ? null
        : { kind: row.targetKind, id: row.targetId, name: row.targetName },
    changes: storedChanges.parse(row.changes),
  };
}

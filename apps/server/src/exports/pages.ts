/** What every export is made of: pages read one after the other, moments in the brand's zone, its line in the audit log. */
import { type Permission, roleMay } from '@regulars/contracts/permissions';
import type { TableSeparator } from '@regulars/contracts';
import type { FastifyReply } from 'fastify';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { type Cell, sendTable } from '../platform/csv-out.ts';
import { Refusal } from '../platform/refusal.ts';

export const pageRows = 500;

interface Page<T> {
  items: readonly T[];
  nextCursor: string | null;
}

/** Follows cursors to the end; each page is asked for when the one before has been sent. */
export async function* pagesOf<T>(
  load: (cursor: string | undefined) => Promise<Page<T>>,
  show: (items: readonly T[]) => (readonly Cell[])[] | Promise<(readonly Cell[])[]>,
): AsyncGenerator<(readonly Cell[])[]> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await load(cursor);
    yield await show(items);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** 2026-03-12 12:30:05 on the brand's clocks: as spreadsheets and our own imports read it. */
export function momentsIn(zone: string): (moment: Date | string | null) => string | null {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (moment) => (moment === null ? null : format.format(new Date(moment)));
}

export interface Export {
  /** Of the file and, with `exported`, of the act in the log. */
  name: string;
  /** The right to the list itself. */
  permission: Permission;
  query: Readonly<Record<string, unknown>> & { separator: TableSeparator };
  header: readonly string[];
  pages: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** That data left the brand stands in the log before the first byte does; filters are named without their values. */
export async function sendExport(
  deps: Deps,
  caller: BrandStaffCaller,
  reply: FastifyReply,
  { name, permission, query, header, pages }: Export,
): Promise<FastifyReply> {
  if (!roleMay(caller.brand.role, permission)) {
    throw new Refusal('permission_missing', { values: { permission } });
  }
  const filters = Object.entries(query).flatMap(([field, value]) =>
    value === undefined || field === 'separator' || field === 'sort' ? [] : [field],
  );
  await audit(deps.db.prisma, deps.random, {
    brandId: caller.brand.id,
    actor: actorOf(caller),
    action: `${name}.exported`,
    target: null,
    changes: filters.length === 0 ? [] : [{ field: 'filters', before: null, after: filters }],
  });
  const day = deps.clock.now().toISOString().slice(0, 10);
  return sendTable(reply, `${caller.brand.slug}-${name}-${day}`, {
    header,
    pages,
    separator: query.separator,
  });
}

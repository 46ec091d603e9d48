/** Failed work, for staff: what it was, why it failed, and a way to run it again. */
import { routes } from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { decodeIdCursor, encodeCursor } from '../platform/cursor.ts';
import { retryDeadLetter } from '../platform/dead-letters.ts';
import type { Mount } from '../platform/route.ts';

export function mountSystemRoutes(mount: Mount, deps: Deps): void {
  mount(routes.listDeadLetters, async ({ input, caller }) => {
    const { cursor, limit } = input.query;
    const before = cursor === undefined ? null : decodeIdCursor(cursor);
    const rows = await deps.db.prisma.deadLetter.findMany({
      where: { brandId: caller.brand.id, ...(before === null ? {} : { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((row) => ({
        id: row.id,
        job: row.job,
        error: row.error,
        attempts: row.attempts,
        at: row.at.toISOString(),
        retriedAt: row.retriedAt?.toISOString() ?? null,
      })),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  });

  mount(routes.retryDeadLetter, async ({ input, caller }) => {
    const { id } = input.params;
    const { job } = await retryDeadLetter(deps, caller.brand.id, id);
    await audit(deps.db.prisma, deps.random, {
      brandId: caller.brand.id,
      actor: actorOf(caller),
      action: 'dead_letter.retried',
      target: { kind: 'dead_letter', id, name: job },
      changes: [],
    });
  });
}

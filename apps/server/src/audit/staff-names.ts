/** Names of the staff by id, for lists that say who made, saved or sent something. */
import type { Tx } from '../platform/db.ts';

/** `ids` may repeat and have gaps; whoever has no account any more is missing. */
export async function staffNames(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const people = await tx.staffUser.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

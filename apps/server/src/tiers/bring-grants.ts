/** Levels that an import brings: each is given until its day, as by hand; who has it already keeps what they have. */
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { readGrants } from './read-grants.ts';
import { recountCustomers } from './recount.ts';

export interface NewGrant {
  customerId: string;
  tierId: string;
  /** The first instant at which it is over. */
  endsAt: Date;
}

/** Who has been given this level already, of these. */
export async function grantedAlready(
  tx: Tx,
  { brandId, customerIds, now }: { brandId: string; customerIds: readonly string[]; now: Date },
): Promise<Set<string>> {
  const grants = await readGrants(tx, { brandId, customerIds, now });
  return new Set([...grants].flatMap(([id, rows]) => rows.map(({ tierId }) => `${id} ${tierId}`)));
}

/** No gift is given and nobody is told: it is no achievement of today. */
export async function bringGrants(
  tx: Tx,
  deps: Deps,
  order: { brandId: string; reason: string; grantedBy: string | null; grants: readonly NewGrant[] },
): Promise<void> {
  const { brandId, reason, grantedBy, grants } = order;
  if (grants.length === 0) return;
  const grantedAt = deps.clock.now();
  await tx.tierGrant.createMany({
    data: grants.map((grant) => ({
      brandId,
      id: deps.random.id(),
      ...grant,
      kind: 'staff',
      reason,
      grantedAt,
      grantedBy,
    })),
  });
  const customerIds = [...new Set(grants.map(({ customerId }) => customerId))];
  await recountCustomers(tx, deps, { brandId, customerIds, cause: 'programme_changed' });
}

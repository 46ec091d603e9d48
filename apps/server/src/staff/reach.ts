/** Who may take another person's account in hand: only those who stand above it wherever it works. */
import { type Role, roleMay, roleMayGrant } from '@regulars/contracts';
import type { Tx } from '../platform/db.ts';
import { storedRole } from './stored-role.ts';

/**
 * An account opens every brand it works in. So in each of them the one who acts must have the right to change the
 * person's role; an owner of one brand never reaches another brand through a shared cashier. Nobody reaches
 * themselves this way (a borrowed session must not become a password), nor an operator without being one.
 */
export async function reachesAccount(tx: Tx, actorId: string, targetId: string): Promise<boolean> {
  if (actorId === targetId) return false;
  const find = (id: string) => tx.staffUser.findUnique({ where: { id }, include: { memberships: true } });
  const [actor, target] = [await find(actorId), await find(targetId)];
  if (!actor || !target || target.memberships.length === 0) return false;
  if (target.isOperator && !actor.isOperator) return false;
  const roleIn = new Map(actor.memberships.map((one) => [one.brandId, storedRole.parse(one.role)]));
  return target.memberships.every(({ brandId, role }) =>
    standsAbove(roleIn.get(brandId), storedRole.parse(role)),
  );
}

/** May change who has the other role; nobody without a role of their own does. */
export function standsAbove(own: Role | undefined, theirs: Role): boolean {
  return own !== undefined && roleMay(own, 'staff.write') && roleMayGrant(own, theirs);
}

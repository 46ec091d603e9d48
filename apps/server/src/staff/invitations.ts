/** Invitations to the staff: a link for one person and seven days, kept as a hash. */
import { type Language, type Role, type RouteOutput, roleMayGrant, type routes } from '@regulars/contracts';
import { actorOf, audit } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller, StaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal, refuseField } from '../platform/refusal.ts';
import { tokenHash } from '../platform/secrets.ts';
import { requireShops } from '../shops/find.ts';
import { addMembership, createAccount, readyAccount } from './accounts.ts';
import { standsAbove } from './reach.ts';
import { storedRole } from './stored-role.ts';

type Invitation = RouteOutput<typeof routes.listInvitations>['items'][number];
type Row = Awaited<ReturnType<Tx['staffInvitation']['findFirstOrThrow']>>;

const tokenBytes = 32;
const lifeMilliseconds = 7 * 24 * 60 * 60 * 1_000;
const listLimit = 100;

/** Refuses `permission_missing` for a role above one's own. */
export async function inviteStaff(
  deps: Deps,
  caller: BrandStaffCaller,
  offer: { role: Role; email?: string | undefined; shopIds: readonly string[] },
): Promise<Invitation & { link: string }> {
  if (!roleMayGrant(caller.brand.role, offer.role))
    throw new Refusal('permission_missing', { values: { permission: 'staff.write' } });
  const token = deps.random.token(tokenBytes);
  const now = deps.clock.now();
  const row = await deps.db.prisma.$transaction(async (tx) => {
    await requireShops(tx, caller.brand.id, offer.shopIds);
    const made = await tx.staffInvitation.create({
      data: {
        brandId: caller.brand.id,
        id: deps.random.id(),
        tokenHash: tokenHash(token),
        role: offer.role,
        email: offer.email?.toLowerCase() ?? null,
        shopIds: [...new Set(offer.shopIds)],
        invitedBy: caller.userId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + lifeMilliseconds),
      },
    });
    await auditInvitation(tx, deps, caller, { row: made, action: 'invitation.created' });
    return made;
  });
  return {
    ...showInvitation(row, caller.name),
    state: stateOf(row, caller.brand.role, now),
    link: `${deps.config.publicUrl}/admin/invitations/${token}`,
  };
}

export async function listInvitations(deps: Deps, brandId: string): Promise<Invitation[]> {
  const rows = await deps.db.prisma.staffInvitation.findMany({
    where: { brandId },
    orderBy: { id: 'desc' },
    take: listLimit,
  });
  const names = await staffNames(
    deps.db.prisma,
    rows.map((row) => row.invitedBy),
  );
  const now = deps.clock.now();
  const inviterRoles = await rolesIn(deps.db.prisma, brandId, [...names.keys()]);
  return rows.map((row) => ({
    ...showInvitation(row, names.get(row.invitedBy) ?? ''),
    state: stateOf(row, inviterRoles.get(row.invitedBy), now),
  }));
}

/** Refuses `invitation_not_valid` for one that is not open. */
export async function revokeInvitation(deps: Deps, caller: BrandStaffCaller, id: string): Promise<void> {
  const brandId = caller.brand.id;
  const now = deps.clock.now();
  await deps.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.staffInvitation.updateMany({
      where: { brandId, id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    if (count === 0) throw new Refusal('invitation_not_valid');
    const row = await tx.staffInvitation.findUniqueOrThrow({ where: { brandId_id: { brandId, id } } });
    await auditInvitation(tx, deps, caller, { row, action: 'invitation.revoked' });
  });
}

/** What a link offers. Refuses `invitation_not_valid`, also once its maker has lost the right to make it. */
export async function openInvitation(deps: Deps, token: string) {
  const row = await deps.db.prisma.staffInvitation.findUnique({ where: { tokenHash: tokenHash(token) } });
  if (!row) throw new Refusal('invitation_not_valid');
  await requireOpen(deps.db.prisma, row, deps.clock.now());
  const brand = await deps.db.prisma.brand.findUniqueOrThrow({ where: { id: row.brandId } });
  return { row, brand };
}

export interface NewPerson {
  name: string;
  email: string;
  password: string;
  language: Language;
}

/** Joins with a new account, or with one's own (`StaffCaller`). */
export async function acceptInvitation(
  deps: Deps,
  token: string,
  person: NewPerson | StaffCaller,
): Promise<{ slug: string }> {
  const { row, brand } = await openInvitation(deps, token);
  if (row.email !== null && row.email !== person.email.toLowerCase()) throw notForThisEmail(person);
  const accountOf = await prepareAccount(deps, person);
  const now = deps.clock.now();
  await deps.db.prisma.$transaction(async (tx) => {
    await claimInvitation(tx, row, now);
    await requireOpen(tx, row, now);
    const userId = await accountOf(tx);
    await addMembership(tx, deps.random, {
      brandId: row.brandId,
      userId,
      role: storedRole.parse(row.role),
      shopIds: row.shopIds,
      now,
    });
    await audit(tx, deps.random, {
      brandId: row.brandId,
      actor: { kind: 'staff', id: userId, name: person.name },
      action: 'staff.joined',
      target: { kind: 'staff', id: userId, name: person.name },
      changes: [{ field: 'role', before: null, after: row.role }],
    });
  });
  return { slug: brand.slug };
}

async function requireOpen(tx: Tx, row: Row, now: Date): Promise<void> {
  const inviterRoles = await rolesIn(tx, row.brandId, [row.invitedBy]);
  if (stateOf(row, inviterRoles.get(row.invitedBy), now) !== 'open')
    throw new Refusal('invitation_not_valid');
}

/** What people are in a brand now; those who have left are missing. */
async function rolesIn(tx: Tx, brandId: string, userIds: string[]): Promise<Map<string, Role>> {
  const rows = await tx.staffMembership.findMany({ where: { brandId, userId: { in: userIds } } });
  return new Map(rows.map((row) => [row.userId, storedRole.parse(row.role)]));
}

/** Of two who accept together, one gets through. */
async function claimInvitation(tx: Tx, row: Row, now: Date): Promise<void> {
  const { count } = await tx.staffInvitation.updateMany({
    where: {
      brandId: row.brandId,
      id: row.id,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: now },
    },
    data: { acceptedAt: now },
  });
  if (count !== 1) throw new Refusal('invitation_not_valid');
}

/** How the person's account is found inside the transaction; a new password is hashed before it begins. */
async function prepareAccount(
  deps: Deps,
  person: NewPerson | StaffCaller,
): Promise<(tx: Tx) => Promise<string>> {
  if ('userId' in person) return async () => person.userId;
  const account = await readyAccount({ ...person, isOperator: false });
  return (tx) => createAccount(tx, deps.random, account);
}

function notForThisEmail(person: NewPerson | StaffCaller): Refusal {
  return 'userId' in person
    ? new Refusal('invitation_not_valid')
    : refuseField('email', {
        ru: 'Приглашение для другой почты',
        en: 'The invitation is for another e-mail',
      });
}

/** The e-mail stays out of the log: it is personal. */
async function auditInvitation(
  tx: Tx,
  deps: Deps,
  caller: BrandStaffCaller,
  about: { row: Row; action: string },
): Promise<void> {
  await audit(tx, deps.random, {
    brandId: caller.brand.id,
    actor: actorOf(caller),
    action: about.action,
    target: { kind: 'invitation', id: about.row.id, name: null },
    changes: [{ field: 'role', before: null, after: about.row.role }],
  });
}

/** An invitation is worth what its maker may do now, so that nobody leaves a door open behind them. */
function stateOf(row: Row, inviterRole: Role | undefined, now: Date): Invitation['state'] {
  if (row.acceptedAt !== null) return 'accepted';
  if (row.revokedAt !== null || !standsAbove(inviterRole, storedRole.parse(row.role))) return 'revoked';
  return row.expiresAt <= now ? 'expired' : 'open';
}

function showInvitation(row: Row, invitedBy: string): Omit<Invitation, 'state'> {
  return {
    id: row.id,
    role: storedRole.parse(row.role),
    email: row.email,
    invitedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** A forgotten password or a lost second factor: one-time links made by those above the person or on the server. */
import { type Actor, actorOf, audit, systemActor } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { tokenHash } from '../platform/secrets.ts';
import { requireGrant } from './members.ts';
import { hashPassword } from './passwords.ts';
import { reachesAccount } from './reach.ts';

const tokenBytes = 32;
const lifeMilliseconds = 24 * 60 * 60 * 1_000;

export interface ResetLink {
  link: string;
  expiresAt: string;
}

interface Person {
  id: string;
  name: string;
  email: string;
}

/** Refuses `staff_not_found`, `permission_missing` (roles above one's own) and `account_out_of_reach`. */
export async function makeResetLink(deps: Deps, caller: BrandStaffCaller, id: string): Promise<ResetLink> {
  return deps.db.prisma.$transaction(async (tx) => {
    const person = await requireMember(tx, caller, id);
    return issueLink(tx, deps, person, actorOf(caller));
  });
}

/** For the server's own command: whoever may run it reaches every account. Refuses `staff_not_found`. */
export async function makeResetLinkOnServer(deps: Deps, email: string): Promise<ResetLink> {
  return deps.db.prisma.$transaction(async (tx) =>
    issueLink(tx, deps, await findPerson(tx, email), systemActor),
  );
}

/** Refuses as `makeResetLink` does. */
export async function resetTwoFactor(deps: Deps, caller: BrandStaffCaller, id: string): Promise<void> {
  await deps.db.prisma.$transaction(async (tx) =>
    dropTwoFactor(tx, deps, await requireMember(tx, caller, id), actorOf(caller)),
  );
}

/** Refuses `staff_not_found`. */
export async function resetTwoFactorOnServer(deps: Deps, email: string): Promise<void> {
  await deps.db.prisma.$transaction(async (tx) =>
    dropTwoFactor(tx, deps, await findPerson(tx, email), systemActor),
  );
}

/** Whose password a link sets. Refuses `reset_link_not_valid`, also once its maker has lost the right to make it. */
export async function openResetLink(
  deps: Deps,
  token: string,
): Promise<{ person: Person; expiresAt: Date; madeBy: string | null }> {
  const row = await deps.db.prisma.staffResetLink.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { user: true },
  });
  if (!row || row.usedAt !== null || row.expiresAt <= deps.clock.now()) throw notValid();
  if (!(await isStillAllowed(deps.db.prisma, row.madeBy, row.userId))) throw notValid();
  return { person: row.user, expiresAt: row.expiresAt, madeBy: row.madeBy };
}

/** Ends every session; a second factor is asked for as before. Of two who use the link together, one gets through. */
export async function resetPassword(deps: Deps, token: string, password: string): Promise<Person> {
  const { person, madeBy } = await openResetLink(deps, token);
  const hash = await hashPassword(password);
  const now = deps.clock.now();
  await deps.db.prisma.$transaction(async (tx) => {
    // Whoever joins another brand at this moment waits, and is not taken along.
    await tx.$queryRaw`select id from staff_user where id = ${person.id} for update`;
    const { count } = await tx.staffResetLink.updateMany({
      where: { tokenHash: tokenHash(token), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (count !== 1 || !(await isStillAllowed(tx, madeBy, person.id))) throw notValid();
    await setPassword(tx, person.id, hash);
    await endSessions(tx, person.id);
    await auditInTheirBrands(tx, deps, person, {
      actor: { kind: 'staff', id: person.id, name: person.name },
      action: 'staff.password_reset',
    });
  });
  return person;
}

async function requireMember(tx: Tx, caller: BrandStaffCaller, id: string): Promise<Person> {
  const row = await tx.staffMembership.findUnique({
    where: { brandId_id: { brandId: caller.brand.id, id } },
    include: { user: true },
  });
  if (!row) throw new Refusal('staff_not_found');
  requireGrant(caller.brand.role, row.role);
  if (!(await reachesAccount(tx, caller.userId, row.userId))) throw new Refusal('account_out_of_reach');
  return row.user;
}

async function findPerson(tx: Tx, email: string): Promise<Person> {
  const person = await tx.staffUser.findUnique({ where: { email: email.trim().toLowerCase() } });
  if (!person) throw new Refusal('staff_not_found');
  return person;
}

async function issueLink(tx: Tx, deps: Deps, person: Person, actor: Actor): Promise<ResetLink> {
  const token = deps.random.token(tokenBytes);
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + lifeMilliseconds);
  const link = {
    id: deps.random.id(),
    tokenHash: tokenHash(token),
    madeBy: actor.id,
    createdAt: now,
    expiresAt,
    usedAt: null,
  };
  await tx.staffResetLink.upsert({
    where: { userId: person.id },
    create: { ...link, userId: person.id },
    update: link,
  });
  await auditInTheirBrands(tx, deps, person, { actor, action: 'staff.reset_link_made' });
  return {
    link: `${deps.config.publicUrl}/admin/reset-password/${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}

/** A link made on the server stands by itself; a person's is worth what that person may do now. */
async function isStillAllowed(tx: Tx, madeBy: string | null, userId: string): Promise<boolean> {
  return madeBy === null || reachesAccount(tx, madeBy, userId);
}

async function dropTwoFactor(tx: Tx, deps: Deps, person: Person, actor: Actor): Promise<void> {
  const where = { userId: person.id };
  await tx.staffTwoFactor.deleteMany({ where });
  await tx.staffPasskey.deleteMany({ where });
  await tx.staffUser.update({ where: { id: person.id }, data: { twoFactorEnabled: false } });
  await endSessions(tx, person.id);
  await auditInTheirBrands(tx, deps, person, { actor, action: 'staff.two_factor_reset' });
}

async function setPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  const { count } = await tx.staffAccount.updateMany({
    where: { userId, providerId: 'credential' },
    data: { password: hash },
  });
  if (count !== 1) throw new Error('every account of the staff has one password');
}

/** Open pages, and sign-ins that stand between the old password and the second factor. */
async function endSessions(tx: Tx, userId: string): Promise<void> {
  await tx.staffSession.deleteMany({ where: { userId } });
  await tx.staffVerification.deleteMany({ where: { value: userId } });
}

/** Every brand where the person works learns of it, whoever acted. */
async function auditInTheirBrands(
  tx: Tx,
  deps: Deps,
  person: Person,
  about: { actor: Actor; action: string },
): Promise<void> {
  const memberships = await tx.staffMembership.findMany({ where: { userId: person.id } });
  for (const { brandId } of memberships) {
    await audit(tx, deps.random, {
      brandId,
      ...about,
      target: { kind: 'staff', id: person.id, name: person.name },
      changes: [],
    });
  }
}

function notValid(): Refusal {
  return new Refusal('reset_link_not_valid');
}

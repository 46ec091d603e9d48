/** The first owner: a one-time link, printed at the start of a deployment that has no staff yet. */
import type { BrandSettings, Language } from '@regulars/contracts';
import { audit } from '../audit/audit.ts';
import { createBrand } from '../brands/new-brand.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { tokenHash } from '../platform/secrets.ts';
import { addMembership, createAccount, readyAccount } from './accounts.ts';

/** Any number, the same in every process. */
const setupLock = 7_301_946;

/**
 * The address to print, or null where staff exist. Every process, and every start until there is an owner, prints
 * the same link: its token comes from the one open row and the deployment's key, so nobody ends another's link.
 */
export async function ensureSetupLink(deps: Deps): Promise<string | null> {
  const token = await deps.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${setupLock})`;
    if (await hasStaff(tx)) return null;
    return (await findOwnToken(deps, tx)) ?? makeToken(deps, tx);
  });
  return token === null ? null : `${deps.config.publicUrl}/admin/setup/${token}`;
}

/** Null for a row that was made under another key: its link was never printed by us. */
async function findOwnToken(deps: Deps, tx: Tx): Promise<string | null> {
  const row = await tx.setupLink.findFirst({ where: { usedAt: null } });
  if (!row) return null;
  const token = tokenOf(deps, row.id);
  return tokenHash(token) === row.tokenHash ? token : null;
}

async function makeToken(deps: Deps, tx: Tx): Promise<string> {
  const id = deps.random.id();
  const token = tokenOf(deps, id);
  await tx.setupLink.deleteMany({ where: { usedAt: null } });
  await tx.setupLink.create({ data: { id, tokenHash: tokenHash(token), createdAt: deps.clock.now() } });
  return token;
}

function tokenOf(deps: Deps, id: string): string {
  return deps.secrets.derive(`setup-link ${id}`).toString('base64url');
}

/** Refuses `setup_link_not_valid`. */
export async function checkSetupLink(deps: Deps, token: string): Promise<void> {
  const link = await deps.db.prisma.setupLink.findUnique({ where: { tokenHash: tokenHash(token) } });
  if (!link || link.usedAt !== null || (await hasStaff(deps.db.prisma)))
    throw new Refusal('setup_link_not_valid');
}

export interface Setup {
  token: string;
  owner: { name: string; email: string; password: string; language: Language };
  brand: BrandSettings & { slug: string };
}

/** Owner, brand and membership at once or not at all; the link works once even for two who open it together. */
export async function completeSetup(deps: Deps, setup: Setup): Promise<{ slug: string }> {
  await checkSetupLink(deps, setup.token);
  const account = await readyAccount({ ...setup.owner, isOperator: true });
  const { slug, ...settings } = setup.brand;
  await deps.db.prisma.$transaction(async (tx) => {
    await useLink(tx, setup.token, deps.clock.now());
    const userId = await createAccount(tx, deps.random, account);
    await foundBrand(tx, deps, { slug, settings, founder: { userId, name: account.name } });
  });
  return { slug };
}

/** A brand with its first owner. Refuses `slug_taken`. */
export async function foundBrand(
  tx: Tx,
  deps: Deps,
  brand: { slug: string; settings: BrandSettings; founder: { userId: string; name: string } },
): Promise<string> {
  const { slug, settings, founder } = brand;
  const brandId = await createBrand(tx, deps.random, { slug, settings, createdBy: founder.userId });
  await addMembership(tx, deps.random, {
    brandId,
    userId: founder.userId,
    role: 'owner',
    now: deps.clock.now(),
  });
  await audit(tx, deps.random, {
    brandId,
    actor: { kind: 'staff', id: founder.userId, name: founder.name },
    action: 'brand.created',
    target: { kind: 'brand', id: brandId, name: settings.name },
    changes: [],
  });
  return brandId;
}

async function useLink(tx: Tx, token: string, now: Date): Promise<void> {
  const { count } = await tx.setupLink.updateMany({
    where: { tokenHash: tokenHash(token), usedAt: null },
    data: { usedAt: now },
  });
  if (count !== 1 || (await hasStaff(tx))) throw new Refusal('setup_link_not_valid');
}

async function hasStaff(tx: Tx): Promise<boolean> {
  return (await tx.staffUser.findFirst({ select: { id: true } })) !== null;
}

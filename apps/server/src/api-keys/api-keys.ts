/** API keys of a brand: made, listed and revoked by staff. The secret is never stored, only its hash. */
import { type ApiKey, type Scope, type ShopName, scopes } from '@regulars/contracts';
import { z } from 'zod';
import { type Actor, audit } from '../audit/audit.ts';
import { staffNames } from '../audit/staff-names.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../platform/db.ts';
import type { Random } from '../platform/random.ts';
import { Refusal } from '../platform/refusal.ts';
import { tokenHash } from '../platform/secrets.ts';
import { requireShops, shopNames } from '../shops/find.ts';

const secretBytes = 32;
const prefixLength = 10;
const listLimit = 200;
const storedScopes = z.array(z.enum(scopes));

export interface NewApiKey {
  brandId: string;
  name: string;
  scopes: readonly Scope[];
  shopId?: string | undefined;
  createdBy: string | null;
  actor: Actor;
}

/** Answers the key with its secret, which nobody can read again. Refuses `shop_not_found`. */
export async function createApiKey(
  tx: Tx,
  random: Random,
  key: NewApiKey,
): Promise<ApiKey & { secret: string }> {
  const secret = `rk_${random.token(secretBytes)}`;
  const shopIds = key.shopId === undefined ? [] : [key.shopId];
  await requireShops(tx, key.brandId, shopIds);
  const shops = await shopNames(tx, key.brandId, shopIds);
  const row = await tx.apiKey.create({
    data: {
      brandId: key.brandId,
      id: random.id(),
      name: key.name,
      prefix: secret.slice(0, prefixLength),
      keyHash: tokenHash(secret),
      scopes: [...new Set(key.scopes)],
      shopId: key.shopId ?? null,
      createdBy: key.createdBy,
    },
  });
  await audit(tx, random, {
    brandId: key.brandId,
    actor: key.actor,
    action: 'api_key.created',
    target: { kind: 'apiKey', id: row.id, name: row.name },
    changes: [
      { field: 'scopes', before: null, after: row.scopes },
      ...[...shops.values()].map(({ name }) => ({ field: 'shop', before: null, after: name })),
    ],
  });
  return { ...showKey(row, key.actor.kind === 'staff' ? key.actor.name : null, shops), secret };
}

export async function listApiKeys(deps: Deps, brandId: string): Promise<ApiKey[]> {
  const rows = await deps.db.prisma.apiKey.findMany({
    where: { brandId },
    orderBy: { createdAt: 'desc' },
    take: listLimit,
  });
  const names = await staffNames(
    deps.db.prisma,
    rows.map((row) => row.createdBy),
  );
  const shops = await shopNames(
    deps.db.prisma,
    brandId,
    rows.flatMap(({ shopId }) => shopId ?? []),
  );
  return rows.map((row) => showKey(row, names.get(row.createdBy ?? '') ?? null, shops));
}

/** Refuses `api_key_not_found`; revoking twice changes nothing. */
export async function revokeApiKey(
  deps: Deps,
  key: { brandId: string; id: string; actor: Actor },
): Promise<void> {
  const { brandId, id } = key;
  await deps.db.prisma.$transaction(async (tx) => {
    const found = await tx.apiKey.findUnique({ where: { brandId_id: { brandId, id } } });
    if (!found) throw new Refusal('api_key_not_found');
    const { count } = await tx.apiKey.updateMany({
      where: { brandId, id, revokedAt: null },
      data: { revokedAt: deps.clock.now() },
    });
    if (count === 0) return;
    await audit(tx, deps.random, {
      brandId,
      actor: key.actor,
      action: 'api_key.revoked',
      target: { kind: 'apiKey', id, name: found.name },
      changes: [],
    });
  });
}

type Row = Awaited<ReturnType<Tx['apiKey']['findFirstOrThrow']>>;

function showKey(row: Row, createdBy: string | null, shops: ReadonlyMap<string, ShopName>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: storedScopes.parse(row.scopes),
    shop: shops.get(row.shopId ?? '') ?? null,
    createdAt: row.createdAt.toISOString(),
    createdBy,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

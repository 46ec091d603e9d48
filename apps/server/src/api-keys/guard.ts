/** Tells which API key is asking. Every request is judged by a fresh read, so a revoked key ends at once. */
import { scopes } from '@regulars/contracts/permissions';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { ApiKeyCaller, Guards } from '../platform/callers.ts';
import { coalesce } from '../platform/coalesce.ts';
import { Refusal } from '../platform/refusal.ts';
import { tokenHash } from '../platform/secrets.ts';
import { findKeys, type KeyRow, touchKey } from './keys.sql.ts';

const header = /^Bearer (rk_[A-Za-z0-9_-]{43})$/i;
const usedEveryMilliseconds = 60_000;
const storedScopes = z.array(z.enum(scopes));

export function createApiKeyGuard(deps: Deps): Guards['apiKey'] {
  const readKey = coalesce<KeyRow>(async (hashes) => {
    const rows = await findKeys(deps.db.pool, hashes);
    return new Map(rows.map((row) => [row.keyHash, row]));
  });
  const markUsed = createMarkUsed(deps);
  return async (request) => {
    const secret = header.exec(request.headers.authorization ?? '')?.[1];
    if (secret === undefined) throw new Refusal('api_key_invalid');
    const found = await readKey(tokenHash(secret));
    if (!found) throw new Refusal('api_key_invalid');
    markUsed(found);
    return callerOf(found);
  };
}

function callerOf(found: KeyRow): ApiKeyCaller {
  return {
    kind: 'apiKey',
    brandId: found.brandId,
    keyId: found.id,
    name: found.name,
    scopes: storedScopes.parse(found.scopes),
    shopId: found.shopId,
  };
}

/** Nobody waits for it: the answer to a till does not depend on when its key was last seen. */
function createMarkUsed(deps: Deps): (key: KeyRow) => void {
  const underway = new Set<string>();
  return (key) => {
    const now = deps.clock.now();
    const last = key.lastUsedAt?.getTime() ?? 0;
    if (now.getTime() - last < usedEveryMilliseconds || underway.has(key.id)) return;
    underway.add(key.id);
    touchKey(deps.db.pool, { brandId: key.brandId, id: key.id, now })
      .catch((error: unknown) => deps.log.warn({ err: error }, 'last use of an API key was not noted'))
      .finally(() => underway.delete(key.id));
  };
}

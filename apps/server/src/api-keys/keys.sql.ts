/** Reads keys for the till's hot path as one prepared statement for many requests at once, which Prisma can't. */
import type { Pool } from 'pg';

export interface KeyRow {
  keyHash: string;
  brandId: string;
  id: string;
  name: string;
  scopes: string[];
  shopId: string | null;
  lastUsedAt: Date | null;
}

const findText = `
  select key_hash as "keyHash", brand_id as "brandId", id, name, scopes, shop_id as "shopId",
    last_used_at as "lastUsedAt"
  from api_key
  where key_hash = any($1::text[]) and revoked_at is null`;

/** Keys in force among the hashes. */
export async function findKeys(pool: Pool, hashes: readonly string[]): Promise<KeyRow[]> {
  const { rows } = await pool.query<KeyRow>({ name: 'api-keys', text: findText, values: [hashes] });
  return rows;
}

export async function touchKey(pool: Pool, use: { brandId: string; id: string; now: Date }): Promise<void> {
  await pool.query({
    name: 'api-key-used',
    text: `update api_key set last_used_at = greatest(last_used_at, $3) where brand_id = $1 and id = $2`,
    values: [use.brandId, use.id, use.now],
  });
}

import type { ApiKey } from '@regulars/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import type { ApiKeyCaller } from '../platform/callers.ts';
import { handleErrors } from '../platform/problem.ts';
import { createTestDeps, makeBrand, makeStaff, type TestDeps } from '../testing.ts';
import { createApiKeyGuard } from './guard.ts';

let deps: TestDeps;
let app: FastifyInstance;
/** Shows whom the guard let in, so that the guard is tested without any route of tills. */
let door: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
  door = Fastify();
  handleErrors(door);
  const guard = createApiKeyGuard(deps);
  door.get('/', (request) => guard(request));
});
afterAll(async () => {
  await Promise.all([app.close(), door.close()]);
  await close();
});

async function brandWithKey(scopes: string[] = ['purchases:write']) {
  const brand = await makeBrand(deps);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  const url = `/api/admin/brands/${brand.slug}/api-keys`;
  const made = await app.inject({
    method: 'POST',
    url,
    headers: owner.headers,
    payload: { name: 'Касса 1', scopes },
  });
  return { brand, owner, url, made, key: made.json<ApiKey & { secret: string }>() };
}

const knock = (authorization?: string) =>
  door.inject({ url: '/', headers: authorization === undefined ? {} : { authorization } });

describe('API keys', () => {
  it('are shown once, stored as a hash and listed without their secret', async () => {
    const { made, key, owner, url, brand } = await brandWithKey();
    expect(made.statusCode).toBe(201);
    expect(key.secret).toMatch(/^rk_[A-Za-z0-9_-]{43}$/);
    expect(key.secret.startsWith(key.prefix)).toBe(true);
    expect(JSON.stringify(await deps.db.prisma.apiKey.findMany())).not.toContain(key.secret);
    const list = await app.inject({ url, headers: owner.headers });
    expect(list.json().items).toMatchObject([{ id: key.id, scopes: ['purchases:write'], revokedAt: null }]);
    expect(list.body).not.toContain(key.secret);
    const [entry] = await deps.db.prisma.auditEntry.findMany({ where: { brandId: brand.id } });
    expect(entry).toMatchObject({ action: 'api_key.created', targetId: key.id, actorId: owner.userId });
  });

  it('tell brand and scopes, and nothing malformed gets in', async () => {
    const { key, brand } = await brandWithKey(['purchases:read', 'customers:read']);
    const caller = (await knock(`Bearer ${key.secret}`)).json<ApiKeyCaller>();
    expect(caller).toMatchObject({ kind: 'apiKey', brandId: brand.id, keyId: key.id });
    expect(caller.scopes).toEqual(['purchases:read', 'customers:read']);
    const wrong = [
      '',
      key.secret,
      `Basic ${key.secret}`,
      `Bearer ${key.secret}x`,
      `Bearer rk_${'a'.repeat(43)}`,
    ];
    for (const authorization of [undefined, ...wrong]) {
      const answer = await knock(authorization);
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'api_key_invalid']);
    }
  });

  it('end at once when revoked, also for those who ask in a crowd', async () => {
    const { key, owner, url } = await brandWithKey();
    const crowd = await Promise.all(Array.from({ length: 50 }, () => knock(`Bearer ${key.secret}`)));
    expect(new Set(crowd.map((answer) => answer.statusCode))).toEqual(new Set([200]));
    const revoke = () => app.inject({ method: 'DELETE', url: `${url}/${key.id}`, headers: owner.headers });
    expect((await revoke()).statusCode).toBe(204);
    const after = await Promise.all(Array.from({ length: 50 }, () => knock(`Bearer ${key.secret}`)));
    expect(new Set(after.map((answer) => answer.statusCode))).toEqual(new Set([401]));
    expect((await revoke()).statusCode).toBe(204);
    const revoked = await deps.db.prisma.auditEntry.count({
      where: { targetId: key.id, action: 'api_key.revoked' },
    });
    expect(revoked).toBe(1);
  });

  it('note their last use at most once a minute', async () => {
    const { key, brand } = await brandWithKey();
    const lastUsed = async () =>
      (
        await deps.db.prisma.apiKey.findUniqueOrThrow({
          where: { brandId_id: { brandId: brand.id, id: key.id } },
        })
      ).lastUsedAt;
    await knock(`Bearer ${key.secret}`);
    await expect.poll(lastUsed).toEqual(deps.clock.now());
    const first = deps.clock.now();
    deps.clock.advance(59_000);
    await knock(`Bearer ${key.secret}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await lastUsed()).toEqual(first);
    deps.clock.advance(1_000);
    await knock(`Bearer ${key.secret}`);
    await expect.poll(lastUsed).toEqual(deps.clock.now());
  });

  it('are the owner’s business, in the owner’s brand', async () => {
    const { key, url, brand } = await brandWithKey();
    const manager = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'manager' }] });
    const refused = await app.inject({ url, headers: manager.headers });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'permission_missing']);
    const other = await brandWithKey();
    const foreign = await app.inject({
      method: 'DELETE',
      url: `${other.url}/${key.id}`,
      headers: other.owner.headers,
    });
    expect(foreign.json().code).toBe('api_key_not_found');
    expect((await knock(`Bearer ${key.secret}`)).statusCode).toBe(200);
    for (const payload of [
      { name: '', scopes: ['purchases:read'] },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['root'] },
    ]) {
      const bad = await app.inject({ method: 'POST', url: other.url, headers: other.owner.headers, payload });
      expect(bad.statusCode).toBe(400);
    }
  });
});

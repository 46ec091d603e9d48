import type { AuditEntry } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { createTestDeps, makeBrand, makeStaff, type TestDeps } from '../testing.ts';
import { audit, changesBetween, systemActor } from './audit.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

async function brandWithLog(count: number) {
  const brand = await makeBrand(deps);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  for (let index = 0; index < count; index++) {
    await audit(deps.db.prisma, deps.random, {
      brandId: brand.id,
      actor: index % 2 === 0 ? { kind: 'staff', id: owner.userId, name: 'Ольга' } : systemActor,
      action: index % 3 === 0 ? 'staff.removed' : 'programme.saved',
      target: { kind: 'thing', id: `thing-${index}`, name: null },
      changes: [{ field: 'order', before: undefined, after: index }],
    });
  }
  const list = (query: string) =>
    app.inject({ url: `/api/admin/brands/${brand.slug}/audit${query}`, headers: owner.headers });
  return { brand, owner, list };
}

type Page = { items: AuditEntry[]; nextCursor: string | null };
const orders = (page: Page) => page.items.map((entry) => entry.changes[0]?.after);

describe('the audit log', () => {
  it('is read newest first, page by page, each entry once', async () => {
    const { list } = await brandWithLog(7);
    const seen: unknown[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 5; pages++) {
      const query: string = cursor === '' ? '?limit=3' : `?limit=3&cursor=${cursor}`;
      const page: Page = (await list(query)).json<Page>();
      seen.push(...orders(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect((await list('?cursor=nonsense')).json().errors).toMatchObject([{ path: 'cursor' }]);
  });

  it('is narrowed by action, by person, by target and by time', async () => {
    const { owner, list } = await brandWithLog(7);
    const find = async (query: string) => orders((await list(query)).json<Page>());
    expect(await find('?action=staff.removed')).toEqual([6, 3, 0]);
    expect(await find('?action=staff.')).toEqual([6, 3, 0]);
    expect(await find(`?actorId=${owner.userId}`)).toEqual([6, 4, 2, 0]);
    expect(await find('?targetId=thing-5')).toEqual([5]);
    expect(await find('?from=2000-01-01T00:00:00Z&to=2001-01-01T00:00:00Z')).toEqual([]);
    expect(await find('?from=2001-01-01T00:00:00Z&limit=1')).toEqual([6]);
  });

  it('belongs to one brand and to those who may read it', async () => {
    const { brand, list } = await brandWithLog(1);
    const { list: other } = await brandWithLog(0);
    expect((await other('')).json()).toEqual({ items: [], nextCursor: null });
    expect((await list('')).json<Page>().items).toMatchObject([{ actor: { kind: 'staff', name: 'Ольга' } }]);
    const cashier = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'cashier' }] });
    const refused = await app.inject({
      url: `/api/admin/brands/${brand.slug}/audit`,
      headers: cashier.headers,
    });
    expect(refused.json().code).toBe('permission_missing');
  });
});

describe('changes between two states', () => {
  it('are the fields that differ, nested ones by path', () => {
    expect(
      changesBetween(
        { same: [1, { a: 1 }], list: [1], rule: { kind: 'days', days: 3 }, gone: true },
        { same: [1, { a: 1 }], list: [2], rule: { kind: 'days', days: 5 }, fresh: 'x' },
      ),
    ).toEqual([
      { field: 'list', before: [1], after: [2] },
      { field: 'rule.days', before: 3, after: 5 },
      { field: 'gone', before: true, after: null },
      { field: 'fresh', before: null, after: 'x' },
    ]);
  });
});

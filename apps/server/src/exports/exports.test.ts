import { routes } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { openWorkbench } from '../imports/testing.ts';
import { prepareQueue } from '../platform/queue.ts';
import { createTestDeps, makeStaff, type TestDeps } from '../testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  await prepareQueue(deps);
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

type ExportOf =
  | 'exportCustomers'
  | 'exportPurchases'
  | 'exportEntries'
  | 'exportShops'
  | 'exportRewards'
  | 'exportAuditEntries';

async function filledBrand(rows = 3) {
  const bench = await openWorkbench(app, deps);
  const lines = Array.from(
    { length: rows },
    (_, index) => `+7918${1_000_000 + index},Анна${index},=1+${index},5`,
  );
  await bench.bring(`phone,first name,last name,points\n${lines.join('\n')}\n`);
  await bench.bring('number,phone,date,total\nR-1,+79181000000,2026-03-01,1234.50\n', 'purchases');
  /** Of the list that the route is of, with the filters of its address. */
  const download = (list: ExportOf, filters = '', headers: Record<string, string> = bench.headers) =>
    app.inject({ url: routes[list].path.replace(':slug', bench.brand.slug) + filters, headers });
  return { bench, download };
}

const linesOf = (body: string) => body.slice(1).trimEnd().split('\r\n');

describe('an export', () => {
  it('of customers has every row of every page once, no formula, and whole contacts', async () => {
    const { download } = await filledBrand(1_203);
    const answer = await download('exportCustomers');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/filename="brand-\d+-customers-2026-03-12\.csv"/);
    expect(answer.body.startsWith('\ufeffНаш id;Внешний id;Имя;Фамилия;')).toBe(true);
    const [, ...rows] = linesOf(answer.body);
    expect(new Set(rows.map((row) => row.split(';')[0])).size).toBe(1_203);
    const anna = rows.find((row) => row.includes(';Анна0;'))?.split(';');
    expect(anna?.slice(2, 6)).toEqual(['Анна0', "'=1+0", '', "'+79181000000"]);
    expect(anna?.[17]).toBe('1234,50');
  });

  it('takes the filters of the list and the separator that is asked for', async () => {
    const { download } = await filledBrand();
    const found = linesOf((await download('exportCustomers', '?bought=last30&separator=comma')).body);
    expect(found).toHaveLength(2);
    expect(found[1]).toContain(',1234.50,');
    const purchases = linesOf((await download('exportPurchases', '?q=R-')).body);
    expect(purchases[1]).toMatch(
      /^2026-03-01 00:00:00;R-1;[0-9a-f-]+;Анна0 =1\+0;1234,50;0;1234,50;0;0,00;;import;/,
    );
    expect(linesOf((await download('exportPurchases', '?q=X')).body)).toHaveLength(1);
    expect(linesOf((await download('exportEntries', '?kind=import')).body)).toHaveLength(4);
    expect(linesOf((await download('exportEntries', '?kind=expiry')).body)).toHaveLength(1);
    expect((await download('exportCustomers', '?limit=5')).statusCode).toBe(400);
  });

  it('keeps minus signs of numbers', async () => {
    const { bench, download } = await filledBrand(1);
    const customer = await deps.db.prisma.customer.findFirstOrThrow({ where: { brandId: bench.brand.id } });
    await app.inject({
      method: 'POST',
      url: `/api/admin/brands/${bench.brand.slug}/customers/${customer.id}/adjustments`,
      headers: { ...bench.headers, 'idempotency-key': 'once' },
      payload: { points: -2, reason: '-2 по ошибке' },
    });
    const [, row] = linesOf((await download('exportEntries', `?customerId=${customer.id}`)).body);
    expect(row?.split(';').slice(3, 5)).toEqual(['adjustment', '-2']);
    expect(row).toContain(";'-2 по ошибке;");
  });

  it('of shops, rewards, the audit log and deliveries answers a table', async () => {
    const { bench, download } = await filledBrand();
    await deps.db.prisma.shop.create({
      data: { brandId: bench.brand.id, id: deps.random.id(), name: '@На углу' },
    });
    expect(linesOf((await download('exportShops')).body)[1]).toContain(";'@На углу;");
    expect(linesOf((await download('exportRewards')).body)).toHaveLength(1);
    const log = linesOf((await download('exportAuditEntries')).body);
    expect(log.some((line) => line.includes(';rewards.exported;'))).toBe(true);
    const endpoint = await deps.db.prisma.webhookEndpoint.create({
      data: {
        brandId: bench.brand.id,
        id: deps.random.id(),
        url: 'https://shop.example/events',
        description: '',
        events: ['member.joined'],
        secretEncrypted: deps.secrets.encrypt('whsec_x'),
      },
    });
    const deliveries = await app.inject({
      url: `/api/admin/brands/${bench.brand.slug}/webhooks/${endpoint.id}/deliveries.csv`,
      headers: bench.headers,
    });
    expect(linesOf(deliveries.body)).toHaveLength(1);
  });

  it('is for owners and managers, stays in its brand, and names its filters in the log without their values', async () => {
    const { bench, download } = await filledBrand();
    const other = await openWorkbench(app, deps);
    expect((await download('exportCustomers', '', other.headers)).json().code).toBe('brand_not_found');
    for (const role of ['marketer', 'cashier', 'support'] as const) {
      const { headers } = await makeStaff(deps, { memberships: [{ brandId: bench.brand.id, role }] });
      expect((await download('exportCustomers', '', headers)).json().code).toBe('permission_missing');
    }
    const { headers } = await makeStaff(deps, {
      memberships: [{ brandId: bench.brand.id, role: 'manager' }],
    });
    expect((await download('exportCustomers', '?q=%2B79181000001', headers)).statusCode).toBe(200);
    const line = await deps.db.prisma.auditEntry.findFirstOrThrow({
      where: { brandId: bench.brand.id, action: 'customers.exported' },
    });
    expect(line.changes).toEqual([{ field: 'filters', before: null, after: ['q'] }]);
  });
});

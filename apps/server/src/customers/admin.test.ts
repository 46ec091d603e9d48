/** Customers for staff: search, filters, four orders in pages, profile, corrections, masks. */
import type { CustomerRow } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { createTestDeps, makeBrand, makeStaff, type TestDeps, type TestStaff } from '../testing.ts';
import { issueCard } from './cards.ts';
import { emailFields, phoneFields } from './contacts.ts';
import type { Brand } from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let brand: Brand;
let owner: TestStaff;
let cashier: TestStaff;
/** Ids by first name. */
const ids = new Map<string, string>();

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const people = [
  { firstName: 'Ёлка', lastName: 'Иванова', points: 10, spent: 500, bought: '2026-03-10', joined: true },
  { firstName: 'Анна', lastName: 'ЛЕБЕДЕВА', points: 10, spent: 500, bought: '2026-01-10', joined: true },
  { firstName: 'John', lastName: "O'Neil_100%", points: 0, spent: 0, bought: null, joined: false },
  { firstName: 'Без', lastName: null, points: null, spent: null, bought: null, joined: true },
  { firstName: 'Пётр', lastName: null, points: 7, spent: 900, bought: '2026-03-10', joined: true },
] as const;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
  brand = await makeBrand(deps);
  owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  cashier = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'cashier' }] });
  for (const [index, person] of people.entries()) await makePerson(index, person);
});
afterAll(async () => {
  await app.close();
  await close();
});

async function makePerson(index: number, person: (typeof people)[number]): Promise<void> {
  const id = deps.random.id();
  ids.set(person.firstName, id);
  const { points, spent, bought } = person;
  await deps.db.prisma.customer.create({
    data: {
      brandId: brand.id,
      id,
      firstName: person.firstName,
      lastName: person.lastName,
      username: `user_${index}`,
      externalId: `crm-${index}`,
      reachability: index === 0 ? 'blocked' : 'reachable',
      marketingConsent: index % 2 === 0,
      joinedAt: person.joined ? day('2026-02-01') : null,
      // The same instant for all: pages must not lose people who came together.
      createdAt: day('2026-02-01'),
      ...phoneFields(deps.secrets, brand.id, `+7916000000${index}`, null),
      ...emailFields(deps.secrets, brand.id, `person-${index}@example.com`),
      ...(points === null ? {} : { wallet: { create: {} } }),
      ...(spent === null
        ? {}
        : {
            stats: {
              create: {
                spentMinor: spent,
                purchasesCount: bought === null ? 0 : 1,
                lastPurchaseAt: bought === null ? null : day(bought),
              },
            },
          }),
    },
  });
  if (points !== null && points !== 0) {
    await deps.db.pool.query('update wallet set available = $3 where brand_id = $1 and customer_id = $2', [
      brand.id,
      id,
      points,
    ]);
  }
}

const list = (query: Record<string, string>, as = owner) =>
  app.inject({
    url: `/api/admin/brands/${brand.slug}/customers?${new URLSearchParams(query)}`,
    headers: as.headers,
  });

async function names(query: Record<string, string>): Promise<(string | null)[]> {
  const answer = await list(query);
  expect(answer.statusCode).toBe(200);
  const { items, total } = answer.json<{ items: CustomerRow[]; total: number }>();
  expect(total).toBe(items.length);
  return items.map((item) => item.firstName).sort();
}

describe('search', () => {
  it.each([
    ['лебед', ['Анна']],
    ['ЛЕБЕДЕВА', ['Анна']],
    ['ёлк', ['Ёлка']],
    ['ЁЛКА', ['Ёлка']],
    ['JOH', ['John']],
    ["o'neil", ['John']],
    ['100%', ['John']],
    ['%', ['John']],
    ['\\', []],
    ['@user_1', ['Анна']],
    ['USER_1', ['Анна']],
    ['crm-4', ['Пётр']],
    ['0003', ['Без']],
    ['+7 (916) 000-00-02', ['John']],
    ['89160000002', ['John']],
    ['nobody', []],
    ['  ', ['John', 'Анна', 'Без', 'Пётр', 'Ёлка']],
  ])('"%s" finds %j', async (q, found) => {
    expect(await names({ q })).toEqual([...found].sort());
  });

  it('finds by the code on a screen, without using it up', async () => {
    const { code } = await issueCard(deps, brand.id, ids.get('Без') ?? '');
    expect(await names({ q: code })).toEqual(['Без']);
    expect(await names({ q: code })).toEqual(['Без']);
    deps.clock.advance(60_000);
    expect(await names({ q: code })).toEqual([]);
  });

  it.each([
    [{ joined: 'no' }, ['John']],
    [{ joined: 'yes' }, ['Анна', 'Без', 'Пётр', 'Ёлка']],
    [{ reachability: 'blocked' }, ['Ёлка']],
    [{ marketing: 'no' }, ['Анна', 'Без']],
    [{ bought: 'never' }, ['John', 'Без']],
    [{ bought: 'last30' }, ['Пётр', 'Ёлка']],
    [{ bought: 'before30' }, ['Анна']],
    [{ bought: 'last30', marketing: 'yes', q: 'ёл' }, ['Ёлка']],
  ])('filters by %j', async (query, found) => {
    expect(await names(query)).toEqual([...found].sort());
  });

  it('refuses unknown filters and cursors that are not its own', async () => {
    const made = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
    const id = ids.get('Анна') ?? '';
    for (const query of [
      { joined: 'maybe' },
      { limit: '0' },
      { limit: '101' },
      { colour: 'red' },
      { cursor: 'garbage' },
      { cursor: made(['newest', 'yesterday', id]) },
      { cursor: made(['points', '5', id]) },
      { sort: 'points', cursor: made(['points', '5; drop', id]) },
      { sort: 'points', cursor: made(['points', '5', 'not an id']) },
    ]) {
      const answer = await list({ ...query } as Record<string, string>);
      expect([query, answer.statusCode, answer.json().code]).toEqual([query, 400, 'validation_failed']);
    }
  });
});

describe('orders', () => {
  it.each(['newest', 'lastPurchase', 'spent', 'points'] as const)(
    '%s: pages show everyone once',
    async (sort) => {
      const whole = (await list({ sort })).json<{ items: CustomerRow[] }>().items;
      const paged: CustomerRow[] = [];
      let cursor: string | null = null;
      do {
        const answer = await list({ sort, limit: '2', ...(cursor === null ? {} : { cursor }) });
        const page = answer.json<{ items: CustomerRow[]; nextCursor: string | null; total: number }>();
        expect(page.total).toBe(people.length);
        paged.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged.map((item) => item.id)).toEqual(whole.map((item) => item.id));
      expect(new Set(paged.map((item) => item.id)).size).toBe(people.length);
      const values = paged.map((item) => {
        if (sort === 'spent') return item.spentMinor;
        if (sort === 'points') return item.wallet.available;
        return sort === 'newest' ? 0 : Date.parse(item.lastPurchaseAt ?? '1970-01-01');
      });
      expect(values).toEqual([...values].sort((left, right) => right - left));
    },
  );
});

describe('contacts', () => {
  it('are masked for roles that may not see them', async () => {
    const seen = (await list({ q: 'лебед' })).json().items[0];
    const [first = ''] = String(seen.firstName).split(' ');
    expect((await list({ q: `лебед ${first.toLowerCase()}` })).json().items[0].id).toBe(seen.id);
    const masked = (await list({ q: 'лебед' }, cashier)).json().items[0];
    expect([seen.phone, masked.phone]).toEqual(['+79160000001', '••• 00 01']);
    const url = `/api/admin/brands/${brand.slug}/customers/${ids.get('Анна')}`;
    const whole = (await app.inject({ url, headers: owner.headers })).json();
    const hidden = (await app.inject({ url, headers: cashier.headers })).json();
    expect(whole).toMatchObject({
      email: 'person-1@example.com',
      externalId: 'crm-1',
      consents: [],
      messages: [],
    });
    expect(hidden).toMatchObject({ phone: '••• 00 01', email: 'p•••@example.com', birthday: null });
  });
});

describe('updateProfile', () => {
  const correct = (name: string, payload: object) =>
    app.inject({
      method: 'PATCH',
      url: `/api/admin/brands/${brand.slug}/customers/${ids.get(name)}`,
      headers: owner.headers,
      payload,
    });

  it('corrects what is given and notes the fields, never the values', async () => {
    const answer = await correct('Без', {
      lastName: 'Имени',
      phone: '8 916 555 44 33',
      birthday: '1980-02-29',
      email: null,
    });
    expect(answer.json()).toMatchObject({
      lastName: 'Имени',
      phone: '+79165554433',
      birthday: '1980-02-29',
      email: null,
    });
    const entry = await deps.db.prisma.auditEntry.findFirstOrThrow({
      where: { brandId: brand.id, action: 'customer.corrected' },
    });
    expect(JSON.stringify(entry.changes)).toMatch(/lastName.*phone.*email.*birthday/);
    expect(JSON.stringify(entry.changes)).not.toMatch(/Имени|5554433|1980/);
    expect((await correct('Без', { lastName: '' })).json().lastName).toBeNull();
  });

  it('refuses a contact of another, and what is no contact or birthday', async () => {
    const codes = async (payload: object) => {
      const { statusCode, json } = await correct('Пётр', payload);
      return [statusCode, json().code];
    };
    expect(await codes({ phone: '+79160000001' })).toEqual([409, 'contact_taken']);
    expect(await codes({ email: 'PERSON-1@example.com' })).toEqual([409, 'contact_taken']);
    expect(await codes({ externalId: 'crm-1' })).toEqual([409, 'contact_taken']);
    expect(await codes({ phone: 'call me' })).toEqual([400, 'validation_failed']);
    expect(await codes({ birthday: '2999-01-01' })).toEqual([400, 'validation_failed']);
    expect(await codes({ points: 1 })).toEqual([400, 'validation_failed']);
  });

  it('notes nothing when nothing is given', async () => {
    const count = () => deps.db.prisma.auditEntry.count({ where: { brandId: brand.id } });
    const before = await count();
    expect((await correct('Пётр', {})).statusCode).toBe(200);
    expect(await count()).toBe(before);
  });
});

/** Customers as tills see them: made, found, by card and code, and how guessing is stopped. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { createTestDeps, makeMember, type TestDeps } from '../testing.ts';
import { cardLifeSeconds, issueCard, resolveCard, useCard } from './cards.ts';
import { addApiKey, type Brand, freshKey, joinAs, makeSigningBrand } from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let brand: Brand & { botToken: string };
let headers: { authorization: string };

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
  brand = await makeSigningBrand(deps);
  ({ headers } = await addApiKey(deps, brand.id));
});
afterAll(async () => {
  await app.close();
  await close();
});

const bring = (payload: object) => app.inject({ method: 'POST', url: '/v1/customers', headers, payload });
const find = (query: Record<string, string>, as = headers) =>
  app.inject({ url: `/v1/customers?${new URLSearchParams(query)}`, headers: as });

describe('upsertCustomer', () => {
  it('makes a customer, then finds the same by any of its identifiers', async () => {
    const made = await bring({ phone: '8 (916) 100-00-01', email: 'One@example.com', externalId: 'crm-1' });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toEqual({
      id: expect.any(String),
      telegramId: null,
      firstName: null,
      lastName: null,
      phone: '+79161000001',
      externalId: 'crm-1',
      joinedAt: null,
      wallet: { available: 0, pending: 0, held: 0 },
      tier: null,
    });
    for (const known of [
      { phone: '+7 916 100 0001' },
      { email: 'one@EXAMPLE.com' },
      { externalId: 'crm-1' },
    ]) {
      const found = await bring(known);
      expect([found.statusCode, found.json().id]).toEqual([200, made.json().id]);
    }
  });

  it('adds what a known customer lacked and changes nothing they have', async () => {
    const made = await bring({ phone: '+79161000002', firstName: 'Анна' });
    const more = await bring({ phone: '+79161000002', externalId: 'crm-2', firstName: 'Другая' });
    expect(more.json()).toMatchObject({ id: made.json().id, externalId: 'crm-2', firstName: 'Анна' });
    const other = await bring({ phone: '+79161000002', externalId: 'crm-2-new' });
    expect(other.json()).toMatchObject({ id: made.json().id, externalId: 'crm-2' });
  });

  it('refuses identifiers of two customers', async () => {
    await bring({ phone: '+79161000003' });
    await bring({ externalId: 'crm-3' });
    const refused = await bring({ phone: '+79161000003', externalId: 'crm-3' });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'contact_taken']);
  });

  it('makes one customer out of many requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => bring({ phone: '+79161000004' })));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([...Array(7).fill(200), 201]);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
  });

  it.each([
    [{}, 'phone'],
    [{ phone: 'no phone' }, 'phone'],
    [{ phone: '+79161000005', age: 5 }, 'age'],
    [{ phone: 79_161_000_005 }, 'phone'],
    [{ email: 'not an email' }, 'email'],
    [{ externalId: 'x', language: 'de' }, 'language'],
  ])('refuses %j and names the field', async (payload, path) => {
    const refused = await bring(payload);
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code: 'validation_failed', errors: [{ path }] });
  });
});

describe('findCustomers', () => {
  it('finds by each of its ways', async () => {
    const { member, headers: own } = await joinAs(app, deps, brand, { id: 51_001, first_name: 'Анна' });
    await deps.db.prisma.customer.updateMany({ where: { id: member.id }, data: { externalId: 'crm-51' } });
    const card = await app.inject({ method: 'POST', url: `/api/brands/${brand.slug}/me/card`, headers: own });
    for (const query of [
      { telegramId: '51001' },
      { externalId: 'crm-51' },
      { card: card.json().card },
      { code: card.json().code },
    ]) {
      const found = await find(query);
      expect([found.statusCode, found.json().id]).toEqual([200, member.id]);
    }
    await bring({ phone: '+79161000010' });
    for (const phone of ['+79161000010', '89161000010', '9161000010', '79161000010'])
      expect((await find({ phone })).statusCode).toBe(200);
    const byId = await app.inject({ url: `/v1/customers/${member.id}`, headers });
    expect(byId.json()).toMatchObject({ id: member.id, telegramId: 51_001, joinedAt: member.joinedAt });
  });

  it('asks for exactly one way, and says what was not found', async () => {
    const codes = async (query: Record<string, string>) => {
      const { statusCode, json } = await find(query);
      return [statusCode, json().code];
    };
    expect(await codes({})).toEqual([400, 'validation_failed']);
    expect(await codes({ externalId: 'a', telegramId: '1' })).toEqual([400, 'validation_failed']);
    expect(await codes({ externalId: 'a', unknown: '1' })).toEqual([400, 'validation_failed']);
    expect(await codes({ code: '12345' })).toEqual([400, 'validation_failed']);
    expect(await codes({ phone: '+79169999999' })).toEqual([404, 'customer_not_found']);
    expect(await codes({ card: 'RC1.none' })).toEqual([404, 'card_not_valid']);
  });

  it('speaks the language that is asked for', async () => {
    const ask = (language: string) =>
      app.inject({
        url: '/v1/customers?externalId=nobody',
        headers: { ...headers, 'accept-language': language },
      });
    const [russian, english] = [await ask('ru-RU,ru;q=0.9,en;q=0.8'), await ask('de, en;q=0.3, ru;q=0.2')];
    expect(russian.json().detail).toMatch(/[а-я]/i);
    expect(english.json().detail).toMatch(/^[^а-я]+$/i);
    expect(russian.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});

describe('cards', () => {
  it('are six digits and a text, new each time, good for a minute', async () => {
    const customerId = await makeMember(deps, brand.id);
    const [first, second] = [
      await issueCard(deps, brand.id, customerId),
      await issueCard(deps, brand.id, customerId),
    ];
    expect(first.code).toMatch(/^\d{6}$/);
    expect(first.card).not.toBe(second.card);
    expect(first.expiresAt.getTime() - deps.clock.now().getTime()).toBe(cardLifeSeconds * 1_000);
    deps.clock.advance(cardLifeSeconds * 1_000 - 1);
    expect((await resolveCard(deps, brand.id, { card: first.card })).customerId).toBe(customerId);
    deps.clock.advance(1);
    await expect(resolveCard(deps, brand.id, { card: first.card })).rejects.toMatchObject({
      code: 'card_not_valid',
    });
    await expect(
      useCard(deps.db.prisma, brand.id, { code: first.code }, deps.clock.now()),
    ).rejects.toMatchObject({
      code: 'card_not_valid',
    });
  });

  it('are used once, of two tills at the same time by one', async () => {
    const customerId = await makeMember(deps, brand.id);
    const { card, code } = await issueCard(deps, brand.id, customerId);
    const use = (reference: { card: string } | { code: string }) =>
      useCard(deps.db.prisma, brand.id, reference, deps.clock.now());
    const uses = await Promise.allSettled([use({ card }), use({ code }), use({ card })]);
    expect(uses.filter((one) => one.status === 'fulfilled')).toEqual([
      { status: 'fulfilled', value: customerId },
    ]);
    const buy = () =>
      app.inject({
        method: 'POST',
        url: '/v1/purchases',
        headers: { ...headers, ...freshKey() },
        payload: { externalId: `by-card-${freshKey()['idempotency-key']}`, code, totalMinor: 1_000 },
      });
    expect((await buy()).json().code).toBe('card_not_valid');
  });

  it('give a code to the next person once nobody can use it', async () => {
    const [first, second] = [await makeMember(deps, brand.id), await makeMember(deps, brand.id)];
    const codes = ['000111', '000111', '000222'];
    const chosen = { ...deps, random: { ...deps.random, digits: () => codes.shift() ?? '000333' } };
    expect((await issueCard(chosen, brand.id, first)).code).toBe('000111');
    expect((await issueCard(chosen, brand.id, second)).code).toBe('000222');
    deps.clock.advance(cardLifeSeconds * 1_000);
    codes.push('000111');
    const reused = await issueCard(chosen, brand.id, second);
    expect(reused.code).toBe('000111');
    expect((await resolveCard(deps, brand.id, { code: '000111' })).customerId).toBe(second);
  });

  it('are not issued without end', async () => {
    const { headers: own } = await joinAs(app, deps, brand, { id: 51_002 });
    const issue = () =>
      app.inject({ method: 'POST', url: `/api/brands/${brand.slug}/me/card`, headers: own });
    for (let index = 0; index < 30; index++) expect((await issue()).statusCode).toBe(200);
    const refused = await issue();
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('cannot be guessed: after twenty wrong codes the key waits, a right one included', async () => {
    const { headers: guesser } = await addApiKey(deps, brand.id);
    const customerId = await makeMember(deps, brand.id);
    const { code } = await issueCard(deps, brand.id, customerId);
    const wrong = code === '999999' ? '999998' : '999999';
    for (let index = 0; index < 20; index++)
      expect((await find({ code: wrong }, guesser)).statusCode).toBe(404);
    const right = await find({ code }, guesser);
    expect([right.statusCode, right.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
    expect((await find({ code })).statusCode).toBe(200);
    expect((await find({ externalId: 'crm-51' }, guesser)).statusCode).toBe(200);
  });

  it('cannot be guessed all at once either', async () => {
    const { headers: guesser } = await addApiKey(deps, brand.id);
    const { code } = await issueCard(deps, brand.id, await makeMember(deps, brand.id));
    const wrong = code === '999999' ? '999998' : '999999';
    const codes = [...Array.from({ length: 150 }, () => wrong), code];
    const answers = await Promise.all(codes.map((one) => find({ code: one }, guesser)));
    expect(answers.at(-1)?.statusCode).toBe(429);
  });
});

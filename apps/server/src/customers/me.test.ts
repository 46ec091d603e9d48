/** What members do with their own data: profile, consents, phone, movements, export, erasure. */
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { storeUpdates } from '../bots/update-store.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { createTestDeps, makeStaff, type TestDeps } from '../testing.ts';
import {
  addApiKey,
  type Brand,
  freshKey,
  joinAs,
  makeSigningBrand,
  openSession,
  signContact,
  signInitData,
} from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let brand: Brand & { botToken: string };
let till: { headers: { authorization: string } };
let lastNumber = 20_000;

function nextNumber(): number {
  lastNumber += 1;
  return lastNumber;
}

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
  brand = await makeSigningBrand(deps, { programme: { welcomeBonusPoints: 100 } });
  till = await addApiKey(deps, brand.id);
});
afterAll(async () => {
  await app.close();
  await close();
});

async function newMember(firstName = 'Анна') {
  const id = nextNumber();
  const { headers, member } = await joinAs(app, deps, brand, { id, first_name: firstName });
  const call = (method: InjectOptions['method'], path: string, payload?: object) =>
    app.inject({
      ...(method ? { method } : {}),
      url: `/api/brands/${brand.slug}/me${path}`,
      headers,
      ...(payload ? { payload } : {}),
    });
  return { telegramId: id, id: member.id, headers, call };
}

const buy = (customerId: string, fields: object = {}) =>
  app.inject({
    method: 'POST',
    url: '/v1/purchases',
    headers: { ...till.headers, ...freshKey() },
    payload: { externalId: `receipt-${nextNumber()}`, customerId, totalMinor: 100_000, ...fields },
  });

const bring = (payload: object) =>
  app.inject({ method: 'POST', url: '/v1/customers', headers: till.headers, payload });

describe('updateMe', () => {
  it('changes what is given and leaves the rest', async () => {
    const { call } = await newMember();
    const changed = await call('PATCH', '', {
      lastName: 'Лебедева',
      email: 'Anna@Example.com',
      birthday: '1990-05-17',
      topics: ['offers', 'offers'],
      language: 'en',
    });
    expect(changed.statusCode).toBe(200);
    expect(changed.json()).toMatchObject({
      firstName: 'Анна',
      lastName: 'Лебедева',
      email: 'anna@example.com',
      birthday: '1990-05-17',
      topics: ['offers'],
      language: 'en',
    });
    const cleared = await call('PATCH', '', { lastName: '', email: null, birthday: null, topics: [] });
    expect(cleared.json()).toMatchObject({ lastName: null, email: null, birthday: null, topics: [] });
  });

  it.each([
    ['2026-03-12', false],
    ['2026-03-11', true],
    ['1899-12-31', false],
    ['1900-01-01', true],
    ['2025-02-29', false],
    ['2024-02-29', true],
  ])('birthday %s: %s', async (birthday, isTaken) => {
    const { call } = await newMember();
    const { statusCode, json } = await call('PATCH', '', { birthday });
    expect(statusCode).toBe(isTaken ? 200 : 400);
    if (!isTaken) expect(json()).toMatchObject({ code: 'validation_failed', errors: [{ path: 'birthday' }] });
  });

  it.each([
    ['ru', 'нужен день в прошлом', 'не похоже на почту, пример: anna@example.com'],
    ['en', 'must be a day in the past', 'is not an e-mail address, as in anna@example.com'],
  ])(
    'says in %s what is wrong with a field, without being told the language',
    async (language, day, mail) => {
      const { call } = await newMember();
      await call('PATCH', '', { language });
      const message = async (payload: object) => (await call('PATCH', '', payload)).json().errors[0].message;
      expect(await message({ birthday: '2999-01-01' })).toBe(day);
      expect(await message({ email: 'anna' })).toBe(mail);
    },
  );

  it('takes an e-mail that nobody has proven, and leads no shop to whoever typed it', async () => {
    const [first, second] = [await newMember(), await newMember()];
    const email = 'typed@example.com';
    for (const { call } of [first, second])
      expect((await call('PATCH', '', { email })).json()).toMatchObject({ email });
    const shop = await bring({ email, phone: '+79161230077', externalId: 'crm-typed' });
    expect([shop.statusCode, [first.id, second.id].includes(shop.json().id)]).toEqual([201, false]);
    expect((await first.call('GET', '')).json()).toMatchObject({ email, phone: null });
  });

  it('keeps an e-mail that a shop gave leading to its owner until they change it', async () => {
    const { call, id } = await newMember();
    const email = 'given@example.com';
    await deps.db.prisma.customer.updateMany({ where: { id }, data: { externalId: 'crm-given' } });
    await call('PATCH', '', { email });
    expect((await bring({ externalId: 'crm-given', email })).json().id).toBe(id);
    expect((await bring({ email })).json().id).toBe(id);
    await call('PATCH', '', { email: 'Given@Example.com' });
    expect((await bring({ email })).json().id).toBe(id);
    await call('PATCH', '', { email: 'other@example.com' });
    expect((await bring({ email })).statusCode).toBe(201);
  });

  it('stores personal fields unreadable', async () => {
    const { call, id } = await newMember();
    await call('PATCH', '', { email: 'secret@example.com', birthday: '1985-11-30' });
    const { rows } = await deps.db.pool.query('select c::text as text from customer c where id = $1', [id]);
    expect(rows[0].text).not.toMatch(/secret@example|1985-11-30/);
  });
});

describe('setMyConsent', () => {
  const log = (id: string) =>
    deps.db.prisma.consent.findMany({ where: { customerId: id, kind: 'marketing' }, orderBy: { id: 'asc' } });

  it('turns marketing off and on, each with a line in the log', async () => {
    const { call, id } = await newMember();
    const off = await call('PUT', '/consents/marketing', { granted: false, version: 1 });
    expect([off.statusCode, off.json().marketingConsent]).toEqual([200, false]);
    await call('PUT', '/consents/marketing', { granted: false, version: 1 });
    const on = await call('PUT', '/consents/marketing', { granted: true, version: 1 });
    expect(on.json().marketingConsent).toBe(true);
    expect((await log(id)).map((line) => line.granted)).toEqual([true, false, true]);
  });

  it('is given only to the text in force, and taken back from any', async () => {
    const { call, id } = await newMember();
    expect((await call('PUT', '/consents/marketing', { granted: false, version: 9 })).statusCode).toBe(200);
    const refused = await call('PUT', '/consents/marketing', { granted: true, version: 9 });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'version_conflict']);
    expect((await log(id)).at(-1)).toMatchObject({ granted: false, version: 1 });
    expect((await call('PUT', '/consents/rules', { granted: true, version: 1 })).statusCode).toBe(400);
  });

  it('ends in the state of its last line when answers race', async () => {
    const { call, id } = await newMember();
    await Promise.all(
      [false, true, false, true].map((granted) =>
        call('PUT', '/consents/marketing', { granted, version: 1 }),
      ),
    );
    const row = await deps.db.prisma.customer.findFirstOrThrow({ where: { id } });
    const lines = await log(id);
    expect(lines.every((line, index) => index === 0 || line.granted !== lines[index - 1]?.granted)).toBe(
      true,
    );
    expect(lines.at(-1)?.granted).toBe(row.marketingConsent);
  });
});

describe('shareContact', () => {
  const share = async (
    person: Awaited<ReturnType<typeof newMember>>,
    contact: { user_id: number; phone_number: string },
    token = brand.botToken,
  ) => person.call('POST', '/contact', { contact: signContact(deps, token, contact) });

  it('takes the own phone as verified, written in any way', async () => {
    const person = await newMember();
    const answer = await share(person, { user_id: person.telegramId, phone_number: '79161230001' });
    expect(answer.json()).toMatchObject({ phone: '+79161230001' });
    const row = await deps.db.prisma.customer.findFirstOrThrow({ where: { id: person.id } });
    expect(row.phoneVerifiedAt).toEqual(deps.clock.now());
  });

  it('reads a number without its plus as international wherever the brand is', async () => {
    const minsk = await makeSigningBrand(deps, { settings: { currency: 'BYN' } });
    const { headers } = await joinAs(app, deps, minsk, { id: 31_000 });
    const contact = signContact(deps, minsk.botToken, { user_id: 31_000, phone_number: '79161234567' });
    const answer = await app.inject({
      method: 'POST',
      url: `/api/brands/${minsk.slug}/me/contact`,
      headers,
      payload: { contact },
    });
    expect(answer.json()).toMatchObject({ phone: '+79161234567' });
  });

  it('refuses a contact of another person, another bot, or none', async () => {
    const [person, other] = [await newMember(), await newMember()];
    const own = { user_id: person.telegramId, phone_number: '+79161230002' };
    for (const answer of [
      await share(person, { ...own, user_id: other.telegramId }),
      await share(person, own, '1:other'),
      await person.call('POST', '/contact', { contact: 'phone_number=79161230002' }),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'contact_invalid']);
  });

  it('refuses everything while no bot is connected, an empty key included', async () => {
    const left = await makeSigningBrand(deps);
    const { headers } = await joinAs(app, deps, left, { id: 32_000 });
    await deps.db.prisma.brandBot.delete({ where: { brandId: left.id } });
    const contact = signContact(deps, '', { user_id: 32_000, phone_number: '+79161230003' });
    const answer = await app.inject({
      method: 'POST',
      url: `/api/brands/${left.slug}/me/contact`,
      headers,
      payload: { contact },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'contact_invalid']);
  });

  it('takes over an empty record that a till made, with its identifiers', async () => {
    const made = await bring({ phone: '+79161230004', externalId: 'crm-4', email: 'four@example.com' });
    const person = await newMember();
    const answer = await share(person, { user_id: person.telegramId, phone_number: '+79161230004' });
    expect(answer.json()).toMatchObject({ phone: '+79161230004', email: 'four@example.com' });
    const again = await bring({ phone: '+79161230004', externalId: 'crm-4' });
    expect([again.statusCode, again.json().id]).toEqual([200, person.id]);
    const old = await app.inject({ url: `/v1/customers/${made.json().id}`, headers: till.headers });
    expect(old.json().id).toBe(person.id);
  });

  it('refuses a phone that belongs to another member', async () => {
    const [person, other] = [await newMember(), await newMember()];
    await share(other, { user_id: other.telegramId, phone_number: '+79161230006' });
    const answer = await share(person, { user_id: person.telegramId, phone_number: '+79161230006' });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'phone_taken']);
  });
});

describe('own data', () => {
  it('pages movements without a gap or a repeat', async () => {
    const { call, id } = await newMember();
    await buy(id);
    await buy(id);
    const first = await call('GET', '/entries?limit=2');
    const rest = await call('GET', `/entries?limit=2&cursor=${first.json().nextCursor}`);
    expect([first.json().items.length, rest.json().items.length, rest.json().nextCursor]).toEqual([
      2,
      1,
      null,
    ]);
    expect((await call('GET', '/entries?cursor=bm9uZQ')).statusCode).toBe(400);
    for (const limit of ['1e1', '0x10', '%2B5', '5.0', '0', '101', ''])
      expect((await call('GET', `/entries?limit=${limit}`)).statusCode).toBe(400);
    const kinds = [...first.json().items, ...rest.json().items].map((entry: { kind: string }) => entry.kind);
    expect(kinds).toEqual(['accrual', 'accrual', 'welcome']);
  });

  it('is exported whole, and nobody else’s with it', async () => {
    const [person, stranger] = [await newMember('Вера'), await newMember('Чужая')];
    await person.call('PATCH', '', { email: 'vera@example.com', birthday: '1991-01-02' });
    await buy(stranger.id, { externalId: 'foreign-receipt' });
    const bought = await buy(person.id, {
      externalId: 'own-receipt',
      totalMinor: undefined,
      lines: [{ id: '1', name: 'Раф', quantity: 2, unitPriceMinor: 30_000 }],
    });
    await app.inject({
      method: 'POST',
      url: `/v1/purchases/${bought.json().id}/refunds`,
      headers: { ...till.headers, ...freshKey() },
      payload: { externalId: 'own-return', amountMinor: 30_000 },
    });
    const answer = await person.call('GET', '/export');
    expect(answer.headers['content-disposition']).toContain('attachment');
    const data = answer.json();
    expect(data).toMatchObject({
      brand: 'Зерно',
      profile: {
        id: person.id,
        telegramId: person.telegramId,
        firstName: 'Вера',
        email: 'vera@example.com',
        birthday: '1991-01-02',
        source: null,
      },
      wallet: { available: 115, pending: 0 },
      purchases: [
        {
          externalId: 'own-receipt',
          lines: [{ name: 'Раф', quantity: 2 }],
          refunds: [{ externalId: 'own-return' }],
        },
      ],
    });
    expect(data.consents.map((line: { kind: string }) => line.kind).sort()).toEqual(['marketing', 'rules']);
    expect(data.entries.map((line: { kind: string }) => line.kind)).toEqual([
      'reversal',
      'accrual',
      'welcome',
    ]);
    expect(data.lots.length).toBe(2);
    for (const foreign of [stranger.id, 'foreign-receipt', 'Чужая'])
      expect(answer.body).not.toContain(foreign);
  });
});

describe('deleteMe', () => {
  it('leaves nothing personal, and every sum', async () => {
    const person = await newMember('Стираемая');
    await person.call('PATCH', '', {
      email: 'gone@example.com',
      birthday: '1990-01-01',
      lastName: 'Фамилия',
    });
    await person.call('POST', '/contact', {
      contact: signContact(deps, brand.botToken, {
        user_id: person.telegramId,
        phone_number: '+79161239999',
      }),
    });
    await person.call('POST', '/card');
    const from = { id: person.telegramId, first_name: 'Стираемая' };
    await storeUpdates(deps, { brandId: brand.id, telegramBotId: 7 }, [
      { update_id: 1, message: { from, text: 'Это\0 моё \ud800' } },
    ]);
    await buy(person.id, { redeemPoints: 40 });
    const sums = () =>
      deps.db.prisma.wallet.findFirstOrThrow({
        where: { customerId: person.id },
        select: { available: true },
      });
    const [before, other] = [await sums(), await newMember()];
    expect((await person.call('DELETE', '')).statusCode).toBe(204);

    const row = await deps.db.prisma.customer.findFirstOrThrow({ where: { id: person.id } });
    const { brandId: _b, id: _i, language: _l, reachability, marketingConsent, topics, ...rest } = row;
    const { joinedAt: _j, createdAt: _c, deletedAt, ...personal } = rest;
    expect(Object.values(personal).filter((value) => value !== null)).toEqual([]);
    expect([reachability, marketingConsent, topics, deletedAt]).toEqual([
      'unknown',
      false,
      [],
      deps.clock.now(),
    ]);
    expect(await deps.db.prisma.card.count({ where: { customerId: person.id } })).toBe(0);
    const update = await deps.db.prisma.telegramUpdate.findFirstOrThrow({ where: { brandId: brand.id } });
    expect(update.payload).toEqual({});
    expect(await sums()).toEqual(before);
    expect((await checkBrand(deps.db.pool, brand.id)).mismatches).toEqual([]);
    expect((await other.call('GET', '')).statusCode).toBe(200);
  });

  it('ends the session; a second time is harmless; coming back is a new person', async () => {
    const person = await newMember();
    await person.call('DELETE', '');
    for (const again of [await person.call('GET', ''), await person.call('DELETE', '')])
      expect([again.statusCode, again.json().code]).toEqual([403, 'not_a_member']);
    const offer = async (id: number) => {
      const authorization = `tma ${signInitData(deps, brand.botToken, { id })}`;
      const url = `/api/brands/${brand.slug}/session`;
      const opened = await app.inject({ method: 'POST', url, headers: { authorization } });
      return opened.json().brand.welcomeBonusPoints;
    };
    expect([await offer(person.telegramId), await offer(person.telegramId + 500_000)]).toEqual([0, 100]);
    const back = await joinAs(app, deps, brand, { id: person.telegramId });
    expect(back.member.id).not.toBe(person.id);
    // The welcome gift was given once already.
    expect(back.member.wallet).toEqual({ available: 0, pending: 0, held: 0 });
  });

  it('hides the person from staff and tills, and notes who erased', async () => {
    const person = await newMember('Исчезнувшая');
    const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
    const url = `/api/admin/brands/${brand.slug}/customers`;
    const search = async () =>
      (
        await app.inject({ url: `${url}?q=${encodeURIComponent('исчезнувшая')}`, headers: owner.headers })
      ).json();
    expect((await search()).total).toBe(1);
    const erase = () => app.inject({ method: 'DELETE', url: `${url}/${person.id}`, headers: owner.headers });
    expect((await erase()).statusCode).toBe(204);
    expect((await erase()).statusCode).toBe(404);
    expect(await search()).toEqual({ items: [], nextCursor: null, total: 0 });
    for (const gone of [
      await app.inject({ url: `${url}/${person.id}`, headers: owner.headers }),
      await app.inject({ url: `/v1/customers/${person.id}`, headers: till.headers }),
      await app.inject({ url: `/v1/customers?telegramId=${person.telegramId}`, headers: till.headers }),
      await buy(person.id),
    ])
      expect([gone.statusCode, gone.json().code]).toEqual([404, 'customer_not_found']);
    const entry = await deps.db.prisma.auditEntry.findFirstOrThrow({ where: { targetId: person.id } });
    expect(entry).toMatchObject({ action: 'customer.erased', actorId: owner.userId, targetName: null });
  });

  it('takes a session of a person who never came back for nobody', async () => {
    const headers = await openSession(app, deps, brand, { id: nextNumber() });
    const me = await app.inject({ url: `/api/brands/${brand.slug}/me`, headers });
    expect([me.statusCode, me.json().code]).toEqual([403, 'not_a_member']);
  });
});

/** Signing in from Telegram and joining, as a Mini App does them. */
import type { Member } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { createTestDeps, makeBrand, type TestDeps } from '../testing.ts';
import { sessionsPerNetwork, sessionsPerPerson } from './session.ts';
import {
  type Brand,
  freshKey,
  joinAs,
  joinBody,
  makeSigningBrand,
  openSession,
  signInitData,
  type TelegramPerson,
} from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let personId = 1_000;

function nextPerson(fields: Partial<TelegramPerson> = {}): TelegramPerson {
  personId += 1;
  return { id: personId, ...fields };
}

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

const signIn = (slug: string, initData: string) =>
  app.inject({
    method: 'POST',
    url: `/api/brands/${slug}/session`,
    headers: { authorization: `tma ${initData}` },
  });

const join = (brand: Brand, headers: Record<string, string>, payload: object = joinBody) =>
  app.inject({ method: 'POST', url: `/api/brands/${brand.slug}/join`, headers, payload });

const getMe = (brand: Brand, headers: Record<string, string>) =>
  app.inject({ url: `/api/brands/${brand.slug}/me`, headers });

describe('openSession', () => {
  it('answers token and brand, with the member only after joining', async () => {
    const brand = await makeSigningBrand(deps);
    const person = nextPerson({ first_name: 'Анна', language_code: 'ru' });
    const before = await signIn(brand.slug, signInitData(deps, brand.botToken, person));
    expect(before.statusCode).toBe(200);
    expect(before.json()).toMatchObject({ brand: { slug: brand.slug, name: 'Зерно' }, member: null });
    expect(before.json().expiresAt).toBe(new Date(deps.clock.now().getTime() + 3_600_000).toISOString());
    const { member } = await joinAs(app, deps, brand, person);
    const after = await signIn(brand.slug, signInitData(deps, brand.botToken, person));
    expect(after.json().member).toMatchObject({ id: member.id, firstName: 'Анна', wallet: { available: 0 } });
  });

  it('refuses what the brand’s own bot has not signed, and what is old', async () => {
    const [brand, other, bare] = [
      await makeSigningBrand(deps),
      await makeSigningBrand(deps),
      await makeBrand(deps),
    ];
    const person = nextPerson();
    const good = signInitData(deps, brand.botToken, person);
    const codeOf = async (slug: string, initData: string) => {
      const { statusCode, json } = await signIn(slug, initData);
      return [statusCode, json().code];
    };
    expect(await codeOf(other.slug, good)).toEqual([401, 'init_data_invalid']);
    expect(await codeOf(bare.slug, good)).toEqual([401, 'init_data_invalid']);
    expect(await codeOf(bare.slug, signInitData(deps, '', person))).toEqual([401, 'init_data_invalid']);
    expect(await codeOf(brand.slug, '')).toEqual([401, 'init_data_invalid']);
    expect(await codeOf('no-such-brand', good)).toEqual([404, 'brand_not_found']);
    deps.clock.advance(86_401_000);
    expect(await codeOf(brand.slug, good)).toEqual([401, 'init_data_expired']);
  });

  it('gives a token for this brand and this hour only', async () => {
    const [brand, other] = [await makeSigningBrand(deps), await makeSigningBrand(deps)];
    const person = nextPerson();
    const { headers } = await joinAs(app, deps, brand, person);
    await joinAs(app, deps, other, person);
    expect((await getMe(brand, headers)).statusCode).toBe(200);
    const elsewhere = await getMe(other, headers);
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([401, 'session_invalid']);
    for (const authorization of ['', 'Bearer ', 'Bearer a.b.c', `${headers.authorization}x`, 'Basic abc']) {
      const refused = await getMe(brand, { authorization });
      expect([refused.statusCode, refused.json().code]).toEqual([401, 'session_invalid']);
    }
    deps.clock.advance(3_600_000);
    expect((await getMe(brand, headers)).statusCode).toBe(401);
  });

  it('follows Telegram in username, and keeps the name the person chose', async () => {
    const brand = await makeSigningBrand(deps);
    const person = nextPerson({ first_name: 'Аня', username: 'old_name' });
    const { headers, member } = await joinAs(app, deps, brand, person);
    await app.inject({
      method: 'PATCH',
      url: `/api/brands/${brand.slug}/me`,
      headers,
      payload: { firstName: 'Анна Павловна' },
    });
    await openSession(app, deps, brand, { ...person, first_name: 'Changed', username: 'new_name' });
    const row = await deps.db.prisma.customer.findFirstOrThrow({ where: { id: member.id } });
    expect([row.firstName, row.username]).toEqual(['Анна Павловна', 'new_name']);
  });
});

describe('a flood of sessions', () => {
  it('of one person ends in a wait, and others still get in', async () => {
    const brand = await makeSigningBrand(deps);
    const [eager, other] = [nextPerson(), nextPerson()];
    const again = () => signIn(brand.slug, signInitData(deps, brand.botToken, eager));
    for (let opened = 0; opened < sessionsPerPerson.allowed; opened++)
      expect((await again()).statusCode).toBe(200);
    const refused = await again();
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn(brand.slug, signInitData(deps, brand.botToken, other))).statusCode).toBe(200);
  });

  it('of one network ends in a wait, forged ones included', async () => {
    const brand = await makeSigningBrand(deps);
    await signIn(brand.slug, 'forged');
    const spent = { points: sessionsPerNetwork.allowed };
    await deps.db.prisma.rateLimit.updateMany({
      where: { key: { startsWith: 'session-network:' } },
      data: spent,
    });
    const refused = await signIn(brand.slug, signInitData(deps, brand.botToken, nextPerson()));
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    await deps.db.prisma.rateLimit.deleteMany({ where: { key: { startsWith: 'session-network:' } } });
    expect((await signIn(brand.slug, signInitData(deps, brand.botToken, nextPerson()))).statusCode).toBe(200);
  });
});

describe('join', () => {
  it('logs both consents with version, time and source', async () => {
    const brand = await makeSigningBrand(deps);
    const person = nextPerson();
    const headers = await openSession(app, deps, brand, person);
    const answer = await join(
      brand,
      { ...headers, ...freshKey() },
      {
        ...joinBody,
        marketing: { granted: false, version: 1 },
      },
    );
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      marketingConsent: false,
      joinedAt: deps.clock.now().toISOString(),
    });
    const log = await deps.db.prisma.consent.findMany({
      where: { brandId: brand.id },
      orderBy: { kind: 'asc' },
    });
    const same = { version: 1, source: 'miniapp', at: deps.clock.now() };
    expect(log).toMatchObject([
      { kind: 'marketing', granted: false, ...same },
      { kind: 'rules', granted: true, ...same },
    ]);
  });

  it('asks for the rules, and for the texts in force', async () => {
    const brand = await makeSigningBrand(deps);
    const headers = await openSession(app, deps, brand, nextPerson());
    const attempt = async (payload: object) => {
      const { statusCode, json } = await join(brand, { ...headers, ...freshKey() }, payload);
      return [statusCode, json().code];
    };
    const without = { ...joinBody, rules: { granted: false, version: 1 } };
    expect(await attempt(without)).toEqual([422, 'consent_required']);
    expect(await attempt({ ...joinBody, rules: undefined })).toEqual([400, 'validation_failed']);
    expect(await attempt({ ...joinBody, extra: 1 })).toEqual([400, 'validation_failed']);
    const stale = { ...joinBody, rules: { granted: true, version: 2 } };
    expect(await attempt(stale)).toEqual([409, 'version_conflict']);
    expect(await deps.db.prisma.customer.count({ where: { brandId: brand.id } })).toBe(0);
    expect(await attempt(joinBody)).toEqual([201, undefined]);
  });

  it('gives the welcome bonus once, however many joins arrive together', async () => {
    const brand = await makeSigningBrand(deps, { programme: { welcomeBonusPoints: 100 } });
    const headers = await openSession(app, deps, brand, nextPerson());
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => join(brand, { ...headers, ...freshKey() })),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([...Array(9).fill(200), 201]);
    const ids = new Set(answers.map((answer) => answer.json<Member>().id));
    expect(ids.size).toBe(1);
    const where = { brandId: brand.id };
    expect(await deps.db.prisma.entry.count({ where })).toBe(1);
    expect(await deps.db.prisma.event.count({ where: { ...where, type: 'member.joined' } })).toBe(1);
    expect(await deps.db.prisma.consent.count({ where })).toBe(2);
    expect((await getMe(brand, headers)).json().wallet).toEqual({ available: 100, pending: 0, held: 0 });
  });

  it('answers a repeat of the key with the first answer', async () => {
    const brand = await makeSigningBrand(deps, { programme: { welcomeBonusPoints: 50 } });
    const headers = { ...(await openSession(app, deps, brand, nextPerson())), ...freshKey() };
    const first = await join(brand, headers);
    const again = await join(brand, headers);
    expect([first.statusCode, first.headers['idempotent-replayed']]).toEqual([201, undefined]);
    expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(again.json()).toEqual(first.json());
    await deps.db.prisma.customer.updateMany({ where: { brandId: brand.id }, data: { firstName: 'Другая' } });
    expect((await join(brand, headers)).json()).toEqual(first.json());
    const other = await join(brand, headers, { ...joinBody, language: 'en' });
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('keeps the first answer unreadable', async () => {
    const brand = await makeSigningBrand(deps);
    const person = nextPerson({ first_name: 'Несекретова' });
    const headers = { ...(await openSession(app, deps, brand, person)), ...freshKey() };
    await join(brand, headers);
    const { rows } = await deps.db.pool.query(
      'select k::text as text from idempotency_key k where brand_id = $1',
      [brand.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].text).not.toContain('Несекретова');
  });

  it('keeps a refusal for its key, and lets a mistake in the request pass later', async () => {
    const brand = await makeSigningBrand(deps);
    const headers = { ...(await openSession(app, deps, brand, nextPerson())), ...freshKey() };
    expect((await join(brand, headers, { ...joinBody, zone: 5 })).statusCode).toBe(400);
    const refused = { ...joinBody, rules: { granted: false, version: 1 } };
    expect((await join(brand, headers, refused)).statusCode).toBe(422);
    const again = await join(brand, headers, refused);
    expect([again.statusCode, again.json().code, again.headers['idempotent-replayed']]).toEqual([
      422,
      'consent_required',
      'true',
    ]);
  });

  it('asks for a well-formed key', async () => {
    const brand = await makeSigningBrand(deps);
    const headers = await openSession(app, deps, brand, nextPerson());
    const codes = await Promise.all(
      [
        {},
        { 'idempotency-key': '' },
        { 'idempotency-key': 'a b' },
        { 'idempotency-key': 'x'.repeat(129) },
      ].map(async (key) => {
        const { statusCode, json } = await join(brand, { ...headers, ...key });
        return [statusCode, json().code];
      }),
    );
    expect(codes).toEqual([
      [400, 'idempotency_key_missing'],
      [400, 'idempotency_key_missing'],
      [400, 'idempotency_key_invalid'],
      [400, 'idempotency_key_invalid'],
    ]);
    expect((await join(brand, { ...headers, 'idempotency-key': 'x'.repeat(128) })).statusCode).toBe(201);
  });

  it('keeps a known zone and no other', async () => {
    const brand = await makeSigningBrand(deps);
    for (const [zone, kept] of [
      ['Asia/Almaty', 'Asia/Almaty'],
      ['Moon/Sea', null],
    ] as const) {
      const headers = await openSession(app, deps, brand, nextPerson());
      const { json } = await join(brand, { ...headers, ...freshKey() }, { ...joinBody, zone });
      const row = await deps.db.prisma.customer.findFirstOrThrow({ where: { id: json<Member>().id } });
      expect(row.zone).toBe(kept);
    }
  });
});

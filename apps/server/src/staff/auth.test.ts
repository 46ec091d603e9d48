import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { createTestDeps, makeBrand, makeStaff, type TestDeps, type TestStaff } from '../testing.ts';
import { attemptsPerAccount } from './limits.ts';
import { totpAt } from './totp.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
const origin = 'http://localhost:3000';

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

type Json = Record<string, unknown>;

/** A browser's jar of cookies for one person. */
function browser(headers: Record<string, string> = {}) {
  const jar = new Map<string, string>();
  return {
    jar,
    async post(path: string, payload: Json = {}) {
      const response = await app.inject({
        method: 'POST',
        url: path,
        payload,
        headers: { origin, cookie: cookieHeader(jar), ...headers },
      });
      keepCookies(jar, response.headers['set-cookie']);
      return response;
    },
    async get(path: string) {
      return app.inject({ method: 'GET', url: path, headers: { cookie: cookieHeader(jar), ...headers } });
    },
  };
}

function cookieHeader(jar: Map<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function keepCookies(jar: Map<string, string>, header: string | string[] | undefined): void {
  for (const line of [header ?? []].flat()) {
    const [pair = '', ...attributes] = line.split('; ');
    const equals = pair.indexOf('=');
    if (attributes.includes('Max-Age=0')) jar.delete(pair.slice(0, equals));
    else jar.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
}

function signIn(who: TestStaff, on = browser(), password = who.password) {
  return on.post('/api/auth/sign-in/email', { email: who.email, password });
}

describe('signing in', () => {
  it('opens a session in a host-bound cookie, good for a month', async () => {
    const who = await makeStaff(deps);
    const person = browser();
    const response = await signIn(who, person);
    expect(response.statusCode).toBe(200);
    const [cookie] = [response.headers['set-cookie'] ?? []].flat();
    expect(cookie).toMatch(/^__Host-regulars\.session_token=/);
    expect(cookie).toContain('Max-Age=2592000');
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toContain('Domain');
    const me = await person.get('/api/admin/me');
    expect(me.json()).toMatchObject({
      id: who.userId,
      email: who.email,
      twoFactorEnabled: false,
      brands: [],
    });
  });

  it('takes the e-mail in any case and refuses a wrong password', async () => {
    const who = await makeStaff(deps);
    const loud = await browser().post('/api/auth/sign-in/email', {
      email: who.email.toUpperCase(),
      password: who.password,
    });
    expect(loud.statusCode).toBe(200);
    const wrong = await signIn(who, browser(), 'not the password');
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD' });
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('refuses other sites, other content types and paths that are switched off', async () => {
    const who = await makeStaff(deps);
    const foreign = await signIn(who, browser({ origin: 'https://evil.example' }));
    expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'origin_forbidden']);
    const bare = (fetchSite?: string) =>
      app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email: who.email, password: who.password },
        headers: fetchSite === undefined ? {} : { 'sec-fetch-site': fetchSite },
      });
    expect((await bare()).statusCode).toBe(403);
    expect((await bare('cross-site')).statusCode).toBe(403);
    expect((await bare('same-site')).statusCode).toBe(403);
    expect((await bare('same-origin')).statusCode).toBe(200);
    const form = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: 'email=a',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([form.statusCode, form.json().code]).toEqual([415, 'media_type_unsupported']);
    for (const path of [
      'sign-up/email',
      'sign-in/social',
      'two-factor/send-otp',
      'forget-password',
      'update-user',
    ])
      expect((await browser().post(`/api/auth/${path}`)).json()).toMatchObject({ code: 'route_not_found' });
  });

  it('stops guesses at an account, however the caller claims to be elsewhere', async () => {
    const who = await makeStaff(deps);
    const guess = (index: number, password: string) =>
      signIn(who, browser({ 'x-forwarded-for': `10.0.0.${index}` }), password);
    for (let index = 0; index < attemptsPerAccount; index++)
      expect((await guess(index, 'wrong password')).statusCode).toBe(401);
    const right = await guess(99, who.password);
    expect([right.statusCode, right.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('forgets failures of an account after a success', async () => {
    const who = await makeStaff(deps);
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < attemptsPerAccount - 1; index++) await signIn(who, browser(), 'wrong');
      expect((await signIn(who)).statusCode).toBe(200);
    }
  }, 30_000);
});

describe('the second factor', { timeout: 30_000 }, () => {
  async function withTotp() {
    const who = await makeStaff(deps);
    const person = browser();
    await signIn(who, person);
    const enabled = await person.post('/api/auth/two-factor/enable', { password: who.password });
    const { totpURI, backupCodes } = enabled.json<{ totpURI: string; backupCodes: string[] }>();
    const key = base32Decode(new URL(totpURI).searchParams.get('secret') ?? '');
    const step = await currentStep();
    // The code before the current one is good too, which leaves the current one for signing in.
    const confirmed = await person.post('/api/auth/two-factor/verify-totp', { code: totpAt(key, step - 1) });
    expect(confirmed.statusCode).toBe(200);
    return { who, key, step, backupCodes, person };
  }

  it('is asked after the password, and one code signs in once', async () => {
    const { who, key, step } = await withTotp();
    const code = totpAt(key, step);
    const [first, second] = [browser(), browser()];
    for (const one of [first, second]) {
      const answer = await signIn(who, one);
      expect(answer.json()).toMatchObject({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
      expect((await one.get('/api/admin/me')).statusCode).toBe(401);
    }
    const answers = await Promise.all(
      [first, second].map((one) => one.post('/api/auth/two-factor/verify-totp', { code })),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);
    const again = await second.post('/api/auth/two-factor/verify-totp', { code });
    expect([again.statusCode, again.json().code]).toEqual([401, 'INVALID_CODE']);
    const older = await second.post('/api/auth/two-factor/verify-totp', { code: totpAt(key, step - 1) });
    expect(older.statusCode).toBe(401);
    const ahead = await second.post('/api/auth/two-factor/verify-totp', { code: totpAt(key, step + 1) });
    expect(ahead.statusCode).toBe(200);
    expect((await second.get('/api/admin/me')).json()).toMatchObject({ twoFactorEnabled: true });
  });

  it('can be a backup code, once', async () => {
    const { who, backupCodes } = await withTotp();
    const [code = ''] = backupCodes;
    const first = browser();
    await signIn(who, first);
    expect((await first.post('/api/auth/two-factor/verify-backup-code', { code })).statusCode).toBe(200);
    const second = browser();
    await signIn(who, second);
    expect((await second.post('/api/auth/two-factor/verify-backup-code', { code })).statusCode).toBe(401);
  });

  it('stops guesses over any number of challenges', async () => {
    const { who } = await withTotp();
    const statuses: number[] = [];
    for (let index = 0; index <= attemptsPerAccount; index++) {
      const person = browser();
      await signIn(who, person);
      statuses.push(
        (await person.post('/api/auth/two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' })).statusCode,
      );
    }
    expect(statuses.at(-1)).toBe(429);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([401]));
  });

  it('trusts no device, even when asked to', async () => {
    const { who, key, step } = await withTotp();
    const person = browser();
    await signIn(who, person);
    await person.post('/api/auth/two-factor/verify-totp', { code: totpAt(key, step), trustDevice: true });
    await person.post('/api/auth/sign-out');
    expect((await signIn(who, person)).json()).toMatchObject({ twoFactorRedirect: true });
  });
});

describe('sessions', () => {
  it('end with sign-out, and all others with a new password', async () => {
    const who = await makeStaff(deps);
    const [first, second] = [browser(), browser()];
    await signIn(who, first);
    await signIn(who, second);
    const changed = await first.post('/api/auth/change-password', {
      currentPassword: who.password,
      newPassword: 'another long password',
      revokeOtherSessions: false,
    });
    expect(changed.statusCode).toBe(200);
    expect((await first.get('/api/admin/me')).statusCode).toBe(200);
    expect((await second.get('/api/admin/me')).statusCode).toBe(401);
    const stolen = new Map(first.jar);
    await first.post('/api/auth/sign-out');
    const replayed = await app.inject({ url: '/api/admin/me', headers: { cookie: cookieHeader(stolen) } });
    expect([replayed.statusCode, replayed.json().code]).toEqual([401, 'staff_session_required']);
  });

  it('are refused with a forged signature and after their time', async () => {
    const who = await makeStaff(deps);
    const forged = who.headers.cookie.replace(/.{12}$/, 'AAAAAAAAAAA%3D');
    expect((await app.inject({ url: '/api/admin/me', headers: { cookie: forged } })).statusCode).toBe(401);
    const session = await deps.db.prisma.staffSession.findFirstOrThrow({ where: { userId: who.userId } });
    await deps.db.prisma.staffSession.update({
      where: { id: session.id },
      data: { expiresAt: deps.clock.now() },
    });
    expect((await app.inject({ url: '/api/admin/me', headers: who.headers })).statusCode).toBe(401);
  });

  it('slide when the admin is opened a day later', async () => {
    const who = await makeStaff(deps);
    const session = await deps.db.prisma.staffSession.findFirstOrThrow({ where: { userId: who.userId } });
    const soon = new Date(Date.now() + 2 * 24 * 60 * 60 * 1_000);
    await deps.db.prisma.staffSession.update({ where: { id: session.id }, data: { expiresAt: soon } });
    const me = await app.inject({ url: '/api/admin/me', headers: who.headers });
    expect(String(me.headers['set-cookie'])).toContain('Max-Age=2592000');
    const after = await deps.db.prisma.staffSession.findUniqueOrThrow({ where: { id: session.id } });
    expect(after.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 60 * 60 * 1_000);
  });
});

describe('the guard', () => {
  it('hides brands from people who do not work there', async () => {
    const [mine, other] = [await makeBrand(deps), await makeBrand(deps)];
    const who = await makeStaff(deps, { memberships: [{ brandId: mine.id, role: 'owner' }] });
    const ask = (slug: string) =>
      app.inject({ url: `/api/admin/brands/${slug}/staff`, headers: { cookie: who.headers.cookie } });
    expect((await ask(mine.slug)).statusCode).toBe(200);
    const [foreign, missing] = [await ask(other.slug), await ask('no-such-brand')];
    expect([foreign.statusCode, foreign.json().code]).toEqual([404, 'brand_not_found']);
    expect({ ...foreign.json(), requestId: '' }).toEqual({ ...missing.json(), requestId: '' });
  });

  it('notes when a person was last seen, at most once a minute', async () => {
    const brand = await makeBrand(deps);
    const who = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'manager' }] });
    const seen = async () => {
      await app.inject({ url: `/api/admin/brands/${brand.slug}/staff`, headers: who.headers });
      return (await deps.db.prisma.staffMembership.findFirstOrThrow({ where: { userId: who.userId } }))
        .lastSeenAt;
    };
    const first = await seen();
    expect(first).toEqual(deps.clock.now());
    deps.clock.advance(59_000);
    expect(await seen()).toEqual(first);
    deps.clock.advance(1_000);
    expect(await seen()).toEqual(deps.clock.now());
  });
});

/** The TOTP step of now, with enough of it left that the test does not run into the next one. */
async function currentStep(): Promise<number> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5_000) await new Promise((resolve) => setTimeout(resolve, left));
  return Math.floor(Date.now() / 30_000);
}

/** RFC 4648 without padding, as in otpauth addresses. */
function base32Decode(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString('utf8');
}

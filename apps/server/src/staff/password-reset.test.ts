import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Role } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import {
  createTestDeps,
  makeBrand,
  makeStaff,
  type TestDeps,
  type TestStaff,
  testEncryptionKey,
} from '../testing.ts';
import { addMembership } from './accounts.ts';
import { attemptsPerAccount } from './limits.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
const origin = 'http://localhost:3000';
const hour = 60 * 60 * 1_000;
const password = 'a brand new password';

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});
beforeEach(() => deps.db.pool.query('truncate rate_limit'));

function send(method: 'GET' | 'POST' | 'DELETE', url: string, as?: TestStaff, body?: object) {
  return app.inject({
    method,
    url,
    headers: as?.headers ?? { origin },
    ...(body === undefined ? {} : { payload: body }),
  });
}

/** A brand with one person in each role, in the order given. */
async function brandWith(...staff: Role[]) {
  const brand = await makeBrand(deps);
  const people: TestStaff[] = [];
  for (const role of staff)
    people.push(await makeStaff(deps, { memberships: [{ brandId: brand.id, role }] }));
  const at = (index: number) => {
    const person = people[index];
    if (!person) throw new Error(`the brand has no person ${index}`);
    return person;
  };
  return { ...brand, at };
}
type TestBrand = Awaited<ReturnType<typeof brandWith>>;

async function memberId(brand: { id: string }, who: TestStaff): Promise<string> {
  const row = await deps.db.prisma.staffMembership.findFirstOrThrow({
    where: { brandId: brand.id, userId: who.userId },
  });
  return row.id;
}

async function ask(brand: TestBrand, as: TestStaff | undefined, who: TestStaff) {
  const id = await memberId(brand, who);
  return send('POST', `/api/admin/brands/${brand.slug}/staff/${id}/reset-link`, as);
}

async function dropTwoFactor(brand: TestBrand, as: TestStaff, who: TestStaff) {
  const id = await memberId(brand, who);
  return send('DELETE', `/api/admin/brands/${brand.slug}/staff/${id}/two-factor`, as);
}

/** Makes a link and answers the address that its page calls. */
async function linkFor(brand: TestBrand, as: TestStaff, who: TestStaff): Promise<string> {
  const made = await ask(brand, as, who);
  expect(made.statusCode).toBe(201);
  return `/api/password-resets/${made.json<{ link: string }>().link.split('/').at(-1)}`;
}

const use = (path: string) => send('POST', path, undefined, { password });
const signIn = (who: TestStaff, secret: string) =>
  send('POST', '/api/auth/sign-in/email', undefined, { email: who.email, password: secret });

async function auditActions(brand: { id: string }): Promise<string[]> {
  const rows = await deps.db.prisma.auditEntry.findMany({
    where: { brandId: brand.id },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => `${row.actorKind}: ${row.action}`);
}

async function addTwoFactor(who: TestStaff): Promise<void> {
  const { userId } = who;
  await deps.db.prisma.staffTwoFactor.create({
    data: { id: deps.random.id(), userId, secret: 'kept by better-auth', backupCodes: '[]' },
  });
  await deps.db.prisma.staffPasskey.create({
    data: {
      id: deps.random.id(),
      userId,
      publicKey: 'key',
      credentialID: deps.random.id(),
      counter: 0,
      deviceType: 'singleDevice',
      backedUp: false,
    },
  });
  await deps.db.prisma.staffUser.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
}

describe('a link for a new password', () => {
  it('is shown once, never stored, and sets the password once, even for two who use it together', async () => {
    const brand = await brandWith('owner', 'cashier');
    const [owner, cashier] = [brand.at(0), brand.at(1)];
    const made = await ask(brand, owner, cashier);
    const { link, expiresAt } = made.json<{ link: string; expiresAt: string }>();
    expect(link).toMatch(/^http:\/\/localhost:3000\/admin\/reset-password\/[\w-]{43}$/);
    expect(new Date(expiresAt).getTime()).toBe(deps.clock.now().getTime() + 24 * hour);
    const token = link.split('/').at(-1) ?? '';
    expect(JSON.stringify(await deps.db.prisma.staffResetLink.findMany())).not.toContain(token);
    const path = `/api/password-resets/${token}`;
    expect((await send('GET', path)).json()).toMatchObject({ email: cashier.email, expiresAt });

    expect((await send('POST', path, undefined, { password: 'short' })).statusCode).toBe(400);
    const answers = await Promise.all([use(path), use(path)]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([204, 404]);
    expect((await send('GET', path)).json().code).toBe('reset_link_not_valid');
    expect((await use(path)).json().code).toBe('reset_link_not_valid');
    expect((await signIn(cashier, cashier.password)).statusCode).toBe(401);
    expect((await signIn(cashier, password)).statusCode).toBe(200);
    expect(await auditActions(brand)).toEqual([
      'staff: staff.reset_link_made',
      'staff: staff.password_reset',
    ]);
  });

  it('ends every session and every sign-in under way, and forgives the failures before it', async () => {
    const brand = await brandWith('owner', 'cashier');
    const [owner, cashier] = [brand.at(0), brand.at(1)];
    for (let index = 0; index <= attemptsPerAccount; index++) await signIn(cashier, 'a guess of mine');
    expect((await signIn(cashier, cashier.password)).statusCode).toBe(429);
    const soon = new Date(Date.now() + hour);
    await deps.db.prisma.staffVerification.create({
      data: { id: deps.random.id(), identifier: '2fa-half', value: cashier.userId, expiresAt: soon },
    });
    expect((await use(await linkFor(brand, owner, cashier))).statusCode).toBe(204);
    expect((await send('GET', '/api/admin/me', cashier)).json().code).toBe('staff_session_required');
    expect(await deps.db.prisma.staffVerification.count({ where: { value: cashier.userId } })).toBe(0);
    expect((await signIn(cashier, password)).statusCode).toBe(200);
  });

  it('leaves the second factor: the new password alone opens nothing', async () => {
    const brand = await brandWith('owner', 'manager');
    const [owner, manager] = [brand.at(0), brand.at(1)];
    await addTwoFactor(manager);
    await use(await linkFor(brand, owner, manager));
    const answer = await signIn(manager, password);
    expect(answer.json()).toMatchObject({ twoFactorRedirect: true });
    expect(await deps.db.prisma.staffSession.count({ where: { userId: manager.userId } })).toBe(0);
    expect(await deps.db.prisma.staffPasskey.count({ where: { userId: manager.userId } })).toBe(1);
  });

  it('ends after 24 hours and when a newer one is made', async () => {
    const brand = await brandWith('owner', 'cashier');
    const [owner, cashier] = [brand.at(0), brand.at(1)];
    const first = await linkFor(brand, owner, cashier);
    const second = await linkFor(brand, owner, cashier);
    expect((await use(first)).json().code).toBe('reset_link_not_valid');
    deps.clock.advance(24 * hour - 1);
    expect((await send('GET', second)).statusCode).toBe(200);
    deps.clock.advance(1);
    expect((await send('GET', second)).json().code).toBe('reset_link_not_valid');
    expect((await use(second)).json().code).toBe('reset_link_not_valid');
    expect((await signIn(cashier, cashier.password)).statusCode).toBe(200);
  });

  it('is made only by those who stand above the person', async () => {
    const brand = await brandWith('owner', 'manager', 'manager', 'cashier', 'support', 'owner');
    const [owner, manager, otherManager, cashier] = [brand.at(0), brand.at(1), brand.at(2), brand.at(3)];
    const code = async (as: TestStaff | undefined, who: TestStaff) => {
      const answer = await ask(brand, as, who);
      return answer.statusCode === 201 ? 'made' : answer.json<{ code: string }>().code;
    };
    expect(await code(manager, owner)).toBe('permission_missing');
    expect(await code(manager, otherManager)).toBe('permission_missing');
    expect(await code(cashier, brand.at(4))).toBe('permission_missing');
    expect(await code(cashier, owner)).toBe('permission_missing');
    expect(await code(undefined, cashier)).toBe('staff_session_required');
    expect(await code(manager, cashier)).toBe('made');
    expect(await code(owner, brand.at(5))).toBe('made');
    // A borrowed session must not become a password.
    expect(await code(owner, owner)).toBe('account_out_of_reach');
    const foreign = await send('POST', '/api/password-resets/aaaaaaaaaaaaaaaaaaaaaaaa', undefined, {
      password,
    });
    expect(foreign.json().code).toBe('reset_link_not_valid');
    expect(await auditActions(brand)).toHaveLength(2);
  });

  it('does not reach an account that works in a brand of others, nor an operator', async () => {
    const [mine, theirs] = [await brandWith('owner', 'cashier'), await brandWith('owner', 'manager')];
    const [owner, cashier] = [mine.at(0), mine.at(1)];
    const join = (brand: TestBrand, who: TestStaff, role: Role) =>
      addMembership(deps.db.prisma, deps.random, {
        brandId: brand.id,
        userId: who.userId,
        role,
        now: deps.clock.now(),
      });
    const foreignId = await memberId(theirs, theirs.at(1));
    const stranger = await send(
      'POST',
      `/api/admin/brands/${mine.slug}/staff/${foreignId}/reset-link`,
      owner,
    );
    expect(stranger.json().code).toBe('staff_not_found');

    await join(mine, theirs.at(1), 'cashier');
    expect((await ask(mine, owner, theirs.at(1))).json().code).toBe('account_out_of_reach');
    expect((await dropTwoFactor(mine, owner, theirs.at(1))).json().code).toBe('account_out_of_reach');
    // Not enough to be a cashier there; an owner of both may.
    await join(theirs, owner, 'manager');
    expect((await ask(mine, owner, theirs.at(1))).json().code).toBe('account_out_of_reach');
    await deps.db.prisma.staffMembership.updateMany({
      where: { brandId: theirs.id, userId: owner.userId },
      data: { role: 'owner' },
    });
    expect((await ask(mine, owner, theirs.at(1))).statusCode).toBe(201);

    const operator = await makeStaff(deps, { isOperator: true });
    await join(mine, operator, 'cashier');
    expect((await ask(mine, owner, operator)).json().code).toBe('account_out_of_reach');
    expect((await signIn(cashier, cashier.password)).statusCode).toBe(200);
  });

  it('is worth only what its maker may still do when it is used', async () => {
    const brand = await brandWith('owner', 'manager', 'cashier', 'cashier', 'cashier');
    const [owner, manager] = [brand.at(0), brand.at(1)];
    const elsewhere = await brandWith('owner');
    const [joined, raised, orphaned] = [brand.at(2), brand.at(3), brand.at(4)];
    const links = [
      await linkFor(brand, owner, joined),
      await linkFor(brand, manager, raised),
      await linkFor(brand, manager, orphaned),
    ];
    await addMembership(deps.db.prisma, deps.random, {
      brandId: elsewhere.id,
      userId: joined.userId,
      role: 'owner',
      now: deps.clock.now(),
    });
    await deps.db.prisma.staffMembership.updateMany({
      where: { brandId: brand.id, userId: raised.userId },
      data: { role: 'manager' },
    });
    expect((await use(links[0] ?? '')).json().code).toBe('reset_link_not_valid');
    expect((await use(links[1] ?? '')).json().code).toBe('reset_link_not_valid');
    expect((await send('GET', links[2] ?? '')).statusCode).toBe(200);
    const managerId = await memberId(brand, manager);
    await send('DELETE', `/api/admin/brands/${brand.slug}/staff/${managerId}`, owner);
    expect((await use(links[2] ?? '')).json().code).toBe('reset_link_not_valid');
    for (const who of [joined, raised, orphaned])
      expect((await signIn(who, who.password)).statusCode).toBe(200);
  });

  it('is limited: makers by person, those who try tokens by network, other sites altogether', async () => {
    const brand = await brandWith('owner', 'cashier');
    const [owner, cashier] = [brand.at(0), brand.at(1)];
    let last = 0;
    for (let index = 0; index <= attemptsPerAccount; index++)
      last = (await ask(brand, owner, cashier)).statusCode;
    expect(last).toBe(429);
    await deps.db.pool.query('truncate rate_limit');
    const path = await linkFor(brand, owner, cashier);
    const foreign = await app.inject({
      method: 'POST',
      url: path,
      headers: { origin: 'https://evil.example' },
      payload: { password },
    });
    expect(foreign.json().code).toBe('origin_forbidden');
    for (let index = 0; index < 101; index++)
      last = (await send('GET', `/api/password-resets/${'x'.repeat(30)}${index}`)).statusCode;
    expect(last).toBe(429);
  });
});

describe('a lost second factor', () => {
  it('is taken away by those above the person, which ends the sessions and stands in the log', async () => {
    const brand = await brandWith('owner', 'manager', 'cashier');
    const [owner, manager, cashier] = [brand.at(0), brand.at(1), brand.at(2)];
    await addTwoFactor(manager);
    const list = async () =>
      (await send('GET', `/api/admin/brands/${brand.slug}/staff`, owner)).json<{
        items: { email: string }[];
      }>().items;
    const find = async () => (await list()).find((one) => one.email === manager.email);
    expect(await find()).toMatchObject({ twoFactorEnabled: true, hasPasskey: true });
    expect((await dropTwoFactor(brand, cashier, manager)).json().code).toBe('permission_missing');
    expect((await dropTwoFactor(brand, manager, manager)).json().code).toBe('permission_missing');
    expect((await dropTwoFactor(brand, manager, owner)).json().code).toBe('permission_missing');
    expect((await dropTwoFactor(brand, owner, manager)).statusCode).toBe(204);
    expect(await find()).toMatchObject({ twoFactorEnabled: false, hasPasskey: false });
    expect((await send('GET', '/api/admin/me', manager)).statusCode).toBe(401);
    expect((await signIn(manager, manager.password)).json()).not.toHaveProperty('twoFactorRedirect');
    expect(await auditActions(brand)).toEqual(['staff: staff.two_factor_reset']);
  });
});

describe('the command on the server', { timeout: 120_000 }, () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, 'reset-link.ts'), ...args], {
      env: {
        DATABASE_URL: deps.config.databaseUrl,
        PUBLIC_URL: deps.config.publicUrl,
        ENCRYPTION_KEY: testEncryptionKey,
      },
      timeout: 60_000,
    });

  it('helps a sole owner, whose link nobody in the panel may make', async () => {
    const brand = await brandWith('owner');
    const owner = brand.at(0);
    await addTwoFactor(owner);
    const { stdout } = await run(owner.email.toUpperCase(), '--two-factor');
    const token = /reset-password\/([\w-]{43})\n/.exec(stdout)?.[1];
    // The command goes by the machine's clock, which is ahead of the test's.
    expect((await use(`/api/password-resets/${token}`)).statusCode).toBe(204);
    const answer = await signIn(owner, password);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).not.toHaveProperty('twoFactorRedirect');
    expect(await auditActions(brand)).toEqual([
      'system: staff.two_factor_reset',
      'system: staff.reset_link_made',
      'staff: staff.password_reset',
    ]);
  });

  it('says what is wrong with an unknown e-mail and without one', async () => {
    const failures = await Promise.all(
      [['nobody@example.com'], []].map((args) => run(...args).catch((error: unknown) => error)),
    );
    expect(failures).toMatchObject([
      { code: 1, stderr: expect.stringContaining('Nobody on the staff') },
      { code: 2, stderr: expect.stringContaining('Usage') },
    ]);
  });
});

import type { Role, StaffMember } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import {
  createTestDeps,
  makeBrand,
  makeStaff,
  type TestDeps,
  type TestStaff,
  testBrandSettings,
} from '../testing.ts';
import { createSecrets } from '../platform/secrets.ts';
import { checkSetupLink, ensureSetupLink } from './setup.ts';

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
beforeEach(() => deps.db.pool.query('truncate rate_limit'));

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

function send(method: Method, url: string, options: { as?: TestStaff; body?: object } = {}) {
  return app.inject({
    method,
    url,
    headers: options.as?.headers ?? { origin },
    ...(options.body === undefined ? {} : { payload: options.body }),
  });
}

async function auditActions(brandId: string): Promise<string[]> {
  const rows = await deps.db.prisma.auditEntry.findMany({ where: { brandId }, orderBy: { id: 'asc' } });
  return rows.map((row) => row.action);
}

const owner = { name: 'Ольга', email: 'Olga@Example.com', password: 'a long password', language: 'ru' };

describe('the setup link', () => {
  it('makes the first owner and brand, once, even for two who open it together', async () => {
    const link = await ensureSetupLink(deps);
    const path = (url: string | null) => `/api/setup/${url?.split('/').at(-1)}`;
    expect(link).toMatch(/^http:\/\/localhost:3000\/admin\/setup\/[\w-]{43}$/);
    expect((await send('GET', path(link))).json()).toEqual({ valid: true });

    const bad = await send('POST', path(link), {
      body: { owner: { ...owner, password: 'short' }, brand: { slug: 'first', ...testBrandSettings } },
    });
    expect(bad.statusCode).toBe(400);
    expect(bad.json().errors).toMatchObject([{ path: 'owner.password' }]);

    const bodies = ['first', 'second'].map((slug) => ({
      owner: { ...owner, email: `${slug}@example.com` },
      brand: { slug, ...testBrandSettings },
    }));
    const answers = await Promise.all(bodies.map((body) => send('POST', path(link), { body })));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 404]);
    expect(await deps.db.prisma.staffUser.count()).toBe(1);
    const [brand] = await deps.db.prisma.brand.findMany();
    const [membership] = await deps.db.prisma.staffMembership.findMany({ include: { user: true } });
    expect(membership).toMatchObject({ brandId: brand?.id, role: 'owner', user: { isOperator: true } });
    expect(await auditActions(brand?.id ?? '')).toEqual(['brand.created']);

    const signedIn = await send('POST', '/api/auth/sign-in/email', {
      body: { email: membership?.user.email, password: owner.password },
    });
    expect(signedIn.statusCode).toBe(200);
    expect(await ensureSetupLink(deps)).toBeNull();
  });

  it('is the same for processes that start together or later, until there is an owner', async () => {
    const { deps: fresh, close: closeFresh } = await createTestDeps(inject('postgresUrl'));
    const links = await Promise.all(Array.from({ length: 4 }, () => ensureSetupLink(fresh)));
    links.push(await ensureSetupLink(fresh));
    expect(new Set(links).size).toBe(1);
    const token = links[0]?.split('/').at(-1) ?? '';
    await checkSetupLink(fresh, token);
    // A link made under another key was never printed by this deployment, so it ends.
    const other = { ...fresh, secrets: createSecrets(Buffer.alloc(32, 9).toString('base64')) };
    const replaced = await ensureSetupLink(other);
    expect(replaced).not.toBe(links[0]);
    await expect(checkSetupLink(fresh, token)).rejects.toMatchObject({ code: 'setup_link_not_valid' });
    expect(await fresh.db.prisma.setupLink.count()).toBe(1);
    expect(JSON.stringify(await fresh.db.prisma.setupLink.findMany())).not.toContain(token);
    await closeFresh();
  });

  it('is slowed down for those who try tokens', async () => {
    let last = 0;
    for (let index = 0; index < 101; index++)
      last = (await send('GET', `/api/setup/${'x'.repeat(30)}${index}`)).statusCode;
    expect(last).toBe(429);
  });
});

async function brandWith(...staff: Role[]) {
  const brand = await makeBrand(deps);
  const people = await Promise.all(
    staff.map((role) => makeStaff(deps, { memberships: [{ brandId: brand.id, role }] })),
  );
  const [first] = people;
  if (!first) throw new Error('a brand has staff');
  const url = `/api/admin/brands/${brand.slug}`;
  const members = async (as: TestStaff) =>
    (await send('GET', `${url}/staff`, { as })).json<{ items: StaffMember[] }>().items;
  const idOf = async (who: TestStaff) =>
    (
      await deps.db.prisma.staffMembership.findFirstOrThrow({
        where: { brandId: brand.id, userId: who.userId },
      })
    ).id;
  return { brand, people, first, url, members, idOf };
}

describe('invitations', () => {
  const person = { name: 'Касса', email: 'till@example.com', password: 'till password', language: 'ru' };

  it('let one person in with a new account, and the link is never stored', async () => {
    const { brand, first, url } = await brandWith('owner');
    const made = await send('POST', `${url}/invitations`, { as: first, body: { role: 'cashier' } });
    expect(made.statusCode).toBe(201);
    const { link } = made.json<{ link: string }>();
    const token = link.split('/').at(-1) ?? '';
    expect(link).toBe(`http://localhost:3000/admin/invitations/${token}`);
    expect(JSON.stringify(await deps.db.prisma.staffInvitation.findMany())).not.toContain(token);
    const offer = await send('GET', `/api/invitations/${token}`);
    expect(offer.json()).toMatchObject({ brandName: 'Зерно', role: 'cashier', email: null });

    const path = `/api/invitations/${token}/accept`;
    const answers = await Promise.all(
      ['one', 'two'].map((name) =>
        send('POST', path, { body: { ...person, email: `${name}-${person.email}` } }),
      ),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 404]);
    expect((await send('GET', `/api/invitations/${token}`)).json().code).toBe('invitation_not_valid');
    const list = (await send('GET', `${url}/invitations`, { as: first })).json();
    expect(list.items).toMatchObject([{ state: 'accepted', role: 'cashier' }]);
    expect(JSON.stringify(list)).not.toContain(token);
    expect(await auditActions(brand.id)).toEqual(['invitation.created', 'staff.joined']);
  });

  it('let in those who are signed in, but not twice and not under another e-mail', async () => {
    const { first, url } = await brandWith('owner');
    const other = await makeStaff(deps);
    const invite = async (email?: string) => {
      const body = { role: 'support', ...(email === undefined ? {} : { email }) };
      const made = await send('POST', `${url}/invitations`, { as: first, body });
      return `/api/invitations/${made.json<{ link: string }>().link.split('/').at(-1)}/accept`;
    };
    const asSignedIn = { asSignedIn: true };
    const named = await invite('somebody@example.com');
    expect((await send('POST', named, { as: other, body: asSignedIn })).json().code).toBe(
      'invitation_not_valid',
    );
    expect((await send('POST', named, { body: person })).json().errors).toMatchObject([{ path: 'email' }]);

    const open = await invite();
    expect((await send('POST', open, { body: asSignedIn })).json().code).toBe('staff_session_required');
    const taken = await send('POST', open, { body: { ...person, email: other.email } });
    expect(taken.json().errors).toMatchObject([{ path: 'email' }]);
    expect((await send('POST', open, { as: other, body: asSignedIn })).statusCode).toBe(201);
    expect((await send('GET', `${url}/settings`, { as: other })).statusCode).toBe(200);
    const again = await invite(other.email.toUpperCase());
    expect((await send('POST', again, { as: other, body: asSignedIn })).json().code).toBe('already_staff');
  });

  it('end after seven days, and when they are revoked', async () => {
    const { first, url } = await brandWith('owner');
    const make = async () =>
      (await send('POST', `${url}/invitations`, { as: first, body: { role: 'manager' } })).json<{
        id: string;
        link: string;
      }>();
    const revoked = await make();
    const path = `/api/invitations/${revoked.link.split('/').at(-1)}`;
    expect((await send('DELETE', `${url}/invitations/${revoked.id}`, { as: first })).statusCode).toBe(204);
    expect((await send('DELETE', `${url}/invitations/${revoked.id}`, { as: first })).statusCode).toBe(404);
    expect((await send('GET', path)).statusCode).toBe(404);

    const late = `/api/invitations/${(await make()).link.split('/').at(-1)}`;
    deps.clock.advance(7 * 24 * 60 * 60 * 1_000 - 1);
    expect((await send('GET', late)).statusCode).toBe(200);
    deps.clock.advance(1);
    expect((await send('GET', late)).json().code).toBe('invitation_not_valid');
    expect((await send('POST', `${late}/accept`, { body: person })).json().code).toBe('invitation_not_valid');
  });

  it('end with the right of those who made them, and come back with it', async () => {
    const { people, url, idOf, first } = await brandWith('owner', 'owner');
    const [, leaving] = people;
    if (!leaving) throw new Error('there are two owners');
    const made = await send('POST', `${url}/invitations`, { as: leaving, body: { role: 'owner' } });
    const path = `/api/invitations/${made.json<{ link: string }>().link.split('/').at(-1)}`;
    const state = async () =>
      (await send('GET', `${url}/invitations`, { as: first })).json<{ items: { state: string }[] }>().items[0]
        ?.state;
    const member = `${url}/staff/${await idOf(leaving)}`;
    await send('PATCH', member, { as: first, body: { role: 'manager' } });
    expect((await send('GET', path)).json().code).toBe('invitation_not_valid');
    expect(await state()).toBe('revoked');
    await send('PATCH', member, { as: first, body: { role: 'owner' } });
    expect([(await send('GET', path)).statusCode, await state()]).toEqual([200, 'open']);
    await send('DELETE', member, { as: first });
    const back = await send('POST', `${path}/accept`, { as: leaving, body: { asSignedIn: true } });
    expect(back.json().code).toBe('invitation_not_valid');
    expect((await send('GET', `${url}/settings`, { as: leaving })).statusCode).toBe(404);
  });

  it('are made only by those who may, for roles not above their own', async () => {
    const { people, url } = await brandWith('owner', 'manager', 'cashier');
    const [, manager, cashier] = people;
    const invite = async (as: TestStaff | undefined, role: string) =>
      (await send('POST', `${url}/invitations`, { ...(as ? { as } : {}), body: { role } })).statusCode;
    expect(await invite(manager, 'support')).toBe(201);
    expect(await invite(manager, 'manager')).toBe(403);
    expect(await invite(manager, 'owner')).toBe(403);
    expect(await invite(cashier, 'support')).toBe(403);
    expect(await invite(undefined, 'support')).toBe(401);
    expect(await invite(people[0], 'emperor')).toBe(400);
  });
});

describe('the people of a brand', () => {
  it('get other roles and leave, which ends their access at once', async () => {
    const { brand, people, first, url, members, idOf } = await brandWith('owner', 'cashier');
    const [, cashier] = people;
    if (!cashier) throw new Error('there is a cashier');
    const id = await idOf(cashier);
    const changed = await send('PATCH', `${url}/staff/${id}`, { as: first, body: { role: 'manager' } });
    expect(changed.json()).toMatchObject({ id, role: 'manager', isMe: false });
    expect((await members(cashier)).find((one) => one.isMe)).toMatchObject({ role: 'manager' });
    expect((await send('DELETE', `${url}/staff/${id}`, { as: first })).statusCode).toBe(204);
    expect((await send('GET', `${url}/staff`, { as: cashier })).json().code).toBe('brand_not_found');
    expect((await send('DELETE', `${url}/staff/${id}`, { as: first })).json().code).toBe('staff_not_found');
    expect(await auditActions(brand.id)).toEqual(['staff.role_changed', 'staff.removed']);
  });

  it('never lose their last owner, even when two owners step down together', async () => {
    const { people, first, url, idOf, brand } = await brandWith('owner', 'owner');
    const ids = await Promise.all(people.map(idOf));
    const answers = await Promise.all(
      ids.map((id) => send('PATCH', `${url}/staff/${id}`, { as: first, body: { role: 'cashier' } })),
    );
    // The first may have lost the right to write before the second is judged; either way one owner is left.
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    const owners = await deps.db.prisma.staffMembership.count({
      where: { brandId: brand.id, role: 'owner' },
    });
    expect(owners).toBe(1);
    const left = await deps.db.prisma.staffMembership.findFirstOrThrow({
      where: { brandId: brand.id, role: 'owner' },
    });
    const remaining = people.find((one) => one.userId === left.userId);
    if (!remaining) throw new Error('an owner is left');
    const removal = await send('DELETE', `${url}/staff/${left.id}`, { as: remaining });
    expect([removal.statusCode, removal.json().code]).toEqual([409, 'last_owner']);
  });

  it('cannot touch those above them, nor people of other brands', async () => {
    const { people, url, idOf, first } = await brandWith('owner', 'manager', 'manager');
    const [, manager, second] = people;
    if (!manager || !second) throw new Error('there are managers');
    for (const target of [first, second]) {
      const id = await idOf(target);
      const answer = await send('PATCH', `${url}/staff/${id}`, { as: manager, body: { role: 'cashier' } });
      expect(answer.json().code).toBe('permission_missing');
      expect((await send('DELETE', `${url}/staff/${id}`, { as: manager })).statusCode).toBe(403);
    }
    const elsewhere = await brandWith('owner', 'cashier');
    const [, stranger] = elsewhere.people;
    if (!stranger) throw new Error('there is a cashier');
    const foreignId = await elsewhere.idOf(stranger);
    const foreign = await send('DELETE', `${url}/staff/${foreignId}`, { as: first });
    expect(foreign.json().code).toBe('staff_not_found');
  });
});

describe('a person', () => {
  it('sees brands with roles and rights, and sets a name and a language', async () => {
    const { first, brand } = await brandWith('owner');
    const change = (body: object) => send('PATCH', '/api/admin/me', { as: first, body });
    expect((await change({ language: 'en' })).json()).toMatchObject({ language: 'en' });
    expect((await change({ name: '  Вера Зорина ' })).json()).toMatchObject({
      name: 'Вера Зорина',
      language: 'en',
    });
    const me = (await send('GET', '/api/admin/me', { as: first })).json();
    expect(me).toMatchObject({ name: 'Вера Зорина', language: 'en', isOperator: false });
    expect(me.brands).toMatchObject([{ slug: brand.slug, role: 'owner', zone: 'Europe/Moscow' }]);
    expect(me.brands[0].permissions).toContain('apiKeys.write');
    for (const wrong of [{ language: 'fr' }, { name: ' ' }, { isOperator: true }])
      expect((await change(wrong)).statusCode).toBe(400);
  });

  it('adds brands only as an operator', async () => {
    const [operator, plain] = [await makeStaff(deps, { isOperator: true }), await makeStaff(deps)];
    const body = { slug: 'second-brand', ...testBrandSettings };
    expect((await send('POST', '/api/admin/brands', { as: plain, body })).json().code).toBe(
      'permission_missing',
    );
    const made = await send('POST', '/api/admin/brands', { as: operator, body });
    expect([made.statusCode, made.json().slug]).toEqual([201, 'second-brand']);
    expect((await send('POST', '/api/admin/brands', { as: operator, body })).json().code).toBe('slug_taken');
    const foreign = await app.inject({
      method: 'POST',
      url: '/api/admin/brands',
      headers: { cookie: operator.headers.cookie, origin: 'https://evil.example' },
      payload: { ...body, slug: 'third' },
    });
    expect(foreign.json().code).toBe('origin_forbidden');
  });
});

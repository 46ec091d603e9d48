import type { Member } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { checkBrand } from '../ledger/check-ledger.ts';
import { settleDueJob } from '../ledger/ledger.jobs.ts';
import { createTestDeps, makeStaff, type TestDeps, type TestStaff } from '../testing.ts';
import {
  addApiKey,
  type Brand,
  freshKey,
  joinAs,
  joinBody,
  makeSigningBrand,
  signContact,
} from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;

interface Shop extends Brand {
  botToken: string;
  till: { authorization: string };
  owner: TestStaff;
}

/** Five points for a hundred roubles at once, ten for joining; up to half of a bill may be paid with points. */
async function openShop(programme: Parameters<typeof makeSigningBrand>[1] = {}): Promise<Shop> {
  const brand = await makeSigningBrand(deps, {
    programme: {
      effect: { kind: 'perAmount', points: 5, amountMinor: 10_000 },
      welcomeBonusPoints: 10,
      activationDelayDays: 0,
      redeemCapPercent: 50,
      ...programme.programme,
    },
  });
  const { headers: till } = await addApiKey(deps, brand.id);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  return { ...brand, till, owner };
}

let shop: Shop;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
  shop = await openShop();
});
afterAll(async () => {
  await app.close();
  await close();
});

let count = 0;
function nextPhone(): string {
  count += 1;
  return `+7916200${String(count).padStart(4, '0')}`;
}

const post = (url: string, headers: Record<string, string>, payload: object, key = freshKey()) =>
  app.inject({ method: 'POST', url, headers: { ...headers, ...key }, payload });

async function bring(at: Shop, payload: object): Promise<string> {
  return (await post('/v1/customers', at.till, payload)).json().id;
}

const buy = (at: Shop, customerId: string, fields: object = {}) => {
  count += 1;
  const payload = { externalId: `m-${count}`, totalMinor: 100_000, customerId, ...fields };
  return post('/v1/purchases', at.till, payload);
};

async function join(at: Shop) {
  count += 1;
  const telegramId = 61_000 + count;
  const { headers, member } = await joinAs(app, deps, at, { id: telegramId });
  const share = (phone: string) =>
    app.inject({
      method: 'POST',
      url: `/api/brands/${at.slug}/me/contact`,
      headers,
      payload: { contact: signContact(deps, at.botToken, { user_id: telegramId, phone_number: phone }) },
    });
  const me = async (): Promise<Member> =>
    (await app.inject({ url: `/api/brands/${at.slug}/me`, headers })).json();
  return { id: member.id, telegramId, headers, share, me };
}

const known = (at: Shop, path: string) => app.inject({ url: `/v1/customers${path}`, headers: at.till });
const mismatches = async (at: Shop) => (await checkBrand(deps.db.pool, at.id)).mismatches;
const profileUrl = (at: Shop, id: string) => `/api/admin/brands/${at.slug}/customers/${id}`;
const mergeBy = (at: Shop, id: string, customerId: string, key = freshKey()) =>
  post(`${profileUrl(at, id)}/merge`, at.owner.headers, { customerId }, key);
const code = (answer: { statusCode: number; json: () => { code?: string } }) => [
  answer.statusCode,
  answer.json().code,
];

describe('a verified phone that a till knew first', () => {
  it('brings points, purchases, contacts and statistics to the person, and loses nothing', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone, externalId: 'crm-whole', email: 'whole@example.com' });
    await buy(shop, old);
    await buy(shop, old, { redeemPoints: 20 });
    const before = (await known(shop, `/${old}`)).json().wallet.available;
    const lots = await deps.db.prisma.lot.findMany({ where: { customerId: old }, orderBy: { id: 'asc' } });
    const person = await join(shop);
    const answer = await person.share(phone);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      id: person.id,
      phone,
      email: 'whole@example.com',
      wallet: { available: before + 10, pending: 0 },
    });
    const moved = await deps.db.prisma.lot.findMany({
      where: { id: { in: lots.map((lot) => lot.id) } },
      orderBy: { id: 'asc' },
    });
    expect(moved).toEqual(lots.map((lot) => ({ ...lot, customerId: person.id })));
    const profile = await app.inject({ url: profileUrl(shop, person.id), headers: shop.owner.headers });
    expect(profile.json()).toMatchObject({ externalId: 'crm-whole', purchasesCount: 2, redeemedPoints: 20 });
    expect(await mismatches(shop)).toEqual([]);
  });

  it('shows one history whose movements add up to the balance', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone });
    await buy(shop, old);
    const person = await join(shop);
    await person.share(phone);
    const url = `/api/brands/${shop.slug}/me/entries?limit=50`;
    const { items } = (await app.inject({ url, headers: person.headers })).json();
    const kinds = items.map((entry: { kind: string }) => entry.kind);
    expect(kinds.sort()).toEqual(['accrual', 'merge_in', 'merge_out', 'welcome']);
    const sum = items.reduce((total: number, entry: { points: number }) => total + entry.points, 0);
    expect(sum).toBe((await person.me()).wallet.available);
    const exported = await app.inject({
      url: `/api/brands/${shop.slug}/me/export`,
      headers: person.headers,
    });
    expect(exported.json().entries).toHaveLength(4);
    expect(exported.json().purchases).toHaveLength(1);
  });

  it('leaves old ids, phones and external ids leading to the person', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone, externalId: 'crm-lead' });
    await buy(shop, old);
    const person = await join(shop);
    await person.share(phone);
    for (const path of [`/${old}`, `?phone=${encodeURIComponent(phone)}`, '?externalId=crm-lead'])
      expect((await known(shop, path)).json().id).toBe(person.id);
    expect((await known(shop, `/${old}/entries`)).json().items).toHaveLength(4);
    expect((await buy(shop, old)).json().wallet.available).toBe(110);
    const adjusted = await post(`/v1/customers/${old}/adjustments`, shop.till, {
      points: 7,
      reason: 'sorry',
    });
    expect(adjusted.json().wallet.available).toBe(117);
    expect(await bring(shop, { phone, externalId: 'crm-lead' })).toBe(person.id);
    const list = await app.inject({
      url: `/api/admin/brands/${shop.slug}/purchases?customerId=${old}`,
      headers: shop.owner.headers,
    });
    expect(list.json().total).toBe(2);
    const seen = await app.inject({ url: profileUrl(shop, old), headers: shop.owner.headers });
    expect(seen.json()).toMatchObject({ id: person.id, purchasesCount: 2 });
    expect(await mismatches(shop)).toEqual([]);
  });

  it('refunds an earlier purchase from the wallet that goes on, spent points included', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone });
    await buy(shop, old);
    const bought = (await buy(shop, old, { redeemPoints: 30 })).json();
    const person = await join(shop);
    await person.share(phone);
    const refund = await post(`/v1/purchases/${bought.id}/refunds`, shop.till, { externalId: `r-${phone}` });
    expect(refund.json()).toMatchObject({
      returnedPoints: 30,
      reversedPoints: bought.earnedPoints,
      wallet: { available: 60, pending: 0 },
    });
    expect((await person.me()).wallet.available).toBe(60);
    expect(await mismatches(shop)).toEqual([]);
  });

  it('keeps waiting points waiting, and lets them wake in their day', async () => {
    const slow = await openShop({ programme: { activationDelayDays: 3 } });
    const phone = nextPhone();
    const old = await bring(slow, { phone });
    await buy(slow, old);
    const person = await join(slow);
    expect((await person.share(phone)).json().wallet).toMatchObject({ available: 10, pending: 50 });
    const start = deps.clock.now();
    deps.clock.advance(4 * 86_400_000);
    await settleDueJob.run(deps, { brandId: slow.id });
    const row = await deps.db.prisma.wallet.findFirstOrThrow({ where: { customerId: person.id } });
    expect([row.available, row.pending]).toEqual([60n, 0n]);
    expect(await mismatches(slow)).toEqual([]);
    deps.clock.set(start);
  });

  it.each(['old', 'new'] as const)('pays what the %s record owes from what the other has', async (debtor) => {
    const strict = await openShop({ programme: { refundShortPolicy: 'below_zero' } });
    const phone = nextPhone();
    const old = await bring(strict, { phone });
    const person = await join(strict);
    const [owes, has] = debtor === 'old' ? [old, person.id] : [person.id, old];
    await buy(strict, has, { totalMinor: 2_000_000 });
    const bought = (await buy(strict, owes)).json();
    const balance = (await known(strict, `/${owes}`)).json().wallet.available;
    const spends = { totalMinor: balance * 200, redeemPoints: balance };
    expect((await buy(strict, owes, spends)).statusCode).toBe(201);
    await post(`/v1/purchases/${bought.id}/refunds`, strict.till, { externalId: 'r-debt' });
    const [debt, wealth] = [owes, has].map(
      async (id) => (await known(strict, `/${id}`)).json().wallet.available,
    );
    expect(await debt).toBeLessThan(0);
    const sum = Number(await debt) + Number(await wealth);
    expect((await person.share(phone)).json().wallet.available).toBe(sum);
    expect(await mismatches(strict)).toEqual([]);
  });

  it('gives the welcome gift once, and changes nothing when it is shared again', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone });
    await buy(shop, old);
    const person = await join(shop);
    await person.share(phone);
    await post(`/api/brands/${shop.slug}/join`, person.headers, joinBody);
    const again = await person.share(phone);
    expect([again.statusCode, again.json().wallet.available]).toEqual([200, 60]);
    const gifts = await deps.db.prisma.entry.count({
      where: { brandId: shop.id, customerId: { in: [old, person.id] }, kind: 'welcome' },
    });
    expect(gifts).toBe(1);
  });

  it('of another Telegram person stays theirs, and the words say what to do', async () => {
    const phone = nextPhone();
    const [first, second] = [await join(shop), await join(shop)];
    await first.share(phone);
    const refused = await second.share(phone);
    expect(code(refused)).toEqual([409, 'phone_taken']);
    expect(refused.json().detail).toMatch(/аккаунте|account/);
    expect((await first.me()).phone).toBe(phone);
  });

  it('goes to its owner from another Telegram person for whom it was only written down', async () => {
    const phone = nextPhone();
    const [other, owner] = [await join(shop), await join(shop)];
    const corrected = await app.inject({
      method: 'PATCH',
      url: profileUrl(shop, other.id),
      headers: shop.owner.headers,
      payload: { phone },
    });
    expect(corrected.json().phone).toBe(phone);
    expect((await owner.share(phone)).json().phone).toBe(phone);
    expect([(await other.me()).phone, (await other.me()).wallet.available]).toEqual([null, 10]);
    expect(code(await other.share(phone))).toEqual([409, 'phone_taken']);
    expect((await known(shop, `?phone=${encodeURIComponent(phone)}`)).json().id).toBe(owner.id);
  });

  it('waits while a purchase is open', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone });
    const person = await join(shop);
    const { id: programmeVersionId } = await deps.db.prisma.programmeVersion.findFirstOrThrow({
      where: { brandId: shop.id },
    });
    const hold = await deps.db.prisma.hold.create({
      data: {
        brandId: shop.id,
        id: deps.random.id(),
        customerId: old,
        points: 0,
        state: 'held',
        expiresAt: deps.clock.now(),
        externalId: 'open-hold',
        programmeVersionId,
        totalMinor: 1_000,
        paidMinor: 1_000,
        earnedPoints: 0,
        maxRedeemPoints: 0,
        source: 'api',
        inputHash: 'x',
      },
    });
    expect(code(await person.share(phone))).toEqual([409, 'hold_open']);
    expect(code(await mergeBy(shop, person.id, old))).toEqual([409, 'hold_open']);
    await deps.db.prisma.hold.update({
      where: { brandId_id: { brandId: shop.id, id: hold.id } },
      data: { state: 'released', endedAt: deps.clock.now() },
    });
    expect((await person.share(phone)).statusCode).toBe(200);
  });

  it('is another matter in another brand', async () => {
    const other = await openShop();
    const phone = nextPhone();
    const there = await bring(other, { phone });
    await buy(other, there);
    const person = await join(shop);
    expect((await person.share(phone)).json().wallet.available).toBe(10);
    expect((await known(other, `/${there}`)).json()).toMatchObject({ phone, wallet: { available: 50 } });
    expect(code(await mergeBy(shop, person.id, there))).toEqual([404, 'customer_not_found']);
  });
});

describe('at the same time', () => {
  it('purchases, adjustments and refunds at the old record all reach the person', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone });
    const first = (await buy(shop, old)).json();
    const person = await join(shop);
    const [shared, ...answers] = await Promise.all([
      person.share(phone),
      ...Array.from({ length: 12 }, () => buy(shop, old)),
      post(`/v1/customers/${old}/adjustments`, shop.till, { points: 3, reason: 'race' }),
      post(`/v1/purchases/${first.id}/refunds`, shop.till, { externalId: `r-${phone}` }),
    ]);
    expect(shared.statusCode).toBe(200);
    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 201));
    expect((await person.me()).wallet.available).toBe(10 + 12 * 50 + 3);
    expect(await deps.db.prisma.purchase.count({ where: { customerId: old } })).toBe(0);
    const stats = await deps.db.prisma.customerStats.findFirstOrThrow({ where: { customerId: person.id } });
    expect([stats.purchasesCount, stats.refundsCount]).toEqual([13, 1]);
    expect(await mismatches(shop)).toEqual([]);
  });

  it('two people with one phone: one of them gets it', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone });
    await buy(shop, old);
    const people = [await join(shop), await join(shop)];
    const answers = await Promise.all(people.map((person) => person.share(phone)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
    const balances = await Promise.all(people.map(async (person) => (await person.me()).wallet.available));
    expect(balances.sort()).toEqual([10, 60]);
    expect(await mismatches(shop)).toEqual([]);
  });

  it('the same two records, from both sides: they become one once', async () => {
    const [one, two] = [await bring(shop, { phone: nextPhone() }), await bring(shop, { phone: nextPhone() })];
    await buy(shop, one);
    await buy(shop, two);
    const answers = await Promise.all([
      mergeBy(shop, one, two),
      mergeBy(shop, two, one),
      mergeBy(shop, one, two),
    ]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200]);
    const survivors = new Set(answers.map((answer) => answer.json().customerId));
    expect(survivors.size).toBe(1);
    expect((await known(shop, `/${one}`)).json().wallet.available).toBe(100);
    expect((await known(shop, `/${two}`)).json().wallet.available).toBe(100);
    expect(await mismatches(shop)).toEqual([]);
  });
});

describe('merging by hand', () => {
  it('previews exactly what comes out, and says it in the audit log', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone, externalId: 'crm-hand', firstName: 'Аня' });
    await buy(shop, old);
    const person = await join(shop);
    const { headers } = shop.owner;
    const preview = await post(`${profileUrl(shop, old)}/merge/preview`, headers, { customerId: person.id });
    expect(preview.json()).toMatchObject({
      survivor: { id: person.id, wallet: { available: 10 } },
      merged: { id: old, phone, wallet: { available: 50 } },
      result: { id: person.id, phone, externalId: 'crm-hand', firstName: 'Анна', purchasesCount: 1 },
    });
    const key = freshKey();
    const done = await mergeBy(shop, old, person.id, key);
    expect(done.json()).toMatchObject({ customerId: person.id, wallet: { available: 60, pending: 0 } });
    const seen = (await app.inject({ url: profileUrl(shop, old), headers })).json();
    expect(seen).toMatchObject(preview.json().result);
    await buy(shop, person.id);
    const repeat = await mergeBy(shop, old, person.id, key);
    expect([repeat.headers['idempotent-replayed'], repeat.json()]).toEqual(['true', done.json()]);
    expect((await mergeBy(shop, old, person.id)).json().wallet.available).toBe(110);
    const log = await deps.db.prisma.auditEntry.findMany({
      where: { brandId: shop.id, action: 'customer.merged', targetId: person.id },
    });
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ actorId: shop.owner.userId, targetName: null });
    expect(await mismatches(shop)).toEqual([]);
  });

  it('keeps the one that is open where neither is in Telegram, through any number of steps', async () => {
    const phones = [nextPhone(), nextPhone(), nextPhone()];
    const [a, b, c] = [
      await bring(shop, { phone: phones[0], externalId: 'chain-a', email: 'chain-a@example.com' }),
      await bring(shop, { phone: phones[1], externalId: 'chain-b' }),
      await bring(shop, { phone: phones[2], email: 'chain-c@example.com' }),
    ];
    const bought = (await buy(shop, a)).json();
    await buy(shop, b);
    await mergeBy(shop, b, a);
    await mergeBy(shop, c, b);
    for (const id of [a, b, c]) expect((await known(shop, `/${id}`)).json().id).toBe(c);
    for (const phone of phones)
      expect((await known(shop, `?phone=${encodeURIComponent(phone)}`)).json().id).toBe(c);
    for (const externalId of ['chain-a', 'chain-b'])
      expect((await known(shop, `?externalId=${externalId}`)).json().id).toBe(c);
    expect(await bring(shop, { email: 'chain-a@example.com', externalId: 'chain-b' })).toBe(c);
    const refund = await post(`/v1/purchases/${bought.id}/refunds`, shop.till, { externalId: 'r-chain' });
    expect(refund.json().wallet.available).toBe(50);
    const own = await app.inject({
      method: 'PATCH',
      url: profileUrl(shop, c),
      headers: shop.owner.headers,
      payload: { phone: phones[0], email: 'chain-a@example.com' },
    });
    expect([own.statusCode, own.json().phone]).toEqual([200, phones[0]]);
    expect(await mismatches(shop)).toEqual([]);
  });

  it('by an old id is a merge with the record that it became, which goes on if it is in Telegram', async () => {
    const phone = nextPhone();
    const old = await bring(shop, { phone });
    const person = await join(shop);
    await person.share(phone);
    const other = await bring(shop, { phone: nextPhone() });
    await buy(shop, other);
    const done = await mergeBy(shop, other, old);
    expect([done.statusCode, done.json().customerId]).toEqual([200, person.id]);
    expect((await known(shop, `/${other}`)).json()).toMatchObject({
      id: person.id,
      wallet: { available: 60 },
    });
    expect(await mismatches(shop)).toEqual([]);
  });

  it('is refused for two in Telegram, for a record with itself, and to those without the right', async () => {
    const [first, second] = [await join(shop), await join(shop)];
    const { headers } = shop.owner;
    const preview = (id: string, customerId: string) =>
      post(`${profileUrl(shop, id)}/merge/preview`, headers, { customerId });
    expect(code(await mergeBy(shop, first.id, second.id))).toEqual([409, 'both_in_telegram']);
    expect(code(await preview(first.id, second.id))).toEqual([409, 'both_in_telegram']);
    expect(code(await mergeBy(shop, first.id, first.id))).toEqual([400, 'validation_failed']);
    expect(code(await preview(first.id, first.id))).toEqual([400, 'validation_failed']);
    const support = await makeStaff(deps, { memberships: [{ brandId: shop.id, role: 'support' }] });
    const refused = await post(`${profileUrl(shop, first.id)}/merge`, support.headers, {
      customerId: second.id,
    });
    expect(code(refused)).toEqual([403, 'permission_missing']);
  });

  it('takes the last word on marketing, whichever record it was said to', async () => {
    const person = await join(shop);
    const old = await bring(shop, { phone: nextPhone() });
    deps.clock.advance(60_000);
    await deps.db.prisma.consent.create({
      data: {
        brandId: shop.id,
        id: deps.random.id(),
        customerId: old,
        kind: 'marketing',
        granted: false,
        version: 1,
        source: 'staff',
        at: deps.clock.now(),
      },
    });
    expect((await person.me()).marketingConsent).toBe(true);
    await mergeBy(shop, person.id, old);
    expect((await person.me()).marketingConsent).toBe(false);
  });

  it('is forgotten with the person: erasure empties the records that became a part of theirs', async () => {
    const person = await join(shop);
    const phones = [nextPhone(), nextPhone()];
    await person.share(phones[0] ?? '');
    const old = await bring(shop, { phone: phones[1], externalId: 'crm-erased' });
    await mergeBy(shop, person.id, old);
    expect((await known(shop, `?phone=${encodeURIComponent(phones[1] ?? '')}`)).json().id).toBe(person.id);
    const gone = await app.inject({
      method: 'DELETE',
      url: profileUrl(shop, old),
      headers: shop.owner.headers,
    });
    expect(gone.statusCode).toBe(204);
    for (const id of [old, person.id]) {
      expect(code(await known(shop, `/${id}`))).toEqual([404, 'customer_not_found']);
      expect(code(await buy(shop, id))).toEqual([404, 'customer_not_found']);
      const row = await deps.db.prisma.customer.findFirstOrThrow({ where: { id } });
      expect([row.phoneHash, row.externalId, row.emailHash, row.mergedInto]).toEqual([
        null,
        null,
        null,
        null,
      ]);
    }
  });
});

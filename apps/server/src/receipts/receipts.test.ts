import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MyReceipt, Receipt, ReceiptSettings } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import {
  addApiKey,
  type Brand,
  freshKey,
  joinAs,
  makeSigningBrand,
  openSession,
} from '../customers/testing.ts';
import { createTestDeps, makeMember, makeStaff, type TestDeps, type TestStaff } from '../testing.ts';
import { plainPhoto, receiptPhoto } from './testing/pictures.ts';
import {
  addRule,
  ownDrive,
  paysAtOnce,
  receiptRule,
  receiptText,
  saveSettings,
  scan,
  sendPhoto,
} from './testing/receipts.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let filesDir: string;

beforeAll(async () => {
  filesDir = await mkdtemp(join(tmpdir(), 'receipts-'));
  ({ deps, close } = await createTestDeps(inject('postgresUrl'), { filesDir }));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
  await rm(filesDir, { recursive: true });
});

let brand: Brand & { botToken: string };
let owner: TestStaff;
let anna: { headers: { authorization: string }; id: string };
let boris: { headers: { authorization: string }; id: string };
let people = 800_000;

/** A brand of its own for each test, with two members and a rule that gives 5% of a receipt. */
beforeEach(async () => {
  brand = await makeSigningBrand(deps, { programme: { welcomeBonusPoints: 0 } });
  owner = await makeStaff(deps, { name: 'Ольга', memberships: [{ brandId: brand.id, role: 'owner' }] });
  [anna, boris] = [await joinBrand(), await joinBrand()];
  await addRule(app, brand.slug, owner, receiptRule());
  deps.clock.advance(1);
  await settle({});
});

async function joinBrand() {
  people += 1;
  const { headers, member } = await joinAs(app, deps, brand, { id: people });
  return { headers, id: member.id };
}

function settle(change: Partial<ReceiptSettings>): Promise<void> {
  return saveSettings(app, brand.slug, owner, { ...paysAtOnce, ...change });
}

const send = (text: string, who = anna) => scan(app, brand.slug, who.headers, text);
const photo = (picture: Buffer, who = anna, more: Record<string, string> = {}) =>
  sendPhoto(app, brand.slug, { ...who.headers, ...more }, picture);
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;

async function available(who = anna): Promise<number> {
  const wallet = await deps.db.prisma.wallet.findUniqueOrThrow({
    where: { brandId_customerId: { brandId: brand.id, customerId: who.id } },
  });
  return Number(wallet.available);
}

async function queue(state = 'waiting'): Promise<Receipt[]> {
  const answer = await app.inject({
    url: `/api/admin/brands/${brand.slug}/receipts?state=${state}`,
    headers: owner.headers,
  });
  return answer.json<{ items: Receipt[] }>().items;
}

function decide(id: string, payload: object, staff = owner) {
  return app.inject({
    method: 'PUT',
    url: `/api/admin/brands/${brand.slug}/receipts/${id}/decision`,
    headers: staff.headers,
    payload,
  });
}

async function eventsOf(type: string) {
  return deps.db.prisma.event.findMany({ where: { brandId: brand.id, type } });
}

describe('a receipt that is scanned', () => {
  it('of a known register is paid at once, a percent of its sum', async () => {
    const answer = await send(receiptText());
    expect(answer.statusCode).toBe(201);
    expect(answer.json<MyReceipt>()).toMatchObject({
      state: 'approved',
      points: 27,
      totalMinor: 54_000,
      purchasedAt: '2026-03-12T08:30:00.000Z',
      explanation: expect.stringMatching(/^Начислили 27\sзёрен\.$/),
    });
    expect(await available()).toBe(27);
    const [event] = await eventsOf('receipt.approved');
    expect(event?.payload).toMatchObject({ points: 27, totalMinor: 54_000, availableAfter: 27 });
    expect(await eventsOf('points.rewarded')).toEqual([]);
  });

  it('counts once for ever, for its sender and with the same words for anybody else', async () => {
    const text = receiptText();
    await send(text);
    deps.clock.advance(1);
    const [again, other] = [await send(text), await send(text.split('&').reverse().join('&'), boris)];
    for (const answer of [again, other]) expect(answer.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'receipt_already_counted', title: 'Этот чек уже учтён' });
    const { requestId: _a, ...first } = again.json();
    const { requestId: _b, ...second } = other.json();
    expect(second).toEqual(first);
    expect(await available(boris)).toBe(0);
  });

  it('sent by two people at once pays one of them', async () => {
    for (let round = 0; round < 5; round++) {
      const text = receiptText();
      const answers = await Promise.all([
        send(text, anna),
        send(text, boris),
        send(text, anna),
        send(text, boris),
      ]);
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409, 409]);
    }
    expect((await available(anna)) + (await available(boris))).toBe(5 * 27);
  });

  it('with the key of one that was answered is answered the same', async () => {
    const [text, key] = [receiptText(), freshKey()];
    const ask = (body: string) =>
      app.inject({
        method: 'POST',
        url: `/api/brands/${brand.slug}/me/receipts/scan`,
        headers: { ...anna.headers, ...key },
        payload: { text: body },
      });
    const [first, again] = [await ask(text), await ask(text)];
    expect(again.json()).toEqual(first.json());
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(codeOf(await ask(receiptText()))).toBe('idempotency_key_reused');
  });

  it.each([
    ['a return', { n: '2' }, 'receipt_not_a_sale'],
    ['an expense', { n: '3' }, 'receipt_not_a_sale'],
    ['a comma in the sum', { s: '540,00' }, 'receipt_malformed'],
    ['tomorrow’s date', { t: '20260313T1130' }, 'receipt_in_future'],
    ['a date before the window', { t: '20260225T2359' }, 'receipt_too_old'],
  ])('with %s is refused in its own words', async (_name, fields, code) => {
    const answer = await send(receiptText(fields));
    expect(codeOf(answer)).toBe(code);
    expect(answer.json<{ detail: string }>().detail.length).toBeGreaterThan(10);
    expect(await deps.db.prisma.receipt.count({ where: { brandId: brand.id } })).toBe(0);
  });

  it('that is another code altogether is told so', async () => {
    expect(codeOf(await send('https://example.com/menu'))).toBe('receipt_not_fiscal');
  });

  it('from a register in another zone is judged by that zone', async () => {
    const far = '7777000100072197';
    await settle({ registers: [{ fiscalDrive: far, name: 'Владивосток', zone: 'Asia/Vladivostok' }] });
    // It is 19:30 there.
    const answer = await send(receiptText({ fn: far, t: '20260312T1925' }));
    expect(answer.json<MyReceipt>().purchasedAt).toBe('2026-03-12T09:25:00.000Z');
  });

  it('is refused while the brand takes none', async () => {
    await settle({ isEnabled: false });
    expect(codeOf(await send(receiptText()))).toBe('receipts_off');
  });

  it('over the day’s number waits for tomorrow, also when sent all at once', async () => {
    await settle({ perPersonPerDay: 2 });
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(receiptText())));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 201, 422, 422]);
    expect(codeOf(await send(receiptText()))).toBe('receipt_limit_reached');
    expect((await send(receiptText(), boris)).statusCode).toBe(201);
    // Midnight in Moscow.
    const evening = deps.clock.now();
    deps.clock.set(new Date('2026-03-12T21:00:00.000Z'));
    const headers = await openSession(app, deps, brand, { id: people - 1 });
    expect((await send(receiptText(), { ...anna, headers })).statusCode).toBe(201);
    deps.clock.set(evening);
  });

  it('is known by the fiscal number of a shop too', async () => {
    const fn = '8888000100072197';
    const shopId = deps.random.id();
    await deps.db.prisma.shop.create({
      data: { brandId: brand.id, id: shopId, name: 'На Покровке', fiscalNumbers: [fn] },
    });
    expect((await send(receiptText({ fn }))).json()).toMatchObject({ state: 'approved' });
    expect((await queue('approved'))[0]?.register).toBe('На Покровке');
  });

  it('asks rules about the day and hour it was printed', async () => {
    await addRule(app, brand.slug, owner, {
      ...receiptRule({ kind: 'fixed', points: 500 }),
      conditions: { kind: 'all', of: [{ kind: 'hours', from: '08:00', until: '09:00' }] },
    });
    deps.clock.advance(1);
    expect((await send(receiptText({ t: '20260311T0830' }))).json()).toMatchObject({ points: 500 });
    expect((await send(receiptText({ t: '20260311T0930' }))).json()).toMatchObject({ points: 27 });
  });
});

describe('a receipt that is doubtful', () => {
  it('of an unknown register waits for staff, or is refused where the brand says so', async () => {
    const strange = () => receiptText({ fn: '1111000100072197' });
    expect((await send(strange())).json()).toMatchObject({ state: 'waiting', points: 0 });
    expect((await queue())[0]).toMatchObject({ doubt: 'unknown_register', register: null });
    await settle({ unknownRegister: 'refuse' });
    expect(codeOf(await send(strange()))).toBe('receipt_other_shop');
  });

  it('of a large sum, or of a careful brand, waits', async () => {
    await settle({ paysAtOnceUpToMinor: 50_000 });
    expect((await send(receiptText())).json()).toMatchObject({ state: 'waiting' });
    await settle({ paysKnownAtOnce: false });
    await send(receiptText());
    expect((await queue()).map((one) => one.doubt)).toEqual(['large_sum', 'all_reviewed']);
  });

  it('with the number of another and another sign waits', async () => {
    await send(receiptText({ i: '5', fp: '111' }));
    expect((await send(receiptText({ i: '5', fp: '112' }), boris)).json()).toMatchObject({
      state: 'waiting',
    });
    expect((await queue())[0]?.doubt).toBe('same_number');
  });

  it('of a purchase that the till told of is not paid twice', async () => {
    const till = await addApiKey(deps, brand.id);
    const booked = await app.inject({
      method: 'POST',
      url: '/v1/purchases',
      headers: { ...till.headers, ...freshKey() },
      payload: {
        externalId: 'p-1',
        customerId: anna.id,
        totalMinor: 54_000,
        occurredAt: '2026-03-12T08:36:00.000Z',
      },
    });
    expect(booked.statusCode).toBe(201);
    expect(codeOf(await send(receiptText({ t: '20260312T1130' })))).toBe('receipt_paid_at_till');
    expect((await send(receiptText({ t: '20260312T1130' }), boris)).json()).toMatchObject({
      state: 'waiting',
    });
    expect((await queue())[0]?.doubt).toBe('purchase_of_another');
    expect((await send(receiptText({ t: '20260312T1100' }))).json()).toMatchObject({ state: 'approved' });
    expect((await send(receiptText({ s: '541.00' }))).json()).toMatchObject({ state: 'approved' });
    await settle({ matchMinutes: null });
    expect((await send(receiptText({ t: '20260312T1130' }))).json()).toMatchObject({ state: 'approved' });
  });
});

describe('a photo', () => {
  it('with a code is what a scan is', async () => {
    const answer = await photo(await receiptPhoto(receiptText()));
    expect(answer.json()).toMatchObject({ state: 'approved', points: 27, channel: 'photo' });
    expect(await readdir(join(filesDir, brand.id, 'receipts'))).toHaveLength(1);
  });

  it('that is refused leaves no file behind', async () => {
    expect(codeOf(await photo(await receiptPhoto(receiptText({ n: '2' }))))).toBe('receipt_not_a_sale');
    const text = receiptText();
    await send(text, boris);
    expect(codeOf(await photo(await receiptPhoto(text)))).toBe('receipt_already_counted');
    expect(await readdir(join(filesDir, brand.id, 'receipts')).catch(() => [])).toEqual([]);
  });

  it('without a code goes to staff, who type the sum', async () => {
    const sent = await photo(await plainPhoto());
    expect(sent.json()).toMatchObject({ state: 'waiting', totalMinor: null });
    const [waiting] = await queue();
    expect(waiting).toMatchObject({ doubt: 'no_code', hasPicture: true });
    const id = waiting?.id ?? '';
    expect(codeOf(await decide(id, { kind: 'approve' }))).toBe('receipt_sum_missing');
    const approved = await decide(id, { kind: 'approve', totalMinor: 100_000 });
    expect(approved.json()).toMatchObject({ state: 'approved', points: 50, decidedBy: 'Ольга' });
    expect(await available()).toBe(50);
  });

  it('without a code is refused where the brand wants none', async () => {
    await settle({ takesPlainPhotos: false });
    expect(codeOf(await photo(await plainPhoto()))).toBe('receipt_code_unreadable');
  });

  it('is one receipt however often it is sent', async () => {
    const picture = await plainPhoto(123);
    expect((await photo(picture)).statusCode).toBe(201);
    expect(codeOf(await photo(picture, boris))).toBe('receipt_already_counted');
  });

  it('with the key of another one is told from it', async () => {
    const [key, picture] = [freshKey(), await plainPhoto(90)];
    const first = await photo(picture, anna, key);
    const again = await photo(picture, anna, key);
    expect(again.json()).toEqual(first.json());
    expect(codeOf(await photo(await plainPhoto(91), anna, key))).toBe('idempotency_key_reused');
    expect(await readdir(join(filesDir, brand.id, 'receipts'))).toHaveLength(1);
  });

  it('is no picture, or more than 5 MB: refused', async () => {
    expect(codeOf(await photo(Buffer.from('<svg/>')))).toBe('file_invalid');
    expect(codeOf(await photo(Buffer.alloc(5_300_000, 1)))).toBe('file_too_large');
  });

  it('is shown to staff of the brand alone', async () => {
    await photo(await plainPhoto());
    const [waiting] = await queue();
    const url = `/api/admin/brands/${brand.slug}/receipts/${waiting?.id}/picture`;
    const shown = await app.inject({ url, headers: owner.headers });
    expect(shown.headers['content-type']).toBe('image/webp');
    expect(shown.headers['x-content-type-options']).toBe('nosniff');
    expect((await app.inject({ url, headers: anna.headers })).statusCode).toBe(401);
    const [file] = await readdir(join(filesDir, brand.id, 'receipts'));
    expect((await app.inject({ url: `/files/${brand.id}/${file}` })).statusCode).toBe(404);
  });
});

describe('the review', () => {
  async function waitingOne(text = receiptText({ fn: '1111000100072197' }), who = anna): Promise<string> {
    return (await send(text, who)).json<MyReceipt>().id;
  }

  it('by two at once is won by one, and the other is told who', async () => {
    const pavel = await makeStaff(deps, {
      name: 'Павел',
      memberships: [{ brandId: brand.id, role: 'support' }],
    });
    for (const other of [{ kind: 'approve' }, { kind: 'refuse', refusal: 'other_shop' }]) {
      const id = await waitingOne();
      const answers = await Promise.all([decide(id, { kind: 'approve' }), decide(id, other, pavel)]);
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
      const lost = answers.find((answer) => answer.statusCode === 409);
      const winner = answers[0]?.statusCode === 200 ? 'Ольга' : 'Павел';
      expect(lost?.json()).toMatchObject({ code: 'receipt_already_decided' });
      expect(lost?.json<{ detail: string }>().detail).toContain(winner);
    }
    const approved = (await queue('approved')).length;
    expect(await available()).toBe(approved * 27);
    expect(await eventsOf('receipt.approved')).toHaveLength(approved);
  });

  it('that says the same again changes nothing', async () => {
    const id = await waitingOne();
    await decide(id, { kind: 'approve' });
    expect((await decide(id, { kind: 'approve' })).statusCode).toBe(200);
    expect(await available()).toBe(27);
  });

  it('refuses with a reason that the person reads', async () => {
    const id = await waitingOne();
    expect((await decide(id, { kind: 'refuse', refusal: 'other' })).statusCode).toBe(400);
    await decide(id, { kind: 'refuse', refusal: 'other', note: 'Касса в ремонте, зайдите к нам.' });
    const mine = await app.inject({ url: `/api/brands/${brand.slug}/me/receipts`, headers: anna.headers });
    expect(mine.json()).toMatchObject({
      items: [{ state: 'refused', explanation: 'Касса в ремонте, зайдите к нам.' }],
      windowDays: 14,
      leftToday: 19,
    });
    expect((await eventsOf('receipt.refused'))[0]?.payload).toMatchObject({ refusal: 'other' });
  });

  it('may approve what was refused by mistake, unless it has been counted since', async () => {
    const again = { kind: 'approve', afterRefusal: true };
    const text = receiptText({ fn: '1111000100072197' });
    const first = await waitingOne(text);
    await decide(first, { kind: 'refuse', refusal: 'unreadable' });
    const second = await waitingOne(text, boris);
    expect((await queue())[0]?.doubt).toBe('refused_before');
    expect(codeOf(await decide(first, again))).toBe('receipt_already_counted');
    await decide(second, { kind: 'refuse', refusal: 'not_genuine' });
    expect((await decide(first, again)).json()).toMatchObject({
      state: 'approved',
      points: 27,
    });
  });

  it('decides many, each for itself', async () => {
    const [first, second] = [await waitingOne(), await waitingOne()];
    await photo(await plainPhoto(77));
    const plain = (await queue()).find((one) => one.doubt === 'no_code')?.id ?? '';
    const answer = await app.inject({
      method: 'PUT',
      url: `/api/admin/brands/${brand.slug}/receipts/decisions`,
      headers: owner.headers,
      payload: { ids: [first, plain, second, deps.random.id()], decision: { kind: 'approve' } },
    });
    expect(answer.json()).toMatchObject({
      decidedCount: 2,
      refused: [{ id: plain, code: 'receipt_sum_missing' }, { code: 'receipt_not_found' }],
    });
    expect(await available()).toBe(54);
  });

  it('sees what the till told of the person at that time', async () => {
    const till = await addApiKey(deps, brand.id);
    await app.inject({
      method: 'POST',
      url: '/v1/purchases',
      headers: { ...till.headers, ...freshKey() },
      payload: { externalId: 'p-2', customerId: anna.id, totalMinor: 54_000 },
    });
    await settle({ matchMinutes: null });
    const id = await waitingOne();
    const answer = await app.inject({
      url: `/api/admin/brands/${brand.slug}/receipts/${id}`,
      headers: owner.headers,
    });
    expect(answer.json()).toMatchObject({
      purchases: [{ totalMinor: 54_000, isSameSum: true }],
      history: { approved: 0, refused: 0 },
    });
  });

  it('is for those who may, and for receipts that are there', async () => {
    const cashier = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'cashier' }] });
    const id = await waitingOne();
    expect(codeOf(await decide(id, { kind: 'approve' }, cashier))).toBe('permission_missing');
    expect(codeOf(await decide(deps.random.id(), { kind: 'approve' }))).toBe('receipt_not_found');
  });
});

describe('personal data', () => {
  it('goes with its owner; what was paid is never paid again', async () => {
    const text = receiptText();
    await photo(await receiptPhoto(text));
    await photo(await plainPhoto(55));
    await app.inject({ method: 'DELETE', url: `/api/brands/${brand.slug}/me`, headers: anna.headers });
    expect(await readdir(join(filesDir, brand.id, 'receipts'))).toEqual([]);
    const rows = await deps.db.prisma.receipt.findMany({ where: { brandId: brand.id } });
    expect(rows).toMatchObject([{ state: 'approved', pictureFile: null }]);
    expect(codeOf(await send(text, boris))).toBe('receipt_already_counted');
  });

  it('follows the person when two records become one', async () => {
    const known = await makeMember(deps, brand.id, { firstName: 'Анна' });
    const text = receiptText();
    await deps.db.prisma.receipt.create({
      data: {
        brandId: brand.id,
        id: deps.random.id(),
        customerId: known,
        state: 'waiting',
        channel: 'photo',
        doubt: 'no_code',
        sentAt: deps.clock.now(),
      },
    });
    const merged = await app.inject({
      method: 'POST',
      url: `/api/admin/brands/${brand.slug}/customers/${anna.id}/merge`,
      headers: { ...owner.headers, ...freshKey() },
      payload: { customerId: known },
    });
    expect(merged.statusCode).toBe(200);
    await send(text);
    const mine = await app.inject({ url: `/api/brands/${brand.slug}/me/receipts`, headers: anna.headers });
    expect(mine.json<{ items: MyReceipt[] }>().items.map(({ state }) => state)).toEqual([
      'approved',
      'waiting',
    ]);
  });

  it('is handed out whole', async () => {
    await send(receiptText({ i: '4242' }));
    const answer = await app.inject({ url: `/api/brands/${brand.slug}/me/export`, headers: anna.headers });
    expect(answer.json()).toMatchObject({ receipts: [{ documentNumber: '4242', totalMinor: 54_000 }] });
  });
});

describe('settings', () => {
  it('say which rules pay, and refuse what cannot be', async () => {
    const url = `/api/admin/brands/${brand.slug}/receipts/settings`;
    const shown = await app.inject({ url, headers: owner.headers });
    expect(shown.json()).toMatchObject({
      checkers: [],
      activeRules: [{ summary: expect.stringContaining('5') }],
    });
    const double = { fiscalDrive: ownDrive, name: '', zone: null };
    const refused = await app.inject({
      method: 'PUT',
      url,
      headers: owner.headers,
      payload: { ...paysAtOnce, registers: [double, double] },
    });
    expect(refused.json()).toMatchObject({ errors: [{ path: 'registers' }] });
  });

  it('of rules allow a percent of receipts, and no goods that a receipt does not name', async () => {
    const refused = await app.inject({
      method: 'POST',
      url: `/api/admin/brands/${brand.slug}/earning-rules`,
      headers: owner.headers,
      payload: receiptRule({ kind: 'percent', basisPoints: 500, lines: { categories: ['Кофе'] } }),
    });
    expect(refused.statusCode).toBe(400);
  });
});

import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTelegramWorld, startBotRole, type TelegramWorld } from '../bots/testing/telegram-world.ts';
import { demoFiscalSign, demoTaxpayer } from './checker.ts';
import { decideByStaff } from './decide.ts';
import { checkReceiptJob, removeReceiptPicturesJob } from './receipts.jobs.ts';
import { loadReceiptPicture } from './pictures.ts';
import { plainPhoto, receiptPhoto } from './testing/pictures.ts';
import { ownDrive, paysAtOnce, receiptText } from './testing/receipts.ts';

/** A busy machine is slow, not wrong. */
const timeoutMs = 40_000;

let world: TelegramWorld;
let role: { stop: () => Promise<void> };

beforeAll(async () => {
  world = await createTelegramWorld(inject('postgresUrl'));
  role = await startBotRole(world.deps);
  await settle({});
});

afterAll(async () => {
  await role?.stop();
  await world?.close();
});

async function settle(change: object): Promise<void> {
  const row = { settings: { ...paysAtOnce, ...change } };
  const brandId = world.brand.id;
  await world.deps.db.prisma.receiptSettings.upsert({
    where: { brandId },
    create: { brandId, ...row },
    update: row,
  });
}

async function newMember() {
  const person = await world.sandbox.control.createPerson({ firstName: 'Анна' });
  const key = { botId: world.botId, personId: person.id };
  const { messageId } = await world.sandbox.control.startBot({ ...key, payload: '' });
  await world.sandbox.control.waitForMessage({ ...key, afterMessageId: messageId, timeoutMs, contains: '' });
  const where = { brandId: world.brand.id, telegramId: person.id };
  await world.deps.db.prisma.customer.updateMany({ where, data: { joinedAt: world.deps.clock.now() } });
  const { id } = await world.deps.db.prisma.customer.findFirstOrThrow({ where });
  return { id, key };
}

async function show(key: { botId: number; personId: number }, photo: Buffer, contains = '') {
  const file = { contentType: 'image/jpeg', dataBase64: photo.toString('base64') };
  const { messageId } = await world.sandbox.control.sendPhoto({ ...key, photo: file, caption: '' });
  return world.sandbox.control.waitForMessage({ ...key, afterMessageId: messageId, timeoutMs, contains });
}

async function owner() {
  const { prisma } = world.deps.db;
  const userId = world.deps.random.id();
  await prisma.staffUser.create({
    data: { id: userId, name: 'Ольга', email: `${userId}@example.com`, language: 'ru' },
  });
  return {
    kind: 'staff',
    userId,
    name: 'Ольга',
    email: '',
    language: 'ru',
    isOperator: false,
    brand: { id: world.brand.id, slug: world.brand.slug, role: 'owner', shopIds: [] },
  } as const;
}

test('a photo with a code is answered with what became of it, and a second time with why not', async () => {
  const { key } = await newMember();
  const photo = await receiptPhoto(receiptText());
  const answer = await show(key, photo);
  expect(answer.text).toContain('Баллов за него нет');
  expect(answer.inlineKeyboard[0]?.[0]).toMatchObject({ text: 'Мои чеки' });
  expect((await show(key, photo)).text).toContain('Этот чек уже учтён');
});

test('the text of a code is a receipt too, other texts are not', async () => {
  const { key } = await newMember();
  const say = async (text: string) => {
    const { messageId } = await world.sandbox.control.sendText({ ...key, text });
    return (
      await world.sandbox.control.waitForMessage({
        ...key,
        afterMessageId: messageId,
        timeoutMs,
        contains: '',
      })
    ).text;
  };
  expect(await say(receiptText({ n: '2' }))).toContain('чек возврата');
  expect(await say(receiptText())).toContain('Баллов за него нет');
  expect(await say('t=1&x=2')).toContain('Я понимаю только команды');
});

test('a plain photo waits, and the person is told what staff decided and why', async () => {
  const { key } = await newMember();
  expect((await show(key, await plainPhoto(31))).text).toContain('посмотрит сотрудник');
  const where = { brandId: world.brand.id, state: 'waiting' };
  const row = await world.deps.db.prisma.receipt.findFirstOrThrow({ where });
  const { messageId } = await world.sandbox.control.sendText({ ...key, text: 'ну как?' });
  await decideByStaff(world.deps, await owner(), row.id, { kind: 'refuse', refusal: 'unreadable' });
  const told = await world.sandbox.control.waitForMessage({
    ...key,
    afterMessageId: messageId,
    timeoutMs,
    contains: 'не принят',
  });
  expect(told.text).toContain('Снимите его целиком');
});

test('while receipts are off, or before joining, a photo is no receipt', async () => {
  const { key, id } = await newMember();
  await settle({ isEnabled: false });
  expect((await show(key, await plainPhoto(32))).text).toContain('Я понимаю только команды');
  await settle({});
  await world.deps.db.prisma.customer.updateMany({ where: { id }, data: { joinedAt: null } });
  expect((await show(key, await plainPhoto(33))).text).toContain('Сначала вступите');
  expect(await world.deps.db.prisma.receipt.count({ where: { customerId: id } })).toBe(0);
});

test('a checking service decides; what it cannot tell waits for staff', async () => {
  await settle({ paysKnownAtOnce: false, checker: 'demo', taxpayers: [demoTaxpayer] });
  const genuine = (fn: string, i: string) => {
    const fp = demoFiscalSign({ fiscalDrive: fn, documentNumber: i, totalMinor: 54_000 });
    return receiptText({ fn, i, fp });
  };
  const { key, id } = await newMember();
  const texts = [genuine(ownDrive, '901'), genuine('1111000100072197', '902'), receiptText()];
  for (const text of texts) {
    const { messageId } = await world.sandbox.control.sendText({ ...key, text });
    await world.sandbox.control.waitForMessage({
      ...key,
      afterMessageId: messageId,
      timeoutMs,
      contains: 'Проверяем',
    });
  }
  const { prisma } = world.deps.db;
  const rows = await prisma.receipt.findMany({ where: { customerId: id }, orderBy: { id: 'asc' } });
  expect(rows.map(({ state }) => state)).toEqual(['checking', 'checking', 'checking']);
  const brandId = world.brand.id;
  for (const row of rows) {
    await checkReceiptJob.run(world.deps, { brandId, receiptId: row.id });
    await checkReceiptJob.run(world.deps, { brandId, receiptId: row.id });
  }
  const decided = await prisma.receipt.findMany({ where: { customerId: id }, orderBy: { id: 'asc' } });
  expect(decided).toMatchObject([
    { state: 'approved', decidedBy: null },
    { state: 'approved' },
    { state: 'refused', refusal: 'not_genuine' },
  ]);

  await settle({ paysKnownAtOnce: false, checker: 'demo' });
  const { messageId } = await world.sandbox.control.sendText({
    ...key,
    text: genuine('2222000100072197', '903'),
  });
  await world.sandbox.control.waitForMessage({
    ...key,
    afterMessageId: messageId,
    timeoutMs,
    contains: 'Проверяем',
  });
  const last = await prisma.receipt.findFirstOrThrow({ where: { customerId: id, state: 'checking' } });
  await settle({ checker: null });
  await checkReceiptJob.run(world.deps, { brandId, receiptId: last.id });
  expect(await prisma.receipt.findFirst({ where: { id: last.id } })).toMatchObject({
    state: 'waiting',
    doubt: 'checker_unsure',
  });
  await settle({});
});

test('pictures go after their days, and those of receipts that wait stay', async () => {
  const { key, id } = await newMember();
  await show(key, await receiptPhoto(receiptText()));
  await show(key, await plainPhoto(34));
  const { prisma } = world.deps.db;
  const brandId = world.brand.id;
  const files = async () =>
    (await prisma.receipt.findMany({ where: { customerId: id }, orderBy: { id: 'asc' } })).map(
      ({ pictureFile }) => pictureFile,
    );
  const [paid, waiting] = await files();
  const evening = world.deps.clock.now();
  world.deps.clock.advance(29 * 86_400_000);
  await removeReceiptPicturesJob.run(world.deps, { brandId });
  expect(await files()).toEqual([paid, waiting]);
  world.deps.clock.advance(2 * 86_400_000);
  await removeReceiptPicturesJob.run(world.deps, { brandId });
  expect(await files()).toEqual([null, waiting]);
  expect(await loadReceiptPicture(world.deps, brandId, paid ?? '')).toBeNull();
  expect(await loadReceiptPicture(world.deps, brandId, waiting ?? '')).not.toBeNull();
  world.deps.clock.set(evening);
});

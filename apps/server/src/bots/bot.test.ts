import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTelegramWorld, startBotRole, type TelegramWorld } from './testing/telegram-world.ts';

let world: TelegramWorld;
let role: { stop: () => Promise<void> };

beforeAll(async () => {
  world = await createTelegramWorld(inject('postgresUrl'));
  role = await startBotRole(world.deps);
});

afterAll(async () => {
  await role?.stop();
  await world?.close();
});

/** Sends the text and answers what the bot says to it. */
async function say(personId: number, text: string, contains = '') {
  const key = { botId: world.botId, personId };
  const { messageId } = await world.sandbox.control.sendText({ ...key, text });
  return world.sandbox.control.waitForMessage({ ...key, afterMessageId: messageId, contains });
}

async function newPerson(fields: { languageCode?: string; firstName?: string; phone?: string } = {}) {
  const person = await world.sandbox.control.createPerson({ firstName: 'Анна', ...fields });
  return { ...person, key: { botId: world.botId, personId: person.id } };
}

async function recordOf(telegramId: number) {
  return world.deps.db.prisma.customer.findFirstOrThrow({
    where: { brandId: world.brand.id, telegramId },
  });
}

async function makeMemberOf(telegramId: number) {
  const { id } = await recordOf(telegramId);
  const { prisma } = world.deps.db;
  const where = { brandId_id: { brandId: world.brand.id, id } };
  await prisma.customer.update({ where, data: { joinedAt: world.deps.clock.now() } });
  await prisma.wallet.update({
    where: { brandId_customerId: { brandId: world.brand.id, customerId: id } },
    data: { available: 245 },
  });
  return id;
}

test('the menu button speaks the language of the chat where it is not the brand’s first one', async () => {
  const english = await newPerson({ languageCode: 'en' });
  await world.sandbox.control.startBot(english.key);
  await expect
    .poll(async () => (await world.sandbox.control.readChat(english.key)).chat.menuButton, {
      timeout: 10_000,
    })
    .toMatchObject({ kind: 'webApp', text: 'Card' });
});

test('a stranger is greeted, told how to earn and shown the way in; the link is remembered once', async () => {
  const { id, key } = await newPerson();
  const started = await world.sandbox.control.startBot({ ...key, payload: 'poster_7' });
  const greeting = await world.sandbox.control.waitForMessage({
    ...key,
    afterMessageId: started.messageId,
    contains: 'Анна',
  });
  expect(greeting.text).toContain('Зерно');
  expect(greeting.inlineKeyboard[0]?.[0]).toEqual({
    kind: 'webApp',
    text: 'Вступить',
    url: `http://localhost:3000/app/${world.brand.slug}/`,
  });
  const again = await world.sandbox.control.startBot({ ...key, payload: 'other' });
  await world.sandbox.control.waitForMessage({ ...key, afterMessageId: again.messageId });
  expect(await recordOf(id)).toMatchObject({ source: 'poster_7', reachability: 'reachable', language: 'ru' });
});

test('the bot speaks English to whose Telegram is English', async () => {
  const { key } = await newPerson({ languageCode: 'en', firstName: 'Kate' });
  const started = await world.sandbox.control.startBot(key);
  const greeting = await world.sandbox.control.waitForMessage({ ...key, afterMessageId: started.messageId });
  expect(greeting.text).toContain('Hello, Kate!');
});

test('a name with markup is only text', async () => {
  const { key } = await newPerson({ firstName: '<b>Боб & Ко' });
  const started = await world.sandbox.control.startBot(key);
  const greeting = await world.sandbox.control.waitForMessage({ ...key, afterMessageId: started.messageId });
  expect(greeting.text).toContain('<b>Боб & Ко');
});

test('/card sends a QR picture with code and balance to a member, and the way in to a stranger', async () => {
  const { id, key } = await newPerson();
  await world.sandbox.control.startBot(key);
  expect((await say(id, '/card', 'вступите')).text).toContain('Сначала вступите');
  await makeMemberOf(id);
  const card = await say(id, '/card', 'код');
  expect(card.kind).toBe('photo');
  expect(card.text).toMatch(/\d{3} \d{3}/);
  expect(card.text).toContain('245\u00a0зёрен');
  const row = await world.deps.db.prisma.card.findFirstOrThrow({ where: { brandId: world.brand.id } });
  expect(card.text.replaceAll(' ', '')).toContain(row.code);
});

test('/stop and /resume change the marketing consent and log where it came from', async () => {
  const { id, key } = await newPerson();
  await world.sandbox.control.startBot(key);
  await say(id, '/help', '/card');
  const customerId = await makeMemberOf(id);
  await say(id, '/resume', 'включены');
  expect((await recordOf(id)).marketingConsent).toBe(true);
  await say(id, '/stop', 'отключены');
  expect((await recordOf(id)).marketingConsent).toBe(false);
  const consents = await world.deps.db.prisma.consent.findMany({
    where: { brandId: world.brand.id, customerId },
    orderBy: { id: 'asc' },
  });
  expect(consents.map(({ granted, source }) => ({ granted, source }))).toEqual([
    { granted: true, source: 'bot' },
    { granted: false, source: 'bot' },
  ]);
});

test('/privacy and /terms answer with the text in force', async () => {
  const { id } = await newPerson();
  const privacy = await say(id, '/privacy');
  expect(privacy.text.length).toBeGreaterThan(50);
  expect(privacy.inlineKeyboard[0]?.[0]).toMatchObject({ kind: 'webApp' });
  expect((await say(id, '/terms')).text.length).toBeGreaterThan(50);
});

test('an own contact confirms the phone', async () => {
  const { id, key } = await newPerson({ phone: '+79161234567' });
  await world.sandbox.control.startBot(key);
  await say(id, '/help');
  await makeMemberOf(id);
  const { message } = await world.sandbox.control.shareContact(key);
  await world.sandbox.control.waitForMessage({
    ...key,
    afterMessageId: message.messageId,
    contains: 'подтверждён',
  });
  expect(await recordOf(id)).toMatchObject({ phoneTail: '4567' });

  const { id: otherId, key: otherKey } = await newPerson({ phone: '+79161234567' });
  await world.sandbox.control.startBot(otherKey);
  await say(otherId, '/help');
  await makeMemberOf(otherId);
  const { message: shared } = await world.sandbox.control.shareContact(otherKey);
  await world.sandbox.control.waitForMessage({
    ...otherKey,
    afterMessageId: shared.messageId,
    contains: 'другого аккаунта',
  });
  expect(await recordOf(otherId)).toMatchObject({ phoneTail: null });
});

test('whatever it does not understand gets a hint', async () => {
  const { id } = await newPerson();
  expect((await say(id, 'сколько у меня баллов?', '/help')).text).toContain('/help');
});

test('messages of one person are answered in the order in which they came', async () => {
  const { id, key } = await newPerson();
  await world.sandbox.control.startBot(key);
  for (const text of ['/help', '/terms', '/stop', '/help']) {
    await world.sandbox.control.sendText({ ...key, text });
  }
  await expect
    .poll(
      async () => {
        const { messages } = await world.sandbox.control.readChat(key);
        return messages.filter((message) => message.sender === 'bot').length;
      },
      { timeout: 10_000 },
    )
    .toBe(5);
  const { messages } = await world.sandbox.control.readChat(key);
  const answers = messages.filter((message) => message.sender === 'bot').map((message) => message.text);
  expect(answers[1]).toContain('/card');
  expect(answers[3]).toContain('отключены');
  expect(answers[4]).toContain('/card');
  expect(await recordOf(id)).toBeTruthy();
});

test('handled updates keep their id and lose their contents', async () => {
  await expect.poll(() => world.deps.db.prisma.telegramUpdate.count({ where: { handledAt: null } })).toBe(0);
  const [row] = await world.deps.db.prisma.telegramUpdate.findMany({ take: 1 });
  expect(row?.payload).toEqual({});
});

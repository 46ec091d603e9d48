import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { buildApp } from '../app.ts';
import { makeBrand, makeStaff, type TestStaff } from '../testing.ts';
import {
  createTelegramWorld,
  startBotRole,
  type TelegramWorld,
  testToken,
} from './testing/telegram-world.ts';

let world: TelegramWorld;
let app: FastifyInstance;
let owner: TestStaff;
let other: { id: string; slug: string };
const otherToken = '888000222:AAotherTokenOfTheTeaBot0123456789abc';

beforeAll(async () => {
  world = await createTelegramWorld(inject('postgresUrl'), 'webhook');
  app = await buildApp(world.deps);
  other = await makeBrand(world.deps);
  owner = await makeStaff(world.deps, {
    memberships: [
      { brandId: world.brand.id, role: 'owner' },
      { brandId: other.id, role: 'owner' },
    ],
  });
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

function ask(method: 'GET' | 'PUT' | 'POST' | 'DELETE', slug: string, path = '', payload?: object) {
  return app.inject({
    method,
    url: `/api/admin/brands/${slug}/bot${path}`,
    headers: { ...owner.headers, 'accept-language': 'ru' },
    ...(payload ? { payload } : {}),
  });
}

async function sandboxBot(id: number) {
  const { bots } = await world.sandbox.control.listBots({});
  return bots.find((bot) => bot.id === id);
}

test('a connected bot has its webhook, menu button, commands and descriptions set', async () => {
  const answer = await ask('GET', world.brand.slug);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    connected: true,
    username: 'zerno_bot',
    updates: 'webhook',
    checks: ['token', 'updates', 'menu_button', 'commands', 'descriptions', 'sending'].map((name) => ({
      name,
      ok: true,
      problem: null,
    })),
  });
  expect(await sandboxBot(world.botId)).toMatchObject({
    webhookUrl: `http://localhost:3000/telegram/${world.brand.id}`,
    menuButton: { kind: 'webApp', url: `http://localhost:3000/app/${world.brand.slug}/` },
    description: expect.stringContaining('Зерно'),
  });
  expect((await sandboxBot(world.botId))?.commands.map((one) => one.command)).toContain('privacy');
});

test('the token is kept encrypted and never answered', async () => {
  const row = await world.deps.db.prisma.brandBot.findUniqueOrThrow({ where: { brandId: world.brand.id } });
  expect(row.tokenEncrypted).not.toContain(testToken.slice(10));
  expect((await ask('GET', world.brand.slug)).body).not.toContain(testToken.slice(10));
});

test('a token that Telegram does not know is refused in words', async () => {
  const answer = await ask('PUT', other.slug, '', { token: '999:AAnobodyKnowsThisToken0123456789abcdef' });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({
    code: 'bot_token_invalid',
    title: 'Telegram не знает такого токена',
  });
});

test('a bot serves one brand only', async () => {
  const answer = await ask('PUT', other.slug, '', { token: testToken });
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({ code: 'bot_taken' });
});

test('connecting and disconnecting is written down; the picture is taken over', async () => {
  const picture = await sharp({ create: { width: 640, height: 640, channels: 3, background: '#1f7a4d' } })
    .png()
    .toBuffer();
  await world.sandbox.control.registerBot({
    token: otherToken,
    name: 'Чай',
    username: 'tea_bot',
    photo: { dataBase64: picture.toString('base64') },
  });
  const connected = await ask('PUT', other.slug, '', { token: otherToken });
  expect(connected.statusCode).toBe(200);
  expect(connected.json()).toMatchObject({ connected: true, id: 888000222, name: 'Чай' });
  const [, , , file] = String(connected.json().photoUrl).split('/');
  const { size } = await stat(join(world.deps.config.filesDir, other.id, String(file)));
  expect(size).toBeGreaterThan(50);
  const gone = await ask('DELETE', other.slug);
  expect(gone.statusCode).toBe(204);
  expect((await ask('GET', other.slug)).json()).toMatchObject({ connected: false });
  expect((await ask('DELETE', other.slug)).json()).toMatchObject({ code: 'bot_missing' });
  expect((await sandboxBot(888000222))?.webhookUrl).toBeNull();
  const entries = await world.deps.db.prisma.auditEntry.findMany({
    where: { brandId: other.id },
    orderBy: { id: 'asc' },
  });
  expect(entries.map((entry) => entry.action)).toEqual(['bot.connected', 'bot.disconnected']);
  expect(JSON.stringify(entries)).not.toContain(otherToken.slice(10));
});

test('what could not be set is explained with what to do', async () => {
  await world.sandbox.control.addFault({
    method: 'setChatMenuButton',
    times: 1,
    effect: { kind: 'error', errorCode: 400, description: 'Bad Request: Only HTTPS links are allowed' },
  });
  const answer = await ask('POST', world.brand.slug, '/check');
  expect(answer.json().checks).toContainEqual({
    name: 'menu_button',
    ok: false,
    problem: 'Кнопка меню открывает только адреса https://. Задайте PUBLIC_URL с https://.',
  });
  expect((await ask('POST', world.brand.slug, '/check')).json().checks).toContainEqual({
    name: 'menu_button',
    ok: true,
    problem: null,
  });
});

test('Telegram out of reach is said as such and changes nothing', async () => {
  await world.sandbox.control.addFault({
    method: 'getMe',
    times: 1,
    effect: { kind: 'hangUp', afterWork: false },
  });
  const answer = await ask('PUT', world.brand.slug, '', { token: testToken });
  expect(answer.statusCode).toBe(502);
  expect(answer.json()).toMatchObject({ code: 'telegram_unreachable' });
  expect((await ask('GET', world.brand.slug)).json()).toMatchObject({ connected: true });
});

test('a cashier may not touch the bot', async () => {
  const cashier = await makeStaff(world.deps, {
    memberships: [{ brandId: world.brand.id, role: 'cashier' }],
  });
  const answer = await app.inject({
    method: 'DELETE',
    url: `/api/admin/brands/${world.brand.slug}/bot`,
    headers: cashier.headers,
  });
  expect(answer.statusCode).toBe(403);
});

async function webhook(secret: string | null, update: object, brandId = world.brand.id) {
  return app.inject({
    method: 'POST',
    url: `/telegram/${brandId}`,
    headers: secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret },
    payload: update,
  });
}

test('an update without the right secret is refused and not kept', async () => {
  const update = { update_id: 1, message: { text: 'hi' } };
  expect((await webhook(null, update)).statusCode).toBe(404);
  expect((await webhook('wrong', update)).statusCode).toBe(404);
  expect((await webhook('wrong', update, world.deps.random.id())).statusCode).toBe(404);
  expect((await webhook('wrong', update, 'not-an-id')).statusCode).toBe(404);
  expect(await world.deps.db.prisma.telegramUpdate.count({ where: { updateId: 1 } })).toBe(0);
});

test('an update that Telegram repeats is handled once', async () => {
  const person = await world.sandbox.control.createPerson({ firstName: 'Пётр' });
  const key = { botId: world.botId, personId: person.id };
  // Only the chat is needed; the updates come by hand.
  await world.sandbox.control.startBot(key);
  const bot = await world.deps.db.prisma.brandBot.findUniqueOrThrow({ where: { brandId: world.brand.id } });
  const from = { id: person.id, is_bot: false, first_name: 'Пётр', language_code: 'ru' };
  const update = {
    update_id: 700_001,
    message: {
      message_id: 5,
      date: 1_773_300_000,
      from,
      chat: { id: person.id, type: 'private', first_name: 'Пётр' },
      text: '/help',
      entities: [{ type: 'bot_command', offset: 0, length: 5 }],
    },
  };
  for (let time = 0; time < 3; time++) {
    const answer = await webhook(bot.webhookSecret, update);
    expect(answer.statusCode).toBe(200);
  }
  const role = await startBotRole(world.deps, { dispatcher: false });
  try {
    await world.sandbox.control.waitForMessage({ ...key, contains: '/card' });
    await webhook(bot.webhookSecret, update);
    await expect
      .poll(() => world.deps.db.prisma.telegramUpdate.count({ where: { handledAt: null } }))
      .toBe(0);
  } finally {
    await role.stop();
  }
  const { messages } = await world.sandbox.control.readChat(key);
  expect(messages.filter((message) => message.sender === 'bot')).toHaveLength(1);
});

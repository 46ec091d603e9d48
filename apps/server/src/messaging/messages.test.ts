import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createTelegramWorld, startBotRole, type TelegramWorld } from '../bots/testing/telegram-world.ts';
import { emit } from '../platform/events.ts';
import { html } from '../platform/html.ts';
import { makeMember } from '../testing.ts';
import { type Outgoing, send } from './send.ts';

let world: TelegramWorld;

beforeAll(async () => {
  world = await createTelegramWorld(inject('postgresUrl'));
});

afterAll(async () => {
  await world?.close();
});

beforeEach(async () => {
  await world.sandbox.control.clearFaults({});
});

/** A member who has started the bot, as Telegram and we know them. */
async function newMember(fields: { languageCode?: string } = {}) {
  const person = await world.sandbox.control.createPerson({ firstName: 'Анна', ...fields });
  const key = { botId: world.botId, personId: person.id };
  // Not /start: the bot's greeting would take the faults that are meant for messages.
  await world.sandbox.control.allowWriteAccess(key);
  const customerId = await makeMember(world.deps, world.brand.id, { telegramId: person.id });
  const language = fields.languageCode === 'en' ? 'en' : 'ru';
  await updateCustomer(customerId, { reachability: 'reachable', language });
  return { key, customerId };
}

async function updateCustomer(id: string, data: object) {
  await world.deps.db.prisma.customer.update({
    where: { brandId_id: { brandId: world.brand.id, id } },
    data,
  });
}

async function emitEvent(type: string, customerId: string, payload: Record<string, unknown>) {
  return world.deps.db.prisma.$transaction((tx) =>
    emit(tx, world.deps.random, {
      brandId: world.brand.id,
      type,
      customerId,
      payload,
      occurredAt: world.deps.clock.now(),
    }),
  );
}

let causes = 0;

async function queue(customerId: string, fields: Partial<Outgoing> = {}) {
  causes += 1;
  const dedupeKey = fields.dedupeKey ?? `test:${causes}`;
  await world.deps.db.prisma.$transaction((tx) =>
    send(tx, world.deps.random, {
      brandId: world.brand.id,
      now: world.deps.clock.now(),
      messages: [
        {
          customerId,
          class: 'transactional',
          kind: 'test',
          text: html`Проверка ${causes}`,
          buttons: [],
          priority: 'transactional',
          ...fields,
          dedupeKey,
        },
      ],
    }),
  );
  return { dedupeKey, fate: () => fateOf(dedupeKey) };
}

async function fateOf(dedupeKey: string) {
  const { state, skipReason, attempts } = await world.deps.db.prisma.delivery.findUniqueOrThrow({
    where: { brandId_dedupeKey: { brandId: world.brand.id, dedupeKey } },
  });
  return { state, skipReason, attempts };
}

async function botTexts(key: { botId: number; personId: number }) {
  const { messages } = await world.sandbox.control.readChat(key);
  return messages.filter((message) => message.sender === 'bot').map((message) => message.text);
}

/** A role needs a moment to start and to become the bot's leader. */
function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 12_000 });
}

async function withRole(work: () => Promise<void>) {
  const role = await startBotRole(world.deps);
  try {
    await work();
  } finally {
    await role.stop();
  }
}

test('a purchase is told in the chat at once, with a button to the history', async () => {
  const { key, customerId } = await newMember();
  await withRole(async () => {
    await queue(customerId, { dedupeKey: 'warm-up' });
    await soon(() => fateOf('warm-up')).toMatchObject({ state: 'sent' });
    const startedAt = performance.now();
    await emitEvent('purchase.posted', customerId, {
      totalMinor: 90_000,
      paidMinor: 90_000,
      redeemedPoints: 0,
      earnedPoints: 45,
      availableAfter: 245,
      pendingAfter: 0,
    });
    const message = await world.sandbox.control.waitForMessage({ ...key, contains: 'Начислили' });
    // Half a second on an idle machine; a busy one gets more.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(message.text.replaceAll(/\s/g, ' ')).toBe(
      'Начислили 45 зёрен за покупку на 900 ₽. Теперь у вас 245 зёрен.',
    );
    expect(message.inlineKeyboard).toEqual([
      [
        {
          kind: 'webApp',
          text: 'История',
          url: `http://localhost:3000/app/${world.brand.slug}/history`,
        },
      ],
    ]);
  });
});

test('spending, refunds and gifts are told in English to whoever reads English', async () => {
  const { key, customerId } = await newMember({ languageCode: 'en' });
  await withRole(async () => {
    await emitEvent('purchase.posted', customerId, {
      totalMinor: 90_000,
      paidMinor: 80_000,
      redeemedPoints: 100,
      earnedPoints: 1,
      availableAfter: 21,
    });
    const spent = await world.sandbox.control.waitForMessage({ ...key, contains: 'spent' });
    expect(spent.text.replaceAll(/\s/g, ' ')).toBe(
      'You spent 100 beans and earned 1 bean on a purchase of ₽900. You now have 21 beans.',
    );
    await emitEvent('purchase.refunded', customerId, {
      moneyMinor: 80_000,
      reversedPoints: 1,
      returnedPoints: 100,
      availableAfter: 120,
    });
    await world.sandbox.control.waitForMessage({ ...key, contains: 'gave back 100' });
    await emitEvent('points.adjusted', customerId, {
      points: 5,
      reason: 'a <b>cold</b> coffee',
      availableAfter: 125,
    });
    await world.sandbox.control.waitForMessage({ ...key, contains: 'a <b>cold</b> coffee' });
    await emitEvent('member.joined', customerId, { welcomePoints: 50 });
    await world.sandbox.control.waitForMessage({ ...key, contains: '50\u202f'.trim() });
  });
});

test('the same cause never writes twice', async () => {
  const { key, customerId } = await newMember();
  await queue(customerId, { dedupeKey: 'one-cause', text: html`Однажды` });
  await queue(customerId, { dedupeKey: 'one-cause', text: html`Однажды` });
  await withRole(async () => {
    await soon(() => fateOf('one-cause')).toMatchObject({ state: 'sent' });
    const last = await queue(customerId);
    await soon(last.fate).toMatchObject({ state: 'sent' });
  });
  expect((await botTexts(key)).filter((text) => text === 'Однажды')).toHaveLength(1);
});

test('who blocks the bot is marked and left alone; who comes back hears again', async () => {
  const { key, customerId } = await newMember();
  await world.sandbox.control.blockBot(key);
  const reachability = async () =>
    (
      await world.deps.db.prisma.customer.findUniqueOrThrow({
        where: { brandId_id: { brandId: world.brand.id, id: customerId } },
      })
    ).reachability;
  // The update about the block is only handled once the role runs, so the 403 is what tells first.
  const refused = await queue(customerId);
  await withRole(async () => {
    await soon(refused.fate).toMatchObject({ state: 'skipped', skipReason: 'blocked' });
    await soon(reachability).toBe('blocked');
    await world.sandbox.control.unblockBot(key);
    // Telegram's own word of the block may still be on its way after the 403; the return is the last one.
    await soon(async () => {
      const next = await queue(customerId);
      await soon(async () => (await next.fate()).state).toMatch(/sent|skipped/);
      return (await next.fate()).state;
    }).toBe('sent');
    expect(await reachability()).toBe('reachable');
  });
});

test('a person who never opened the bot is skipped and known as such', async () => {
  const person = await world.sandbox.control.createPerson({});
  const customerId = await makeMember(world.deps, world.brand.id, { telegramId: person.id });
  const tried = await queue(customerId);
  await withRole(async () => {
    await soon(tried.fate).toMatchObject({ state: 'skipped', skipReason: 'never_started' });
  });
});

test('a 429 holds all sends back for as long as Telegram says, then each goes out once', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => newMember()));
  await world.sandbox.control.addFault({
    method: 'sendMessage',
    times: 1,
    effect: {
      kind: 'error',
      errorCode: 429,
      description: 'Too Many Requests: retry after 2',
      retryAfterSeconds: 2,
    },
  });
  const sent: Awaited<ReturnType<typeof queue>>[] = [];
  for (const { customerId } of people) sent.push(await queue(customerId, { text: html`После паузы` }));
  const before = (await sendCalls()).length;
  await withRole(async () => {
    for (const { fate } of sent) {
      await soon(fate).toMatchObject({ state: 'sent', attempts: 1 });
    }
  });
  const calls = (await sendCalls()).slice(before);
  const refusedAt = calls.find((call) => call.errorCode === 429)?.at ?? 0;
  const later = calls.filter((call) => call.at > refusedAt + 300);
  expect(Math.min(...later.map((call) => call.at)) - refusedAt).toBeGreaterThan(1_900);
  for (const { key } of people) {
    expect((await botTexts(key)).filter((text) => text === 'После паузы')).toHaveLength(1);
  }
});

async function sendCalls() {
  const { calls } = await world.sandbox.control.listCalls({ botId: world.botId, method: 'sendMessage' });
  // The sandbox counts in seconds or milliseconds; tests read milliseconds.
  return calls.map((call) => ({ ...call, at: call.at < 1e11 ? call.at * 1_000 : call.at }));
}

test('marketing goes only to who agreed, asked at the moment of sending', async () => {
  const { customerId } = await newMember();
  const offer = await queue(customerId, { class: 'marketing', topic: 'offers', priority: 'broadcast' });
  await withRole(async () => {
    await soon(offer.fate).toMatchObject({ state: 'skipped', skipReason: 'no_consent' });
    await updateCustomer(customerId, { marketingConsent: true, topics: ['news'] });
    const other = await queue(customerId, { class: 'marketing', topic: 'offers', priority: 'broadcast' });
    await soon(other.fate).toMatchObject({ state: 'skipped', skipReason: 'no_consent' });
    await updateCustomer(customerId, { topics: ['offers'] });
    const wanted = await queue(customerId, { class: 'marketing', topic: 'offers', priority: 'broadcast' });
    await soon(wanted.fate).toMatchObject({ state: 'sent' });
  });
});

test('an answer that never came: a receipt is repeated, marketing is not', async () => {
  const { key, customerId } = await newMember();
  await updateCustomer(customerId, { marketingConsent: true });
  const cut = { kind: 'hangUp', afterWork: true } as const;
  await world.sandbox.control.addFault({ method: 'sendMessage', times: 1, effect: cut });
  const offer = await queue(customerId, { class: 'marketing', text: html`Акция`, priority: 'broadcast' });
  await withRole(async () => {
    await soon(offer.fate).toMatchObject({ state: 'unknown' });
    await world.sandbox.control.addFault({
      method: 'sendMessage',
      times: 1,
      effect: { kind: 'hangUp', afterWork: false },
    });
    const receipt = await queue(customerId, { text: html`Чек` });
    await soon(receipt.fate).toMatchObject({ state: 'queued', attempts: 1 });
    world.deps.clock.advance(5_000);
    await soon(receipt.fate).toMatchObject({ state: 'sent', attempts: 2 });
  });
  const texts = await botTexts(key);
  expect(texts.filter((text) => text === 'Акция')).toHaveLength(1);
  expect(texts.filter((text) => text === 'Чек')).toHaveLength(1);
});

test('markup that Telegram cannot read goes out as plain words', async () => {
  const { key, customerId } = await newMember();
  const broken = await queue(customerId, { text: { source: 'Скидка <b>10% &amp; больше' } });
  await withRole(async () => {
    await soon(broken.fate).toMatchObject({ state: 'sent' });
  });
  expect(await botTexts(key)).toContain('Скидка 10% & больше');
});

test('what a crash left between sending and sent: marketing stays unknown, a receipt is repeated once', async () => {
  const { key, customerId } = await newMember();
  await updateCustomer(customerId, { marketingConsent: true });
  const offer = await queue(customerId, { class: 'marketing', priority: 'broadcast' });
  const receipt = await queue(customerId, { text: html`Чек после сбоя` });
  const repeated = await queue(customerId);
  const { prisma } = world.deps.db;
  const crashed = (dedupeKey: string, attempts: number) =>
    prisma.delivery.update({
      where: { brandId_dedupeKey: { brandId: world.brand.id, dedupeKey } },
      data: { state: 'sending', attempts },
    });
  await crashed(offer.dedupeKey, 1);
  await crashed(receipt.dedupeKey, 1);
  await crashed(repeated.dedupeKey, 2);
  await withRole(async () => {
    await soon(receipt.fate).toMatchObject({ state: 'sent', attempts: 2 });
  });
  expect(await offer.fate()).toMatchObject({ state: 'unknown' });
  expect(await repeated.fate()).toMatchObject({ state: 'unknown' });
  expect((await botTexts(key)).filter((text) => text === 'Чек после сбоя')).toHaveLength(1);
});

test('two processes with the bot role send each message once, at one pace', async () => {
  const { key, customerId } = await newMember();
  const roles = await Promise.all([startBotRole(world.deps), startBotRole(world.deps)]);
  try {
    const before = (await sendCalls()).length;
    const startsAt = new Date(world.deps.clock.now().getTime() + 60_000);
    const sent: Awaited<ReturnType<typeof queue>>[] = [];
    for (let index = 0; index < 70; index++) {
      sent.push(await queue(customerId, { text: html`Номер ${index}.`, notBefore: startsAt }));
    }
    world.deps.clock.advance(60_000);
    for (const { fate } of sent) {
      await soon(fate).toMatchObject({ state: 'sent' });
    }
    const times = (await sendCalls()).slice(before).map((call) => call.at);
    expect(times).toHaveLength(70);
    // When a call arrives depends on the machine as well, so half a second stands for the whole one: two senders
    // that knew nothing of each other would fit sixty into it.
    const busiest = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < from + 500).length),
    );
    expect(busiest).toBeLessThanOrEqual(30);
  } finally {
    await Promise.all(roles.map((role) => role.stop()));
  }
  const texts = await botTexts(key);
  for (let index = 0; index < 70; index++) {
    expect(texts.filter((text) => text === `Номер ${index}.`)).toHaveLength(1);
  }
});

test('a revoked token stops the bot and says so, and keeps what was to be sent', async () => {
  const { customerId } = await newMember();
  await world.sandbox.control.revokeBot({ botId: world.botId });
  const kept = await queue(customerId);
  await withRole(async () => {
    await soon(async () => {
      const bot = await world.deps.db.prisma.brandBot.findFirst({ where: { brandId: world.brand.id } });
      return bot?.tokenRevokedAt ?? null;
    }).not.toBeNull();
  });
  expect(await kept.fate()).toMatchObject({ state: 'queued' });
});

/** Webhooks through the admin's routes, a real queue and a receiver that behaves in every way. */
import {
  type EndpointName,
  endpoints,
  type WebhookDelivery,
  type WebhookDeliveryDetails,
  type WebhookEndpoint,
  type WebhookEventType,
} from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { eraseCustomer } from '../customers/erase.ts';
import { systemActor } from '../audit/audit.ts';
import { dispatch } from '../platform/dispatcher.ts';
import { emit } from '../platform/events.ts';
import { createLeader } from '../platform/leader.ts';
import { prepareQueue, startQueue } from '../platform/queue.ts';
import { cleanUpJob } from '../system/clean-up.ts';
import {
  createTestDeps,
  makeBrand,
  makeMember,
  makeStaff,
  type TestDeps,
  type TestStaff,
} from '../testing.ts';
import { waitingLimit, webhookQueue } from './queue-events.ts';
import { type Receiver, startReceiver } from './testing/receiver.ts';
import { deliverWebhooksJob, wakeWebhooksJob } from './webhooks.jobs.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let receiver: Receiver;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl'), {
    telegram: { apiRoot: 'http://127.0.0.1:9', updates: 'webhook', sandboxUrl: 'http://localhost:9' },
  }));
  await prepareQueue(deps);
  app = await buildApp(deps);
});
afterAll(async () => {
  await app?.close();
  await close?.();
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

interface Shop {
  brandId: string;
  slug: string;
  owner: TestStaff;
  url: string;
}

async function openShop(): Promise<Shop> {
  const brand = await makeBrand(deps);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  return { brandId: brand.id, slug: brand.slug, owner, url: `/api/admin/brands/${brand.slug}/webhooks` };
}

type RouteName = Extract<EndpointName, `${string}Webhook${string}`>;

/** Calls a route of the shop's owner; `ids` fill the address after the brand. */
function ask(
  shop: Shop,
  route: RouteName,
  ids: readonly (string | undefined)[] = [],
  payload?: object,
  query = '',
) {
  const [method, path] = endpoints[route];
  const values = [shop.slug, ...ids];
  const url = path.replace(/:\w+/g, () => values.shift() ?? '') + query;
  return app.inject({ method, url, headers: shop.owner.headers, ...(payload ? { payload } : {}) });
}

type Made = WebhookEndpoint & { secret: string };

async function makeEndpoint(
  shop: Shop,
  options: { url?: string; events?: WebhookEventType[] } = {},
): Promise<Made> {
  const { url = receiver.url, events = ['points.expired', 'points.adjusted', 'customer.erased'] } = options;
  const made = await ask(shop, 'createWebhookEndpoint', [], { url, events });
  expect(made.statusCode).toBe(201);
  return made.json();
}

/** Points that expire are the smallest event with a body of its own. */
async function happen(shop: Shop, count = 1): Promise<string[]> {
  const ids: string[] = [];
  const customerId = await makeMember(deps, shop.brandId);
  await deps.db.prisma.$transaction(async (tx) => {
    for (let n = 1; n <= count; n++) {
      const payload = { entryId: deps.random.id(), points: n, availableAfter: 7, phone: '+79990000000' };
      const event = { brandId: shop.brandId, type: 'points.expired', customerId, payload };
      ids.push(await emit(tx, deps.random, { ...event, occurredAt: deps.clock.now() }));
    }
  });
  while (await dispatch(deps, [webhookQueue]));
  return ids;
}

function run(shop: Shop, { id }: { id: string }) {
  return deliverWebhooksJob.run(deps, { brandId: shop.brandId, endpointId: id });
}

async function look(shop: Shop, { id }: { id: string }) {
  const list = (await ask(shop, 'listWebhookEndpoints')).json<{ items: WebhookEndpoint[] }>();
  const log = (await ask(shop, 'listWebhookDeliveries', [id])).json<{ items: WebhookDelivery[] }>();
  const endpoint = list.items.find((one) => one.id === id);
  if (!endpoint) throw new Error('the endpoint is not in the list');
  return { endpoint, items: log.items };
}

const seconds = (count: number) => deps.clock.advance(count * 1_000);

describe('an event', () => {
  it('comes once, signed, with ids and numbers and nothing personal', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    const [id] = await happen(shop);
    await run(shop, endpoint);
    await run(shop, endpoint);
    expect(receiver.received).toHaveLength(1);
    const [one] = receiver.received;
    expect(one?.id).toBe(id);
    expect(one?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Regulars-Webhooks/1',
    });
    const at = String(Math.floor(deps.clock.now().getTime() / 1_000));
    expect(one?.headers['webhook-timestamp']).toBe(at);
    const signed = new Webhook(endpoint.secret).sign(id ?? '', deps.clock.now(), one?.body ?? '');
    expect(one?.headers['webhook-signature']).toBe(signed);
    const body = JSON.parse(one?.body ?? '');
    expect(body).toMatchObject({ type: 'points.expired', timestamp: deps.clock.now().toISOString() });
    expect(Object.keys(body.data).sort()).toEqual(['availableAfter', 'customerId', 'entryId', 'points']);
    const { items } = await look(shop, endpoint);
    expect(items).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 204, nextAttemptAt: null }]);
  });

  it('that is heard twice is sent once', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    const [id] = await happen(shop);
    const stored = await deps.db.prisma.event.findFirstOrThrow({
      where: { brandId: shop.brandId, id: id ?? '' },
    });
    const payload = { entryId: deps.random.id(), points: 1, availableAfter: 7 };
    await webhookQueue.handle(deps, deps.db.prisma, [{ ...stored, payload }]);
    await run(shop, endpoint);
    expect(receiver.received.map((one) => one.id)).toEqual([id]);
  });

  it('goes to the endpoints of its brand that chose it, and to no others', async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const [both, one, foreign] = [
      await makeEndpoint(shop, { url: receiver.url.replace('hook', 'both') }),
      await makeEndpoint(shop, { url: receiver.url.replace('hook', 'joined'), events: ['member.joined'] }),
      await makeEndpoint(other, { url: receiver.url.replace('hook', 'foreign') }),
    ];
    await happen(shop);
    for (const endpoint of [both, one]) await run(shop, endpoint);
    await run(other, foreign);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/both']);
    for (const path of ['', `/${both.id}/deliveries`, `/${both.id}/test`]) {
      const method = path.endsWith('test') ? 'POST' : 'GET';
      const answer = await app.inject({ method, url: `${shop.url}${path}`, headers: other.owner.headers });
      expect(answer.statusCode).toBe(404);
    }
    expect((await ask(other, 'deleteWebhookEndpoint', [both.id])).json().code).toBe(
      'webhook_endpoint_not_found',
    );
  });

  it('of an erasure tells whom to erase', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    const customerId = await makeMember(deps, shop.brandId);
    await eraseCustomer(deps, shop.brandId, customerId, systemActor);
    await eraseCustomer(deps, shop.brandId, customerId, systemActor);
    await dispatch(deps, [webhookQueue]);
    await run(shop, endpoint);
    expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'customer.erased', data: { customerId } },
    ]);
  });

  it('that finds the queue full is counted and not kept', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    await deps.db.pool.query(
      `insert into webhook_delivery (brand_id, id, endpoint_id, message_id, type, body, next_attempt_at)
       select $1, gen_random_uuid(), $2, gen_random_uuid(), 'points.expired', '{}', '2099-01-01'
         from generate_series(1, $3::int)`,
      [shop.brandId, endpoint.id, waitingLimit - 2],
    );
    await happen(shop, 5);
    const { endpoint: shown } = await look(shop, endpoint);
    expect(shown).toMatchObject({ waitingCount: waitingLimit, droppedCount: 3 });
  });
});

describe('a receiver', () => {
  it('that answers 500 is asked again at the times of the schedule, with the same id and body, ten times', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    receiver.answer = (response) => response.writeHead(500).end('no');
    const [id] = await happen(shop);
    const waits = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    await run(shop, endpoint);
    for (const wait of waits) {
      const { items } = await look(shop, endpoint);
      const planned = Date.parse(items[0]?.nextAttemptAt ?? '') - deps.clock.now().getTime();
      expect(planned / 1_000).toBeGreaterThanOrEqual(wait);
      expect(planned / 1_000).toBeLessThanOrEqual(wait * 1.1);
      deps.clock.advance(planned - 1);
      await run(shop, endpoint);
      deps.clock.advance(1);
      const before = receiver.received.length;
      await run(shop, endpoint);
      expect(receiver.received.length).toBe(before + 1);
    }
    deps.clock.advance(7 * 86_400_000);
    await run(shop, endpoint);
    expect(receiver.received.map((one) => one.id)).toEqual(Array.from({ length: 10 }, () => id));
    expect(new Set(receiver.received.map((one) => one.body)).size).toBe(1);
    expect(new Set(receiver.received.map((one) => one.headers['webhook-signature'])).size).toBe(10);
    const { items } = await look(shop, endpoint);
    expect(items).toMatchObject([{ state: 'failed', attempts: 10, nextAttemptAt: null }]);
  });

  it('that answers 410 is switched off at once, what waits is given up, and it can be switched on again', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    receiver.answer = (response) => response.writeHead(410).end();
    await happen(shop, 7);
    await run(shop, endpoint);
    expect(receiver.received).toHaveLength(5);
    const { endpoint: off, items } = await look(shop, endpoint);
    expect(off).toMatchObject({ isEnabled: false, disabledReason: 'gone', waitingCount: 0, failedCount: 7 });
    expect(items.map(({ state }) => state)).toEqual(Array.from({ length: 7 }, () => 'failed'));
    await happen(shop);
    await run(shop, endpoint);
    expect(receiver.received).toHaveLength(5);
    const [last] = await deps.db.prisma.auditEntry.findMany({
      where: { brandId: shop.brandId },
      orderBy: { id: 'desc' },
    });
    expect(last).toMatchObject({
      action: 'webhook.disabled',
      actorKind: 'system',
      targetId: endpoint.id,
    });
    expect((await ask(shop, 'replayFailedWebhookDeliveries', [endpoint.id])).json().code).toBe(
      'webhook_endpoint_disabled',
    );
    receiver.answer = (response) => response.writeHead(200).end();
    const on = await ask(shop, 'setWebhookEndpointState', [endpoint.id], { isEnabled: true });
    expect(on.json()).toMatchObject({ isEnabled: true, disabledReason: null });
    expect((await ask(shop, 'replayFailedWebhookDeliveries', [endpoint.id])).json()).toEqual({
      replayedCount: 7,
    });
    await run(shop, endpoint);
    expect((await look(shop, endpoint)).items.every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('that answers 429 is left alone for as long as it asks', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    receiver.answer = (response) => response.writeHead(429, { 'retry-after': '120' }).end();
    await happen(shop);
    await run(shop, endpoint);
    receiver.answer = (response) => response.writeHead(204).end();
    await happen(shop);
    seconds(119);
    await run(shop, endpoint);
    expect(receiver.received).toHaveLength(1);
    seconds(1);
    await run(shop, endpoint);
    expect(receiver.received).toHaveLength(3);
    expect((await look(shop, endpoint)).endpoint).toMatchObject({ pausedUntil: null, failingSince: null });
  });

  it('that answers 301 is not followed, and the address it names is in the log', async () => {
    const shop = await openShop();
    const inside = await startReceiver();
    receiver.answer = (response) => response.writeHead(301, { location: inside.url }).end();
    const endpoint = await makeEndpoint(shop);
    await happen(shop);
    await run(shop, endpoint);
    const { items } = await look(shop, endpoint);
    expect(items).toMatchObject([{ state: 'waiting', attempts: 1, lastStatus: 301 }]);
    const details = await ask(shop, 'getWebhookDelivery', [endpoint.id, items[0]?.id]);
    expect(details.json<WebhookDeliveryDetails>().attemptLog).toMatchObject([
      { status: 301, responseHeaders: { location: inside.url } },
    ]);
    expect(inside.received).toEqual([]);
    await inside.close();
  });

  it('that closes the socket, or is not there, is asked again', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    receiver.answer = (response) => response.destroy();
    await happen(shop);
    await run(shop, endpoint);
    expect((await look(shop, endpoint)).items).toMatchObject([{ state: 'waiting', lastProblem: 'closed' }]);
    receiver.answer = (response) => response.writeHead(204).end();
    seconds(6);
    await run(shop, endpoint);
    expect((await look(shop, endpoint)).items).toMatchObject([
      { state: 'delivered', attempts: 2, lastProblem: null },
    ]);
  });

  it('that fails for five days is switched off, one success in between starts the count anew', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    receiver.answer = (response) => response.writeHead(503).end();
    const day = async () => {
      await happen(shop);
      await run(shop, endpoint);
      deps.clock.advance(86_400_000);
    };
    for (let n = 0; n < 3; n++) await day();
    receiver.answer = (response) => response.writeHead(204).end();
    await day();
    receiver.answer = (response) => response.writeHead(503).end();
    for (let n = 0; n < 5; n++) await day();
    expect((await look(shop, endpoint)).endpoint).toMatchObject({ isEnabled: true });
    await day();
    expect((await look(shop, endpoint)).endpoint).toMatchObject({
      isEnabled: false,
      disabledReason: 'failing',
    });
  });

  it('that is down with a backlog is given rests', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    receiver.answer = (response) => response.writeHead(502).end();
    await happen(shop, 30);
    await run(shop, endpoint);
    expect(receiver.received).toHaveLength(5);
    seconds(29);
    await run(shop, endpoint);
    expect(receiver.received).toHaveLength(5);
    receiver.answer = (response) => response.writeHead(204).end();
    seconds(1);
    await run(shop, endpoint);
    expect((await look(shop, endpoint)).endpoint).toMatchObject({ waitingCount: 0, failedCount: 0 });
  });
});

describe('a secret', () => {
  it('is shown once, kept encrypted, and signs along for a day after it was replaced', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    expect(JSON.stringify(await deps.db.prisma.webhookEndpoint.findMany())).not.toContain(
      endpoint.secret.slice(6),
    );
    expect((await ask(shop, 'listWebhookEndpoints')).body).not.toContain('whsec_');
    const rotated = await ask(shop, 'rotateWebhookSecret', [endpoint.id]);
    expect(rotated.statusCode).toBe(201);
    const { secret, previousSecretUntil } = rotated.json();
    expect(Date.parse(previousSecretUntil) - deps.clock.now().getTime()).toBe(86_400_000);
    const signatures = async () => {
      await happen(shop);
      await run(shop, endpoint);
      const last = receiver.received.at(-1);
      const now = deps.clock.now();
      const expected = [secret, endpoint.secret].map((one) =>
        new Webhook(one).sign(last?.id ?? '', now, last?.body ?? ''),
      );
      return { sent: last?.headers['webhook-signature'], expected };
    };
    const during = await signatures();
    expect(during.sent).toBe(during.expected.join(' '));
    deps.clock.advance(86_400_000);
    const after = await signatures();
    expect(after.sent).toBe(after.expected[0]);
  });
});

describe('the owner', () => {
  it('sends a test and sees the answer at once, also of an endpoint that is off', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    await ask(shop, 'setWebhookEndpointState', [endpoint.id], { isEnabled: false });
    receiver.answer = (response) =>
      response.writeHead(401, { 'content-type': 'text/plain' }).end('who are you');
    const answer = await ask(shop, 'testWebhookEndpoint', [endpoint.id]);
    expect(answer.statusCode).toBe(201);
    expect(answer.json<WebhookDeliveryDetails>()).toMatchObject({
      type: 'webhook.test',
      state: 'failed',
      nextAttemptAt: null,
      attemptLog: [{ number: 1, status: 401, responseBody: 'who are you', isBodyCut: false }],
    });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
    const after = await look(shop, endpoint);
    expect(after.items).toMatchObject([{ type: 'webhook.test', attempts: 1 }]);
    expect(after.endpoint.failedCount).toBe(0);
  });

  it('replays a delivery with the same id and body, and the log keeps every attempt', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    const [id] = await happen(shop);
    await run(shop, endpoint);
    const { items } = await look(shop, endpoint);
    const replayed = await ask(shop, 'replayWebhookDelivery', [endpoint.id, items[0]?.id]);
    expect(replayed.json()).toMatchObject({ state: 'waiting', attempts: 1 });
    await run(shop, endpoint);
    expect(receiver.received.map((one) => one.id)).toEqual([id, id]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
    const details = await ask(shop, 'getWebhookDelivery', [endpoint.id, items[0]?.id]);
    const { attemptLog, requestBody } = details.json<WebhookDeliveryDetails>();
    expect(attemptLog.map(({ number, status }) => [number, status])).toEqual([
      [2, 204],
      [1, 204],
    ]);
    expect(requestBody).toBe(receiver.received[0]?.body);
    expect(attemptLog[1]?.requestHeaders).toMatchObject({
      'webhook-id': id,
      'webhook-signature': receiver.received[0]?.headers['webhook-signature'],
    });
    const lost = await ask(shop, 'replayWebhookDelivery', [endpoint.id, deps.random.id()]);
    expect(lost.json().code).toBe('webhook_delivery_not_found');
  });

  it('changes, switches and deletes endpoints, all of it in the audit log without the path', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    await happen(shop);
    const saved = await ask(shop, 'saveWebhookEndpoint', [endpoint.id], {
      url: 'https://crm.example.com/in/s3cret',
      description: 'CRM',
      events: ['purchase.posted', 'member.joined', 'member.joined'],
    });
    expect(saved.json()).toMatchObject({ description: 'CRM', events: ['member.joined', 'purchase.posted'] });
    const off = await ask(shop, 'setWebhookEndpointState', [endpoint.id], { isEnabled: false });
    expect(off.json()).toMatchObject({ disabledReason: 'staff', waitingCount: 0, failedCount: 1 });
    expect((await ask(shop, 'deleteWebhookEndpoint', [endpoint.id])).statusCode).toBe(204);
    expect((await ask(shop, 'listWebhookEndpoints')).json()).toEqual({ items: [] });
    const log = await deps.db.prisma.auditEntry.findMany({
      where: { brandId: shop.brandId },
      orderBy: { id: 'asc' },
    });
    expect(log.map(({ action }) => action)).toEqual([
      'webhook.created',
      'webhook.saved',
      'webhook.disabled',
      'webhook.deleted',
    ]);
    expect(JSON.stringify(log)).not.toContain('s3cret');
  });

  it('finds deliveries by state and type, in pages', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    await happen(shop, 3);
    await run(shop, endpoint);
    receiver.answer = (response) => response.writeHead(500).end();
    await happen(shop);
    await run(shop, endpoint);
    const find = async (query: string) =>
      (await ask(shop, 'listWebhookDeliveries', [endpoint.id], undefined, `?${query}`)).json();
    expect((await find('state=waiting')).items).toHaveLength(1);
    const first = await find('state=delivered&limit=2');
    const rest = await find(`state=delivered&limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
    expect((await find('type=member.joined')).items).toEqual([]);
    expect(
      (await ask(shop, 'listWebhookDeliveries', [endpoint.id], undefined, '?state=lost')).statusCode,
    ).toBe(400);
  });

  it('is refused wrong addresses and events and a twenty-first endpoint; nobody else is let in at all', async () => {
    const shop = await openShop();
    const wrong = [
      { url: 'http://crm.example.com', events: ['member.joined'] },
      { url: 'https://10.0.0.1/hook', events: ['member.joined'] },
      { url: 'https://crm.example.com', events: [] },
      { url: 'https://crm.example.com', events: ['customer.sneezed'] },
      { url: 'https://crm.example.com', events: ['webhook.test'] },
    ];
    for (const body of wrong)
      expect((await ask(shop, 'createWebhookEndpoint', [], body)).statusCode).toBe(400);
    for (let n = 0; n < 20; n++) await makeEndpoint(shop);
    const full = await ask(shop, 'createWebhookEndpoint', [], {
      url: receiver.url,
      events: ['member.joined'],
    });
    expect([full.statusCode, full.json().code]).toEqual([409, 'too_many_webhook_endpoints']);
    for (const role of ['manager', 'marketer', 'cashier', 'support'] as const) {
      const person = await makeStaff(deps, { memberships: [{ brandId: shop.brandId, role }] });
      const answer = await app.inject({ url: shop.url, headers: person.headers });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'permission_missing']);
    }
  });
});

it('deliveries are forgotten after 30 days, with their attempts', async () => {
  const shop = await openShop();
  const endpoint = await makeEndpoint(shop);
  await happen(shop);
  await run(shop, endpoint);
  deps.clock.advance(29 * 86_400_000);
  await cleanUpJob.run(deps, { brandId: shop.brandId });
  expect((await look(shop, endpoint)).items).toHaveLength(1);
  deps.clock.advance(2 * 86_400_000);
  await cleanUpJob.run(deps, { brandId: shop.brandId });
  expect((await look(shop, endpoint)).items).toEqual([]);
  expect(await deps.db.prisma.webhookAttempt.count({ where: { brandId: shop.brandId } })).toBe(0);
});

/** The queue keeps the database's time, so these take place now. */
describe('the queue', () => {
  beforeEach(async () => {
    deps.clock.set(new Date());
    await deps.db.pool.query('delete from graphile_worker._private_jobs');
  });

  async function withWorkers(count: number, work: () => Promise<void>) {
    const leader = createLeader({ url: deps.config.databaseUrl, log: deps.log });
    const definition = { jobs: [deliverWebhooksJob], schedules: [], concurrency: 10 };
    const workers = await Promise.all(
      Array.from({ length: count }, () => startQueue(deps, leader, definition)),
    );
    try {
      await work();
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
      await leader.close();
    }
  }

  const soon = <T>(read: () => T) => expect.poll(read, { timeout: 12_000 });

  it('of two workers sends each event once', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    await withWorkers(2, async () => {
      const ids: string[] = [];
      for (let n = 0; n < 6; n++) ids.push(...(await happen(shop, 10)));
      await soon(() => receiver.received.length).toBe(60);
      expect(new Set(receiver.received.map((one) => one.id))).toEqual(new Set(ids));
      await soon(async () => (await look(shop, endpoint)).endpoint.waitingCount).toBe(0);
      expect(receiver.received).toHaveLength(60);
    });
  });

  it('of a slow endpoint delays no other', async () => {
    const shop = await openShop();
    const slowReceiver = await startReceiver();
    slowReceiver.answer = () => undefined;
    const slow = await makeEndpoint(shop, { url: slowReceiver.url });
    await makeEndpoint(shop);
    await withWorkers(1, async () => {
      await happen(shop, 40);
      await soon(() => receiver.received.length).toBe(40);
      expect(slowReceiver.received.length).toBeLessThanOrEqual(5);
      expect((await look(shop, slow)).endpoint.waitingCount).toBe(40);
      await slowReceiver.close();
    });
  });

  it('sends again, with the same id, what was under way when its worker died', async () => {
    const shop = await openShop();
    const endpoint = await makeEndpoint(shop);
    const [id] = await happen(shop);
    // The receiver has it, and the worker dies before it can write that down.
    await deps.db.pool.query(
      `create function die() returns trigger language plpgsql as 'begin raise ''died''; end'`,
    );
    await deps.db.pool.query('create trigger die before insert on webhook_attempt execute function die()');
    await expect(run(shop, endpoint)).rejects.toThrow('died');
    await deps.db.pool.query('drop trigger die on webhook_attempt');
    expect(receiver.received).toHaveLength(1);
    expect((await look(shop, endpoint)).items).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    await run(shop, endpoint);
    expect(receiver.received.map((one) => one.id)).toEqual([id, id]);
    expect((await look(shop, endpoint)).items).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('is woken for what was forgotten', async () => {
    const shop = await openShop();
    await makeEndpoint(shop);
    await happen(shop);
    await deps.db.pool.query('delete from graphile_worker._private_jobs');
    seconds(61);
    await wakeWebhooksJob.run(deps, { brandId: shop.brandId });
    await withWorkers(1, () => soon(() => receiver.received.length).toBe(1));
  });
});

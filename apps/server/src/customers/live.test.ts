/** The open stream of a Mini App, over a real socket and between two processes' worth of listeners. */
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { buildApp } from '../app.ts';
import { createLive } from '../platform/live.ts';
import { createTestDeps, type TestDeps } from '../testing.ts';
import { streamsPerPerson } from './live.ts';
import { joinAs, makeSigningBrand } from './testing.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;
let address: string;
let unsubscribed = 0;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  const { live } = deps;
  const watched: TestDeps = {
    ...deps,
    live: {
      ...live,
      subscribe(brandId, customerId, listener) {
        const stop = live.subscribe(brandId, customerId, listener);
        return () => {
          unsubscribed += 1;
          stop();
        };
      },
    },
  };
  app = await buildApp(watched);
  await live.start();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  address = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await app.close();
  await close();
});

it('says at once what another process has changed, to that person only, and ends with the screen', async () => {
  const brand = await makeSigningBrand(deps);
  const [one, other] = [
    await joinAs(app, deps, brand, { id: 61_001 }),
    await joinAs(app, deps, brand, { id: 61_002 }),
  ];
  const leaving = new AbortController();
  const response = await fetch(`${address}/api/brands/${brand.slug}/me/live`, {
    headers: one.headers,
    signal: leaving.signal,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  expect((await reader.read()).value).toContain('retry:');

  const elsewhere = createLive({ url: deps.config.databaseUrl, pool: deps.db.pool, log: deps.log });
  elsewhere.publish(brand.id, other.member.id);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const began = Date.now();
  elsewhere.publish(brand.id, one.member.id);
  expect((await reader.read()).value).toBe('event: wallet\ndata: {}\n\n');
  expect(Date.now() - began).toBeLessThan(10_000);
  await elsewhere.close();

  expect(unsubscribed).toBe(0);
  leaving.abort();
  await expect.poll(() => unsubscribed, { timeout: 5_000 }).toBe(1);
});

it('is held a few times by one person: the oldest ends when another opens', async () => {
  const brand = await makeSigningBrand(deps);
  const { headers } = await joinAs(app, deps, brand, { id: 61_003 });
  const leaving = new AbortController();
  const open = () =>
    fetch(`${address}/api/brands/${brand.slug}/me/live`, { headers, signal: leaving.signal });
  const first = await open();
  for (let count = 0; count < streamsPerPerson; count++) expect((await open()).status).toBe(200);
  expect(await first.text()).toBe('retry: 2000\n\n');
  leaving.abort();
});

it('is not opened to strangers', async () => {
  const brand = await makeSigningBrand(deps);
  const response = await fetch(`${address}/api/brands/${brand.slug}/me/live`);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'session_invalid' });
});

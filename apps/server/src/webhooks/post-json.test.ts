/** What a stranger's server and a stranger's address may do to us: nothing. */
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../config.ts';
import { Refusal } from '../platform/refusal.ts';
import { readEndpointUrl } from './address.ts';
import { type Posting, postJson } from './post-json.ts';
import { type Receiver, startReceiver } from './testing/receiver.ts';

let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

function post(url: string, options: Partial<Posting> = {}) {
  return postJson({
    url,
    headers: { 'content-type': 'application/json' },
    body: '{"n":1}',
    allowsLoopback: true,
    ...options,
  });
}

describe('an answer', () => {
  it('is read with its status, some headers and the beginning of its body', async () => {
    receiver.answer = (response) => {
      response.writeHead(500, { 'content-type': 'text/plain', 'x-request-id': 'abc', 'x-inner': 'secret' });
      response.end(`broken \0 ${'я'.repeat(4_000)}`);
    };
    const result = await post(receiver.url);
    expect(result).toMatchObject({ status: 500, problem: null, isBodyCut: true });
    expect(result.responseHeaders).toMatchObject({ 'content-type': 'text/plain', 'x-request-id': 'abc' });
    expect(result.responseHeaders).not.toHaveProperty('x-inner');
    expect(result.responseBody.startsWith('broken  яяя')).toBe(true);
    expect(result.responseBody.length).toBeLessThan(4_097);
    expect(receiver.received).toMatchObject([{ body: '{"n":1}' }]);
  });

  it('of 10 MB is left after 64 kB', async () => {
    let sent = 0;
    receiver.answer = (response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(16_384, 'x');
      const push = () => {
        while (sent < 10_485_760 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return response.once('drain', push);
        }
        return response.end();
      };
      push();
    };
    const result = await post(receiver.url);
    expect(result).toMatchObject({ status: 200, isBodyCut: true });
    expect(result.responseBody).toHaveLength(4_096);
    expect(sent).toBeLessThan(10_485_760);
  });

  it('that sends elsewhere is not followed', async () => {
    const inside = await startReceiver();
    receiver.answer = (response) => response.writeHead(301, { location: inside.url }).end();
    expect(await post(receiver.url)).toMatchObject({
      status: 301,
      responseHeaders: { location: inside.url },
    });
    expect(inside.received).toEqual([]);
    await inside.close();
  });

  it('that does not come in time is none; one whose body hangs is its status', async () => {
    receiver.answer = () => undefined;
    const started = Date.now();
    expect(await post(receiver.url, { timeoutMilliseconds: 300 })).toMatchObject({
      status: null,
      problem: 'timed_out',
    });
    expect(Date.now() - started).toBeLessThan(3_000);
    receiver.answer = (response) => response.writeHead(200).write('so far');
    expect(await post(receiver.url, { timeoutMilliseconds: 300 })).toMatchObject({
      status: 200,
      responseBody: 'so far',
      isBodyCut: true,
    });
  });

  it('is missing where the socket is closed, nobody listens or nobody speaks TLS', async () => {
    receiver.answer = (response) => response.destroy();
    expect(await post(receiver.url)).toMatchObject({ status: null, problem: 'closed' });
    expect(await post(receiver.url.replace('http:', 'https:'))).toMatchObject({ problem: 'tls' });
    const { port } = receiver;
    await receiver.close();
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ status: null, problem: 'refused' });
    receiver = await startReceiver();
  });
});

/** Each leads to this machine or into a network of ours. */
const inside = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:10.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[fd00::1]',
  '[fe80::1]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  'localhost',
  'localhost.',
  'app.localhost',
];

describe('an address inside', () => {
  const config = {
    publicUrl: 'https://loyalty.example.com',
    telegram: { sandboxUrl: null },
  } as unknown as Config;

  it.each(inside)('%s is refused when it is typed', (host) => {
    expect(() => readEndpointUrl(config, `https://${host}:${receiver.port}/hook`)).toThrow(Refusal);
  });

  it.each(inside)('%s is not called', async (host) => {
    const result = await post(`http://${host}:${receiver.port}/hook`, { allowsLoopback: false });
    // A name under .localhost is unknown to some resolvers, which is as good.
    expect(['address_forbidden', 'name_unknown']).toContain(result.problem);
    expect(receiver.received).toEqual([]);
  });

  it.each(['127.0.0.1', '::1', '10.1.2.3', '169.254.169.254', '::ffff:127.0.0.1'])(
    'is not called through a name that leads to %s',
    async (address) => {
      const family = address.includes(':') ? 6 : 4;
      const result = await post(`http://hooks.example.com:${receiver.port}/hook`, {
        allowsLoopback: false,
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      });
      expect(result).toMatchObject({ status: null, problem: 'address_forbidden' });
      expect(receiver.received).toEqual([]);
    },
  );

  it('is judged at every resolution: a name that was good turns bad', async () => {
    let address = '127.0.0.1';
    const lookup: Posting['lookup'] = (_host, options, done) =>
      options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4);
    const url = `http://hooks.example.com:${receiver.port}/hook`;
    expect(await post(url, { lookup })).toMatchObject({ status: 204 });
    address = '10.0.0.7';
    expect(await post(url, { lookup })).toMatchObject({ problem: 'address_forbidden' });
    expect(receiver.received).toHaveLength(1);
  });

  it('other than loopback stays closed in the demo too', async () => {
    expect(await post('http://169.254.169.254/latest/meta-data/')).toMatchObject({
      problem: 'address_forbidden',
    });
  });
});

describe('an address that is typed', () => {
  const server = {
    publicUrl: 'https://loyalty.example.com',
    telegram: { sandboxUrl: null },
  } as unknown as Config;
  const demo = {
    publicUrl: 'http://localhost:3000',
    telegram: { sandboxUrl: 'http://localhost:3001' },
  } as unknown as Config;
  const publicDemo = { ...demo, publicUrl: 'https://demo.example.com' } as unknown as Config;

  it('is https, without a name and password, in its normal form', () => {
    expect(readEndpointUrl(server, 'https://CRM.example.com/in?key=1#part')).toBe(
      'https://crm.example.com/in?key=1',
    );
    for (const wrong of [
      'crm.example.com',
      'ftp://crm.example.com',
      'http://crm.example.com',
      'javascript:alert(1)',
    ])
      expect(() => readEndpointUrl(server, wrong)).toThrow(Refusal);
    expect(() => readEndpointUrl(server, 'https://me:word@crm.example.com')).toThrow(Refusal);
  });

  it('may lead to this machine only where the demo runs on somebody’s own', () => {
    expect(readEndpointUrl(demo, 'http://localhost:4000/hook')).toBe('http://localhost:4000/hook');
    for (const config of [server, publicDemo])
      expect(() => readEndpointUrl(config, 'http://localhost:4000/hook')).toThrow(Refusal);
    expect(() => readEndpointUrl(demo, 'http://192.168.0.10/hook')).toThrow(Refusal);
    expect(() => readEndpointUrl(demo, 'http://crm.example.com/hook')).toThrow(Refusal);
  });
});

it('the receiver of these tests does listen', async () => {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(receiver.port, '127.0.0.1', () => socket.end(resolve));
    socket.on('error', reject);
  });
});

/** The borders every slice stands on: problem details, the log, secrets, limits, safe repeats, languages. */
import { Writable } from 'node:stream';
import { errorCodes } from '@regulars/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApiKey } from '../api-keys/api-keys.ts';
import { buildApp } from '../app.ts';
import { systemActor } from '../audit/audit.ts';
import { createTestDeps, makeBrand, type TestDeps } from '../testing.ts';
import { decodeCursor, decodeIdCursor, encodeCursor } from './cursor.ts';
import { hashInput, once, type Repeat } from './idempotency.ts';
import { createLimiter } from './limits.ts';
import { createLog } from './log.ts';
import { handleErrors, toProblem } from './problem.ts';
import { Refusal } from './refusal.ts';
import { createSecrets } from './secrets.ts';

let deps: TestDeps;
let app: FastifyInstance;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ deps, close } = await createTestDeps(inject('postgresUrl')));
  app = await buildApp(deps);
});
afterAll(async () => {
  await app.close();
  await close();
});

describe('problems', () => {
  it('of a crash carry nothing of its inside', async () => {
    const server = Fastify();
    handleErrors(server);
    server.get('/', () => {
      throw new Error('password of postgres is hunter2');
    });
    const answer = await server.inject('/');
    expect(answer.statusCode).toBe(500);
    expect(Object.keys(answer.json()).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
    expect(answer.body).not.toContain('hunter2');
    await server.close();
  });

  it('are what every wrong address and body gets', async () => {
    const wrong = [
      [{ url: '/no/such/page' }, 404, 'route_not_found'],
      [{ url: '/v1/no-such' }, 404, 'route_not_found'],
      [{ url: '/api/brands/x/no-such' }, 404, 'route_not_found'],
      [{ method: 'PUT', url: '/v1/customers' }, 404, 'route_not_found'],
      [{ url: '/%zz' }, 404, 'route_not_found'],
      [{ url: `/api/invitations/${'x'.repeat(600)}` }, 404, 'route_not_found'],
      [{ url: '/metrics', remoteAddress: '10.0.0.1' }, 404, 'route_not_found'],
      [{ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } }, 404, 'route_not_found'],
      [{ url: '/metrics', headers: { via: '1.1 proxy' } }, 404, 'route_not_found'],
      [
        {
          method: 'POST',
          url: '/v1/customers',
          payload: '{',
          headers: { 'content-type': 'application/json' },
        },
        400,
        'body_malformed',
      ],
      [
        { method: 'POST', url: '/v1/customers', payload: '<a/>', headers: { 'content-type': 'text/xml' } },
        415,
        'media_type_unsupported',
      ],
      [
        { method: 'POST', url: '/v1/customers', payload: '{}', headers: { 'content-type': 'text/plain' } },
        415,
        'media_type_unsupported',
      ],
      [
        { method: 'POST', url: '/v1/customers', payload: { a: 'x'.repeat(1_048_576) } },
        413,
        'body_too_large',
      ],
    ] as const;
    for (const [request, status, code] of wrong) {
      const answer = await app.inject({
        ...request,
        headers: { 'accept-language': 'ru', ...('headers' in request ? request.headers : {}) },
      });
      expect([request.url, answer.statusCode, answer.json().code]).toEqual([request.url, status, code]);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers['x-request-id']).toBe(answer.json().requestId);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.json().title).toMatch(/[а-я]/i);
    }
  });

  it('name text that the database cannot keep, wherever it stands', async () => {
    const brand = await makeBrand(deps);
    const json = { 'content-type': 'application/json' };
    const deepBody = `{"externalId":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const wrong = [
      [{ url: '/api/brands/%00' }, 400, 'validation_failed'],
      [{ method: 'POST', url: '/api/brands/%00/session' }, 404, 'brand_not_found'],
      [{ url: `/v1/customers?externalId=a%00` }, 400, 'validation_failed'],
      [{ method: 'POST', url: '/v1/customers', payload: { externalId: 'a\0b' } }, 400, 'validation_failed'],
      [
        { method: 'POST', url: '/v1/customers', payload: { externalId: 'a\ud800' } },
        400,
        'validation_failed',
      ],
      [{ method: 'POST', url: '/v1/customers', payload: deepBody, headers: json }, 400, 'validation_failed'],
    ] as const;
    const { secret } = await createApiKey(deps.db.prisma, deps.random, {
      brandId: brand.id,
      name: 'CRM',
      scopes: ['customers:read', 'customers:write'],
      createdBy: null,
      actor: systemActor,
    });
    for (const [request, status, code] of wrong) {
      const answer = await app.inject({
        ...request,
        headers: { authorization: `Bearer ${secret}`, ...('headers' in request ? request.headers : {}) },
      });
      expect([request.url, answer.statusCode, answer.json().code]).toEqual([request.url, status, code]);
    }
  });

  it.each(errorCodes)('%s has words in both languages', (code) => {
    const refusal = new Refusal(code);
    const [russian, english] = [toProblem(refusal, 'r', 'ru'), toProblem(refusal, 'r', 'en')];
    expect(russian.title).toMatch(/[а-яё]/i);
    expect(english.title).toMatch(/^[^а-яё]+$/i);
    if (refusal.status !== 500) expect(russian.detail).not.toBe(english.detail);
  });
});

describe('the log', () => {
  it('cuts secrets, personal fields and tokens in errors', () => {
    let text = '';
    const sink = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    });
    const log = createLog({ level: 'info', pretty: false }, sink);
    log.info({ phone: '+79161234567', customer: { email: 'a@b.c', deep: { birthday: '1990-01-01' } } }, 'x');
    log.info({ req: { headers: { authorization: 'Bearer rk_secretsecret', cookie: 'session=abc' } } }, 'x');
    log.error(
      { err: new Error('GET /bot123456789:AAabcdefghijklmnopqrstuvwxyz/getMe failed; rk_abcdefghijk') },
      'x',
    );
    for (const secret of [
      '+7916',
      'a@b.c',
      '1990-01',
      'secretsecret',
      'session=abc',
      'AAabcdef',
      'rk_abcdefghijk',
    ])
      expect(text).not.toContain(secret);
    expect(text).toContain('[cut]');
    expect(text).toContain('[bot token]');
  });
});

describe('secrets', () => {
  const secrets = createSecrets(Buffer.alloc(32, 1).toString('base64'));

  it('come back whole, and look different each time', () => {
    const text = 'Анна +7 916 🙂';
    const [first, second] = [secrets.encrypt(text), secrets.encrypt(text)];
    expect(first).not.toBe(second);
    expect([secrets.decrypt(first), secrets.decrypt(second)]).toEqual([text, text]);
  });

  it('do not open with another key, changed or cut', () => {
    const sealed = secrets.encrypt('text');
    const other = createSecrets(Buffer.alloc(32, 2).toString('base64'));
    const middle = sealed.length - 6;
    const changed = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
    expect(() => other.decrypt(sealed)).toThrow();
    for (const wrong of [changed, sealed.slice(0, 20), '', 'v2.abc', 'plain text'])
      expect(() => secrets.decrypt(wrong)).toThrow();
  });

  it('hash the same value differently by purpose and brand', () => {
    const hashes = [
      secrets.lookupHash('phone', 'a', '1'),
      secrets.lookupHash('phone', 'b', '1'),
      secrets.lookupHash('email', 'a', '1'),
    ];
    expect(new Set(hashes).size).toBe(3);
    expect(secrets.lookupHash('phone', 'a', '1')).toBe(hashes[0]);
  });
});

describe('limits', () => {
  it('hold across processes, tell how long to wait, and forget when told', async () => {
    const options = { name: 'test', allowed: 3, seconds: 60 };
    const [here, there] = [createLimiter(deps.db.pool, options), createLimiter(deps.db.pool, options)];
    await Promise.all([here.spend('k'), there.spend('k')]);
    await here.check('k');
    await there.spend('k');
    const refused = { code: 'rate_limited', retryAfterSeconds: expect.any(Number) };
    await expect(here.check('k')).rejects.toMatchObject(refused);
    await expect(here.spend('k')).rejects.toMatchObject(refused);
    await there.spend('other key');
    await here.reset('k');
    await there.spend('k');
  });
});

describe('safe repeats', () => {
  async function newRepeat(fields: Partial<Repeat> = {}): Promise<Repeat> {
    const { id } = await makeBrand(deps);
    return {
      brandId: id,
      caller: 'api:1',
      route: 'r',
      key: 'k',
      inputHash: hashInput([{}, { a: 1 }]),
      ...fields,
    };
  }
  const run = (repeat: Repeat, work: () => Promise<{ status: number; body: unknown }>) =>
    once(deps.db.prisma, repeat, work);

  it('run once, however many come together', async () => {
    const repeat = await newRepeat();
    let runs = 0;
    const slow = async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { status: 201, body: { n: runs } };
    };
    const results = await Promise.allSettled([run(repeat, slow), run(repeat, slow)]);
    const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toMatchObject({ code: 'idempotency_in_flight', retryAfterSeconds: 1 });
    expect(await run(repeat, slow)).toEqual({ status: 201, body: { n: 1 }, isReplay: true });
    expect(runs).toBe(1);
  });

  it('keep refusals of the business and no others', async () => {
    for (const [code, isKept] of [
      ['insufficient_points', true],
      ['customer_not_found', true],
      ['validation_failed', false],
      ['rate_limited', false],
      ['temporarily_unavailable', false],
    ] as const) {
      const repeat = await newRepeat();
      const refuse = async () => {
        throw new Refusal(code);
      };
      await expect(run(repeat, refuse)).rejects.toMatchObject({ code, isReplay: false });
      const again = run(repeat, async () => ({ status: 200, body: 'fine' }));
      if (isKept) await expect(again).rejects.toMatchObject({ code, isReplay: true });
      else expect(await again).toMatchObject({ status: 200, isReplay: false });
    }
  });

  it('undo the work of a crash and let it be tried again', async () => {
    const repeat = await newRepeat();
    const work = (isCrashing: boolean) =>
      once(deps.db.prisma, repeat, async (tx) => {
        await tx.brand.update({ where: { id: repeat.brandId }, data: { name: 'Changed' } });
        if (isCrashing) throw new Error('crash');
        return { status: 200, body: null };
      });
    const nameOf = async () =>
      (await deps.db.prisma.brand.findUniqueOrThrow({ where: { id: repeat.brandId } })).name;
    await expect(work(true)).rejects.toThrow('crash');
    expect(await nameOf()).toBe('Зерно');
    expect(await work(false)).toMatchObject({ isReplay: false });
    expect(await nameOf()).toBe('Changed');
  });

  it('tell another body apart, and the same one in another order not', async () => {
    const repeat = await newRepeat();
    const work = async () => ({ status: 200, body: 1 });
    await run(repeat, work);
    const other = { ...repeat, inputHash: hashInput([{}, { a: 2 }]) };
    await expect(run(other, work)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(hashInput({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(hashInput({ b: [{ d: 3, c: 2 }], a: 1 }));
    expect(hashInput([1, 2])).not.toBe(hashInput([2, 1]));
    expect((await run({ ...repeat, caller: 'api:2' }, work)).isReplay).toBe(false);
  });
});

describe('cursors', () => {
  it('come back as they went, and nothing else passes', () => {
    expect(decodeCursor(encodeCursor(['a', 1, null]), 3)).toEqual(['a', 1, null]);
    for (const wrong of ['', '!!!', encodeCursor(['a']), Buffer.from('[{},1,2]').toString('base64url')])
      expect(() => decodeCursor(wrong, 3)).toThrow('validation_failed');
    const id = deps.random.id();
    expect(decodeIdCursor(encodeCursor([id]))).toBe(id);
    for (const wrong of ['x', 5, null, '-'.repeat(36)])
      expect(() => decodeIdCursor(encodeCursor([wrong]))).toThrow('validation_failed');
  });
});

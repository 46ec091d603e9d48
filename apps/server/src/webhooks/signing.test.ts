import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { systemRandom } from '../platform/random.ts';
import { makeSecret, signatureHeaders } from './signing.ts';

/** From the test vectors of the specification's reference libraries. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

it('signs as the published vector says', () => {
  expect(signatureHeaders(vector.message, [vector.secret])).toEqual({
    'webhook-id': vector.message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': vector.signature,
  });
});

it('signs bytes, not characters, and as plain HMAC does', () => {
  const secret = makeSecret(systemRandom);
  const message = { id: 'event', at: new Date(1_700_000_000_999), body: '{"reason":"За ожидание ☕"}' };
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`event.1700000000.${message.body}`).digest('base64');
  expect(signatureHeaders(message, [secret])['webhook-signature']).toBe(`v1,${expected}`);
});

it('makes secrets of 24 random bytes in base64', () => {
  const secrets = Array.from({ length: 50 }, () => makeSecret(systemRandom));
  expect(new Set(secrets).size).toBe(secrets.length);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(24);
  }
});

it('has a signature for each secret, and either secret verifies', () => {
  const [fresh, old, strange] = [1, 2, 3].map(() => makeSecret(systemRandom));
  const message = { id: 'event', at: new Date(), body: '{}' };
  const headers = signatureHeaders(message, [fresh ?? '', old ?? '']);
  for (const secret of [fresh, old]) expect(new Webhook(secret ?? '').verify('{}', headers)).toEqual({});
  expect(() => new Webhook(strange ?? '').verify('{}', headers)).toThrow('No matching signature');
});

import { expect, test } from 'vitest';
import { createPace } from '../platform/pace.ts';
import { TelegramRefusal, TelegramUnreachable } from '../platform/telegram.ts';
import { type DeliveryFacts, fateOf, skipReason } from './delivery.rules.ts';

const now = new Date('2026-03-12T09:30:00.000Z');
const facts: DeliveryFacts = {
  class: 'marketing',
  topic: 'offers',
  expiresAt: null,
  telegramId: 42,
  reachability: 'reachable',
  marketingConsent: true,
  topics: ['offers'],
  isDeleted: false,
};

test('a delivery goes out only to who can and wants to get it', () => {
  expect(skipReason(facts, now)).toBeNull();
  expect(skipReason({ ...facts, expiresAt: now }, now)).toBe('expired');
  expect(skipReason({ ...facts, isDeleted: true }, now)).toBe('never_started');
  expect(skipReason({ ...facts, telegramId: null }, now)).toBe('never_started');
  expect(skipReason({ ...facts, reachability: 'blocked' }, now)).toBe('blocked');
  expect(skipReason({ ...facts, reachability: 'unknown' }, now)).toBeNull();
  expect(skipReason({ ...facts, marketingConsent: false }, now)).toBe('no_consent');
  expect(skipReason({ ...facts, topics: [] }, now)).toBe('no_consent');
});

test('a receipt asks for no consent', () => {
  const receipt = { ...facts, class: 'transactional', marketingConsent: false, topics: [] };
  expect(skipReason(receipt, now)).toBeNull();
});

const refusal = (code: number, description: string, retryAfterSeconds: number | null = null) =>
  new TelegramRefusal('sendMessage', { code, description, retryAfterSeconds });
const receipt = { class: 'transactional', attempts: 1 };
const offer = { class: 'marketing', attempts: 1 };

test.each([
  [refusal(429, 'Too Many Requests: retry after 7', 7), { kind: 'pause', seconds: 7, because: 'asked' }],
  [refusal(403, 'Forbidden: bot was blocked by the user'), { kind: 'skip', reason: 'blocked' }],
  [refusal(403, 'Forbidden: user is deactivated'), { kind: 'skip', reason: 'blocked' }],
  [
    refusal(403, "Forbidden: bot can't initiate conversation with a user"),
    { kind: 'skip', reason: 'never_started' },
  ],
  [refusal(400, 'Bad Request: chat not found'), { kind: 'skip', reason: 'never_started' }],
  [
    refusal(400, "Bad Request: can't parse entities: unclosed start tag"),
    { kind: 'simplify', leaveOut: 'markup' },
  ],
  [
    refusal(400, "Bad Request: inline keyboard button Web App URL 'http://x' is invalid: Only HTTPS links"),
    { kind: 'simplify', leaveOut: 'buttons' },
  ],
  [refusal(400, 'Bad Request: message is too long'), { kind: 'failed' }],
  [refusal(401, 'Unauthorized'), { kind: 'tokenRevoked' }],
])('%s', (error, fate) => {
  expect(fateOf(error, receipt)).toEqual(fate);
  expect(fateOf(error, offer)).toEqual(fate);
});

test('what may have arrived is repeated a few times if it is a receipt, and never if it is an offer', () => {
  const cut = new TelegramUnreachable('sendMessage', true, 'UND_ERR_SOCKET');
  expect(fateOf(cut, offer)).toEqual({ kind: 'unknown' });
  expect(fateOf(cut, receipt)).toEqual({ kind: 'again', afterSeconds: 2 });
  expect(fateOf(cut, { ...receipt, attempts: 3 })).toEqual({ kind: 'unknown' });
  expect(fateOf(refusal(502, 'Bad Gateway'), offer)).toEqual({ kind: 'unknown' });
  expect(fateOf(refusal(502, 'Bad Gateway'), { ...receipt, attempts: 5 })).toEqual({ kind: 'failed' });
});

test('what surely never left waits for Telegram, offers too', () => {
  const away = new TelegramUnreachable('sendMessage', false, 'ECONNREFUSED');
  expect(fateOf(away, offer)).toMatchObject({ kind: 'pause', because: 'unreachable' });
});

test('no window of a second ever holds more than the limit', () => {
  let clock = 0;
  const pace = createPace(30, 1_000, () => clock);
  const sent: number[] = [];
  while (clock < 5_000) {
    if (pace.free() > 0) {
      pace.note();
      sent.push(clock);
    } else {
      clock += Math.max(1, pace.waitMilliseconds());
    }
    if (sent.length % 7 === 0) clock += 3;
  }
  for (const from of sent) {
    expect(sent.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(30);
  }
  expect(sent.length).toBeGreaterThan(130);
});

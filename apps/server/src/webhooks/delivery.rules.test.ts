import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptLimit, hasFailedForDays, judgeAnswer, pauseEnd } from './delivery.rules.ts';

const now = new Date('2026-03-12T09:30:00.000Z');
const answered = (status: number | null, retryAfter: string | null = null) => ({ status, retryAfter });
const secondsUntil = (date: Date) => (date.getTime() - now.getTime()) / 1_000;

describe('an answer', () => {
  it('of 2xx is a delivery, 410 ends it, everything else is tried again', () => {
    for (const status of [200, 201, 202, 204, 299])
      expect(judgeAnswer(answered(status), 1, now, 0)).toEqual({ kind: 'delivered' });
    expect(judgeAnswer(answered(410), 1, now, 0)).toEqual({ kind: 'gone' });
    for (const status of [null, 301, 302, 400, 401, 404, 429, 500, 503])
      expect(judgeAnswer(answered(status), 1, now, 0).kind).toBe('again');
  });

  it('that fails ten times comes at the times of Standard Webhooks, and then no more', () => {
    const minutes = [5 / 60, 5, 30, 120, 300, 600, 840, 1_200, 1_440];
    expect(attemptLimit).toBe(minutes.length + 1);
    minutes.forEach((wait, index) => {
      const verdict = judgeAnswer(answered(500), index + 1, now, 0);
      if (verdict.kind !== 'again') throw new Error(`given up after attempt ${index + 1}`);
      expect(secondsUntil(verdict.at)).toBeCloseTo(wait * 60);
    });
    expect(judgeAnswer(answered(500), attemptLimit, now, 0)).toEqual({ kind: 'failed' });
  });

  it('is never tried before its time nor much later, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: attemptLimit - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (step, chance) => {
          const plain = judgeAnswer(answered(500), step, now, 0);
          const moved = judgeAnswer(answered(500), step, now, chance);
          if (plain.kind !== 'again' || moved.kind !== 'again') throw new Error('given up too early');
          const ratio = secondsUntil(moved.at) / secondsUntil(plain.at);
          expect(ratio).toBeGreaterThanOrEqual(1);
          expect(ratio).toBeLessThanOrEqual(1.1001);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  it('of 429 and 503 is kept, in seconds or as a date, for an hour at most', () => {
    expect(pauseEnd(answered(429, '120'), now)).toEqual(new Date('2026-03-12T09:32:00.000Z'));
    expect(pauseEnd(answered(503, 'Thu, 12 Mar 2026 09:40:00 GMT'), now)).toEqual(
      new Date('2026-03-12T09:40:00.000Z'),
    );
    expect(pauseEnd(answered(429, '999999'), now)).toEqual(new Date('2026-03-12T10:30:00.000Z'));
    for (const nothing of ['0', '-5', 'soon', 'Thu, 12 Mar 2020 09:40:00 GMT', ''])
      expect(pauseEnd(answered(429, nothing), now)).toBeNull();
    expect(pauseEnd(answered(500, '120'), now)).toBeNull();
  });

  it('moves the next attempt back, never forward', () => {
    expect(judgeAnswer(answered(429, '120'), 1, now, 0)).toEqual({
      kind: 'again',
      at: new Date('2026-03-12T09:32:00.000Z'),
    });
    expect(judgeAnswer(answered(429, '2'), 1, now, 0)).toEqual({
      kind: 'again',
      at: new Date('2026-03-12T09:30:05.000Z'),
    });
  });
});

it('an endpoint has failed for days after five of them', () => {
  const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
  expect(hasFailedForDays(null, now)).toBe(false);
  expect(hasFailedForDays(days(4.99), now)).toBe(false);
  expect(hasFailedForDays(days(5), now)).toBe(true);
});

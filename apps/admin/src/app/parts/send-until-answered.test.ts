/** A lost answer is asked for again; a refusal is final. */
import { ConnectionError, RefusalError } from '@regulars/client';
import { describe, expect, it } from 'vitest';
import { sendUntilAnswered } from './send-until-answered.ts';

const refusal = (status: number, code: string) =>
  new RefusalError({ type: 'about:blank', title: code, status, code, requestId: '' });
const wait = () => Promise.resolve();

function answering(...answers: (Error | string)[]) {
  let calls = 0;
  return {
    send: async () => {
      const answer = answers[Math.min(calls++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    calls: () => calls,
  };
}

describe('sendUntilAnswered', () => {
  it('goes on through silence, busy and broken servers to the answer', async () => {
    const server = answering(
      new ConnectionError('offline'),
      refusal(409, 'idempotency_in_flight'),
      refusal(503, 'temporarily_unavailable'),
      refusal(429, 'rate_limited'),
      'done',
    );
    const tries: number[] = [];
    expect(await sendUntilAnswered(server.send, { wait, onRetry: (n) => tries.push(n) })).toBe('done');
    expect(tries).toEqual([2, 3, 4, 5]);
  });
  it('does not repeat a refusal', async () => {
    const server = answering(refusal(409, 'insufficient_points'));
    await expect(sendUntilAnswered(server.send, { wait })).rejects.toThrow('insufficient_points');
    expect(server.calls()).toBe(1);
  });
  it('gives up after a bounded number of tries', async () => {
    const server = answering(new ConnectionError('offline'));
    await expect(sendUntilAnswered(server.send, { wait })).rejects.toBeInstanceOf(ConnectionError);
    expect(server.calls()).toBe(30);
  });
  it('stops when the person stops waiting', async () => {
    const stop = new AbortController();
    const server = answering(new ConnectionError('offline'));
    const run = sendUntilAnswered(server.send, {
      signal: stop.signal,
      wait: async () => stop.abort(),
    });
    await expect(run).rejects.toBeInstanceOf(ConnectionError);
    expect(server.calls()).toBe(1);
  });
});

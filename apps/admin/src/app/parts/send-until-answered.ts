/**
 * Repeats one intended effect until the server answers. `send` must carry the same Idempotency-Key each time,
 * so that a lost answer never doubles what was done.
 */
import { ConnectionError, RefusalError } from '@regulars/client';

interface Waiting {
  /** Told before each repeat: which try comes next. */
  onRetry?: (attempt: number) => void;
  signal?: AbortSignal;
  /** Milliseconds before a repeat; by default growing, and cut short when the browser is online again. */
  wait?: (milliseconds: number) => Promise<void>;
}

const maxAttempts = 30;
const longestWaitMs = 5_000;

export async function sendUntilAnswered<T>(send: () => Promise<T>, waiting: Waiting = {}): Promise<T> {
  const { onRetry, signal, wait = waitOrOnline } = waiting;
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!mayHaveHappened(error) || attempt >= maxAttempts || signal?.aborted) throw error;
      await wait(Math.min(longestWaitMs, 500 * 2 ** (attempt - 1)));
      if (signal?.aborted) throw error;
      onRetry?.(attempt + 1);
    }
  }
}

/** No answer, or one that says "not now": the effect may have happened, and asking again with the key is safe. */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  if (!(error instanceof RefusalError)) return false;
  return error.status >= 500 || error.status === 429 || error.code === 'idempotency_in_flight';
}

function waitOrOnline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    window.addEventListener('online', go);
  });
}

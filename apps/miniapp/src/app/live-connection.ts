/** Keeps a live stream of the member's wallet open: reconnects with growing pauses, waits while hidden. */
import { routeUrl } from '@regulars/client/call';
import { readEvents, reconnectDelayMs } from './live-events.ts';
import type { Session } from './session.ts';

/** The server pings every 25 seconds: this long without a byte means the line is dead. */
const silenceMs = 40_000;

export interface LiveOptions {
  session: Session;
  signal: AbortSignal;
  /** Points moved, or might have while nobody listened. */
  onChange: () => void;
  onConnected: (isConnected: boolean) => void;
}

export async function keepLive({ session, signal, onChange, onConnected }: LiveOptions): Promise<void> {
  let attempt = 0;
  while (!signal.aborted) {
    const wasConnected = await listen({ session, signal, onChange, onConnected });
    onConnected(false);
    attempt = wasConnected ? 0 : attempt + 1;
    await pause(reconnectDelayMs(attempt, Math.random()), signal);
    await untilVisible(signal);
  }
}

/** True if the stream was open; false if it could not be opened. */
async function listen({ session, signal, onChange, onConnected }: LiveOptions): Promise<boolean> {
  try {
    const answer = await fetch(routeUrl('liveMe', { params: { slug: session.slug } }), {
      headers: { ...session.headers(), accept: 'text/event-stream' },
      cache: 'no-store',
      signal,
    });
    if (answer.status === 401) await session.renew();
    if (!answer.ok || !answer.body) return false;
    onConnected(true);
    onChange();
    await readEvents(answer.body, {
      silenceMs,
      onEvent: ({ name }) => {
        if (name === 'wallet') onChange();
      },
    });
    return true;
  } catch {
    return false;
  }
}

/** Ends early when the phone is back online. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}

function untilVisible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === 'visible' || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const check = () => {
      if (document.visibilityState !== 'visible' && !signal.aborted) return;
      document.removeEventListener('visibilitychange', check);
      signal.removeEventListener('abort', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check);
    signal.addEventListener('abort', check);
  });
}

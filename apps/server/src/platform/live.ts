/** Tells open screens that a customer's data changed, in whichever process they hang. */
import pg from 'pg';
import type { Logger } from 'pino';

const channel = 'live';
const flushMilliseconds = 100;
const reconnectMilliseconds = 1_000;
// A notify's payload may hold 8,000 bytes.
const idsPerNotify = 90;

export interface Live {
  /** Says that the customer's wallet or profile changed; sent within a tenth of a second, never inside a posting. */
  publish(brandId: string, customerId: string): void;
  /** Calls back on each change of the customer until the returned function is called. */
  subscribe(brandId: string, customerId: string, listener: () => void): () => void;
  start(): Promise<void>;
  close(): Promise<void>;
}

export function createLive(options: { url: string; pool: pg.Pool; log: Logger }): Live {
  const listeners = new Map<string, Set<() => void>>();
  const waiting = new Set<string>();
  let client: pg.Client | null = null;
  let flushTimer: NodeJS.Timeout | null = null;
  let reconnectTimer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const tell = (key: string) => {
    for (const listener of listeners.get(key) ?? []) listener();
  };

  async function flush() {
    flushTimer = null;
    const keys = [...waiting];
    waiting.clear();
    for (let start = 0; start < keys.length; start += idsPerNotify) {
      const payload = keys.slice(start, start + idsPerNotify).join(',');
      await options.pool.query('select pg_notify($1, $2)', [channel, payload]);
    }
  }

  async function connect() {
    if (isClosed) return;
    const next = new pg.Client({
      connectionString: options.url,
      application_name: 'regulars live',
      keepAlive: true,
    });
    next.on('error', () => reconnectLater(next));
    next.on('end', () => reconnectLater(next));
    next.on('notification', (message) => {
      for (const key of message.payload?.split(',') ?? []) tell(key);
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
      // Whatever was missed meanwhile: let every open screen look again.
      for (const key of listeners.keys()) tell(key);
    } catch (error) {
      options.log.warn({ err: error }, 'live updates: no connection');
      reconnectLater(next);
    }
  }

  function reconnectLater(gone: pg.Client) {
    if (client === gone) client = null;
    gone.removeAllListeners('end');
    gone.end().catch(() => undefined);
    if (isClosed || reconnectTimer) return;
    reconnectTimer = setTimeout(() => {
      reconnectTimer = null;
      void connect();
    }, reconnectMilliseconds);
  }

  return {
    publish(brandId, customerId) {
      waiting.add(`${brandId}/${customerId}`);
      flushTimer ??= setTimeout(() => {
        flush().catch((error) => options.log.warn({ err: error }, 'live updates: not sent'));
      }, flushMilliseconds);
    },
    subscribe(brandId, customerId, listener) {
      const key = `${brandId}/${customerId}`;
      const group = listeners.get(key) ?? new Set();
      listeners.set(key, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0 && listeners.get(key) === group) listeners.delete(key);
      };
    },
    start: connect,
    async close() {
      isClosed = true;
      if (flushTimer) clearTimeout(flushTimer);
      if (reconnectTimer) clearTimeout(reconnectTimer);
      client?.removeAllListeners('end');
      await client?.end().catch(() => undefined);
    },
  };
}

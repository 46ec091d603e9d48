/** Wakes loops of other processes early: a hint on a Postgres channel, never the only way to learn of work. */
import pg from 'pg';
import type { Logger } from 'pino';
import type { Tx } from './db.ts';

const reconnectMilliseconds = 1_000;

/** What a hint can be about; `live` is published after every change of a wallet. */
export type WakeChannel = 'live' | 'deliveries' | 'updates' | 'bots';

export interface Wake {
  /** Calls back on each hint until the returned function is called. */
  on(channel: WakeChannel, listener: () => void): () => void;
  close(): Promise<void>;
}

/** Sent with the transaction's commit; keep it out of hot statements. */
export async function wakeOthers(tx: Tx, channel: WakeChannel): Promise<void> {
  await tx.$executeRaw`select pg_notify(${channel}, '')`;
}

/** Listens on a connection of its own and opens it again whenever it breaks. */
export async function startWake(options: { url: string; log: Logger }): Promise<Wake> {
  const listeners = new Map<string, Set<() => void>>();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const tell = (channel: string) => {
    for (const listener of listeners.get(channel) ?? []) listener();
  };

  async function connect(): Promise<void> {
    timer = null;
    const next = new pg.Client({
      connectionString: options.url,
      application_name: 'regulars wake',
      keepAlive: true,
    });
    const lost = () => reconnectLater(next);
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', (message) => tell(message.channel));
    try {
      await next.connect();
      await next.query('listen live; listen deliveries; listen updates; listen bots');
      client = next;
      // Hints sent meanwhile are gone: let everyone look once.
      for (const channel of listeners.keys()) tell(channel);
    } catch (error) {
      options.log.warn({ err: error }, 'wake-up connection failed');
      lost();
    }
  }

  function reconnectLater(gone: pg.Client): void {
    if (client === gone) client = null;
    gone.removeAllListeners('end');
    gone.end().catch(() => undefined);
    if (!isClosed) timer ??= setTimeout(() => void connect(), reconnectMilliseconds);
  }

  await connect();
  return {
    on(channel, listener) {
      const group = listeners.get(channel) ?? new Set();
      listeners.set(channel, group.add(listener));
      return () => group.delete(listener);
    },
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      client?.removeAllListeners('end');
      await client?.end().catch(() => undefined);
    },
  };
}

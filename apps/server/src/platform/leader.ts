/** Work that only one process at a time may do: each name is a session advisory lock in Postgres. */
import pg from 'pg';
import type { Logger } from 'pino';

const retryMilliseconds = 1_000;

export interface Leader {
  /**
   * Runs `work` in whichever process gets the name, and again wherever the name becomes free. The signal ends when
   * the lock is lost or the returned function is called; that function resolves once the work has let go.
   */
  lead(name: string, work: (signal: AbortSignal) => Promise<void>): () => Promise<void>;
  /** Holds a lock for as long as this process lives, also after a broken connection. */
  holdForLife(name: string): Promise<void>;
  close(): Promise<void>;
}

/** The number behind a name, as Postgres computes it. */
export const lockNumberSql = 'hashtextextended($1, 7)';

export function createLeader(options: { url: string; log: Logger }): Leader {
  const { log } = options;
  let client: pg.Client | null = null;
  let connecting: Promise<pg.Client> | null = null;
  let isClosed = false;
  const onLost = new Set<() => void>();
  const heldForLife = new Set<string>();
  const stops = new Set<() => Promise<void>>();

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: 'regulars leader',
      keepAlive: true,
    });
    const lost = () => {
      if (client !== next) return;
      client = null;
      // With the session its locks are gone: others may lead from now on.
      for (const tell of onLost) tell();
      if (!isClosed) setTimeout(() => void holdAgain(), retryMilliseconds);
    };
    next.on('error', lost);
    next.on('end', lost);
    await next.connect();
    client = next;
    return next;
  }

  async function session(): Promise<pg.Client> {
    if (client) return client;
    connecting ??= connect().finally(() => {
      connecting = null;
    });
    return connecting;
  }

  async function tryLock(name: string): Promise<boolean> {
    const { rows } = await (await session()).query<{ got: boolean }>(
      `select pg_try_advisory_lock(${lockNumberSql}) as got`,
      [name],
    );
    return rows[0]?.got === true;
  }

  /** Waits for it: whoever only looks whether we live holds it for a moment. */
  async function lock(name: string): Promise<void> {
    await (await session()).query(`select pg_advisory_lock(${lockNumberSql})`, [name]);
  }

  async function unlock(name: string): Promise<void> {
    await client?.query(`select pg_advisory_unlock(${lockNumberSql})`, [name]).catch(() => undefined);
  }

  async function holdAgain(): Promise<void> {
    try {
      for (const name of heldForLife) await lock(name);
    } catch {
      if (!isClosed) setTimeout(() => void holdAgain(), retryMilliseconds);
    }
  }

  async function leadOnce(
    name: string,
    stopped: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    if (!(await tryLock(name))) return;
    const lost = new AbortController();
    const tell = () => lost.abort();
    onLost.add(tell);
    try {
      await work(AbortSignal.any([stopped, lost.signal]));
    } finally {
      onLost.delete(tell);
      await unlock(name);
    }
  }

  async function leadUntil(
    name: string,
    stopped: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    while (!stopped.aborted) {
      try {
        await leadOnce(name, stopped, work);
      } catch (error) {
        log.warn({ err: error, name }, 'leading failed');
      }
      await pause(retryMilliseconds, stopped);
    }
  }

  return {
    lead(name, work) {
      const stopping = new AbortController();
      const ended = leadUntil(name, stopping.signal, work);
      const stop = async () => {
        stops.delete(stop);
        stopping.abort();
        await ended;
      };
      stops.add(stop);
      return stop;
    },
    async holdForLife(name) {
      heldForLife.add(name);
      await lock(name);
    },
    async close() {
      await Promise.all([...stops].map((stop) => stop()));
      isClosed = true;
      await client?.end().catch(() => undefined);
    },
  };
}

/** Sleeps, but not longer than the signal lets it. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

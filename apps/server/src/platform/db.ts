/** The one pool to Postgres; Prisma and hand-written statements share its connections. */
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@regulars/prisma';
import pg from 'pg';
import type { Logger } from 'pino';

// Counts and sums arrive as numbers: points and minor units stay far below 2^53.
const int8 = 20;

const postingConnections = 4;

export type Prisma = PrismaClient;
/** Prisma inside an interactive transaction. */
export type Tx = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'
>;

export interface Db {
  prisma: Prisma;
  pool: pg.Pool;
  /**
   * For look-ups and postings whose every access is by key: no plan of theirs ever scans a table, however small it
   * was when the plan was made. Few connections, for these statements carry many requests each.
   */
  posting: pg.Pool;
  close(): Promise<void>;
}

export function createDb(options: { url: string; poolSize: number; log: Logger }): Db {
  const pool = createPool(options, { max: options.poolSize, application_name: 'regulars' });
  const posting = createPool(options, {
    max: postingConnections,
    application_name: 'regulars posting',
    options: '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off',
  });
  // Under load a transaction waits for its connection rather than fail.
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  });
  return {
    prisma,
    pool,
    posting,
    async close() {
      await prisma.$disconnect();
      for (const one of [pool, posting]) if (!one.ended) await one.end();
    },
  };
}

function createPool(options: { url: string; log: Logger }, settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
    ...settings,
  });
  // Without listeners a Postgres restart would end the process.
  pool.on('error', (error) => options.log.warn({ err: error }, 'idle database connection lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => options.log.warn({ err: error }, 'database connection lost'));
  });
  return pool;
}

const retriable = new Set(['40001', '40P01']);
const connectionLost = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);

/** Postgres' SQLSTATE or Node's code, wherever pg or Prisma put it. */
export function databaseErrorCode(error: unknown): string | null {
  for (
    let current: unknown = error, depth = 0;
    current !== undefined && current !== null && depth < 6;
    depth++
  ) {
    if (typeof current !== 'object') return null;
    const fields = current as {
      code?: unknown;
      originalCode?: unknown;
      cause?: unknown;
      meta?: { driverAdapterError?: unknown };
    };
    if (typeof fields.originalCode === 'string') return fields.originalCode;
    if (typeof fields.code === 'string' && !/^P\d{4}$/.test(fields.code)) return fields.code;
    current = fields.cause ?? fields.meta?.driverAdapterError;
  }
  return null;
}

/** True when Postgres is restarting or out of reach: the caller may try again shortly. */
export function isConnectionLost(error: unknown): boolean {
  const code = databaseErrorCode(error);
  if (code !== null && connectionLost.has(code)) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Can't reach database/i.test(error.message)
  );
}

/** True for a unique constraint, by Postgres (23505) or Prisma (P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return databaseErrorCode(error) === '23505' || (error as { code?: string } | null)?.code === 'P2002';
}

/** Repeats work that Postgres ended because of another transaction (40001, 40P01). */
export async function retrySerialization<T>(work: () => Promise<T>): Promise<T> {
  const attempts = 5;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = databaseErrorCode(error);
      const isRetriable =
        (code !== null && retriable.has(code)) || (error as { code?: string } | null)?.code === 'P2034';
      if (!isRetriable || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt));
    }
  }
}

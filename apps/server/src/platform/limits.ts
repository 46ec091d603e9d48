/** Limits that hold across processes: counted in Postgres, by account, network, key or brand. */
import type { ErrorCode } from '@regulars/contracts/errors';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type pg from 'pg';
import { Refusal } from './refusal.ts';

export interface Limiter {
  /** Counts one try. Refuses `rate_limited` with the seconds to wait once the allowance is used up. */
  spend(key: string): Promise<void>;
  /** Refuses like `spend` if the allowance is used up already, without counting. */
  check(key: string): Promise<void>;
  /** Forgets what was counted. */
  reset(key: string): Promise<void>;
}

/** `allowed` tries in any window of `seconds`; after that, `blockSeconds` of waiting. */
export function createLimiter(
  pool: pg.Pool,
  options: { name: string; allowed: number; seconds: number; blockSeconds?: number },
): Limiter {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: options.name,
    points: options.allowed,
    duration: options.seconds,
    blockDuration: options.blockSeconds ?? 0,
    clearExpiredByTimeout: false,
  });
  return {
    async spend(key) {
      try {
        await limiter.consume(key);
      } catch (reason) {
        throw reason instanceof RateLimiterRes ? tooMany(reason) : reason;
      }
    },
    async check(key) {
      const state = await limiter.get(key);
      if (state && state.consumedPoints >= options.allowed) throw tooMany(state);
    },
    async reset(key) {
      await limiter.delete(key);
    },
  };
}

export interface Counted {
  limiter: Limiter;
  key: string;
}

/** Runs what may prove wrong: only tries that end in that refusal count, and after too many the next are refused unseen. */
export async function countWrong<T>(
  counted: readonly Counted[],
  wrong: ErrorCode,
  attempt: () => Promise<T>,
): Promise<T> {
  for (const { limiter, key } of counted) await limiter.check(key);
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Refusal && error.code === wrong) {
      for (const { limiter, key } of counted) await limiter.spend(key);
    }
    throw error;
  }
}

function tooMany(state: RateLimiterRes): Refusal {
  return new Refusal('rate_limited', {
    retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1_000)),
  });
}

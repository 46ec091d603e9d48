/** What every part of the server is given: nothing reaches for a global. */
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Clock } from './platform/clock.ts';
import type { Db } from './platform/db.ts';
import type { Live } from './platform/live.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Random } from './platform/random.ts';
import type { Secrets } from './platform/secrets.ts';

export interface Deps {
  config: Config;
  log: Logger;
  clock: Clock;
  random: Random;
  /** Prisma and the pool under it; both share connections. */
  db: Db;
  /** Encryption and keyed hashes of personal fields and tokens. */
  secrets: Secrets;
  /** Tells open screens that something changed, across processes. */
  live: Live;
  metrics: Metrics;
}

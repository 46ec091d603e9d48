/** Makes the real deps of a process from its configuration. */
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { systemClock } from './platform/clock.ts';
import { createDb } from './platform/db.ts';
import { createLive } from './platform/live.ts';
import { createLog } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { systemRandom } from './platform/random.ts';
import { createSecrets } from './platform/secrets.ts';

export function createDeps(config: Config): Deps {
  const log = createLog(config.log);
  const db = createDb({ url: config.databaseUrl, poolSize: config.databasePoolSize, log });
  return {
    config,
    log,
    clock: systemClock,
    random: systemRandom,
    db,
    secrets: createSecrets(config.encryptionKey),
    live: createLive({ url: config.databaseUrl, pool: db.pool, log }),
    metrics: createMetrics(),
  };
}

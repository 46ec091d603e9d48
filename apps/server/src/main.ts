/** Starts the roles that the configuration names (api, bot, worker), together or apart, and stops them cleanly. */
import closeWithGrace from 'close-with-grace';
import fastify, { type FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { buildBot } from './bot.ts';
import { startBots } from './bots/connected-bots.ts';
import { receiveUpdates } from './bots/receive.ts';
import { handleUpdates } from './bots/updates.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createDeps } from './create-deps.ts';
import { jobs, schedules, subscribers, waitingJobs } from './jobs.ts';
import { startHoldTimer } from './ledger/end-holds.ts';
import { runSender } from './messaging/sender.ts';
import { startDispatcher } from './platform/dispatcher.ts';
import { mountHealth } from './platform/health.ts';
import { createLeader, type Leader } from './platform/leader.ts';
import { pendingMigrations } from './platform/migrations.ts';
import { prepareQueue, startQueue } from './platform/queue.ts';
import { createTelegram } from './platform/telegram.ts';
import { startWake, type Wake } from './platform/wake.ts';
import { ensureSetupLink } from './staff/setup.ts';

const stopMilliseconds = 10_000;
const databaseTries = 10;
const concurrentWaitingJobs = 40;

/** Closed from the last to the first. */
const parts: { name: string; stop: () => Promise<unknown> }[] = [];

const config = readConfigOrExit();
const deps = createDeps(config);
closeWithGrace({ delay: stopMilliseconds, logger: false }, async ({ err, signal }) => {
  if (err) deps.log.fatal({ err }, 'an error that nobody caught');
  else deps.log.info({ signal }, 'stopping');
  await stopAll();
  if (err) process.exit(1);
});

try {
  await start();
} catch (error) {
  deps.log.fatal({ err: error }, `could not start: ${error instanceof Error ? error.message : error}`);
  await stopAll();
  process.exit(1);
}

async function start(): Promise<void> {
  parts.push({ name: 'database', stop: () => deps.db.close() });
  await requireDatabase();
  await prepareQueue(deps);
  const wake = await startWake({ url: config.databaseUrl, log: deps.log });
  parts.push({ name: 'wake', stop: () => wake.close() });
  const leader = createLeader({ url: config.databaseUrl, log: deps.log });
  parts.push({ name: 'leader', stop: () => leader.close() });
  if (config.roles.includes('worker')) await startWorker(leader, wake);
  if (config.roles.includes('bot')) startBotRole(leader, wake);
  const isApi = config.roles.includes('api');
  await startHttp(isApi ? await buildApp(deps) : healthOnly());
  if (isApi) await printSetupLink();
}

async function startWorker(leader: Leader, wake: Wake): Promise<void> {
  const waiting = { jobs: waitingJobs, schedules: [], concurrency: concurrentWaitingJobs };
  const queue = await startQueue(deps, leader, { jobs, schedules }, waiting);
  parts.push({ name: 'queue', stop: () => queue.stop() });
  const dispatcher = startDispatcher(deps, wake, subscribers);
  parts.push({ name: 'dispatcher', stop: () => dispatcher.stop() });
  const holdTimer = startHoldTimer(deps);
  parts.push({ name: 'hold timer', stop: () => holdTimer.stop() });
}

/** For each brand's bot: updates in, updates handled, deliveries out; one process at a time leads a bot. */
function startBotRole(leader: Leader, wake: Wake): void {
  const telegram = createTelegram(config.telegram.apiRoot);
  parts.push({ name: 'telegram', stop: () => telegram.close() });
  const bots = startBots({ deps, leader, wake }, [
    receiveUpdates({ deps, telegram }),
    handleUpdates({ deps, wake, buildBot }),
    (bot, signal) => runSender({ deps, telegram, wake }, bot, signal),
  ]);
  parts.push({ name: 'bots', stop: () => bots.stop() });
}

async function startHttp(app: FastifyInstance): Promise<void> {
  await deps.live.start();
  parts.push({ name: 'live', stop: () => deps.live.close() });
  const address = await app.listen({ host: config.host, port: config.port });
  parts.push({ name: 'http', stop: () => app.close() });
  deps.log.info({ address, roles: config.roles }, `listening on ${address}`);
}

/** Printed, not logged: logs travel further than the terminal of whoever sets the deployment up. */
async function printSetupLink(): Promise<void> {
  const link = await ensureSetupLink(deps);
  if (link !== null) console.log(`Nobody works here yet. Make the first owner at ${link}`);
}

/** Roles without routes still answer their orchestrator and Prometheus. */
function healthOnly(): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true });
  mountHealth(app, deps);
  return app;
}

/** Waits a little for a database that starts beside us; never runs on a schema that is not ours. */
async function requireDatabase(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await deps.db.pool.query('select 1');
      break;
    } catch (error) {
      if (attempt === databaseTries) {
        throw new Error('the database of DATABASE_URL does not answer', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
  const pending = await pendingMigrations(deps.db.pool);
  if (pending.length > 0) {
    throw new Error(`the database lacks ${pending.join(', ')}; run: pnpm db:migrate`);
  }
}

async function stopAll(): Promise<void> {
  for (const part of parts.splice(0).reverse()) {
    await part
      .stop()
      .catch((error: unknown) => deps.log.warn({ err: error, part: part.name }, 'not stopped'));
  }
}

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

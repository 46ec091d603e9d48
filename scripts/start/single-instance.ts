/** Keeps two starts from using one data folder at the same time. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder } from './folders.ts';

const lockPath = join(dataFolder, 'start.pid');

/** Answers the process that already runs here, or null after taking the place. */
export async function takePlace(): Promise<number | null> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const isTaken = await writeFile(lockPath, String(process.pid), { flag: 'wx' }).then(
      () => false,
      () => true,
    );
    if (!isTaken) return null;
    const pid = Number(await readFile(lockPath, 'utf8').catch(() => ''));
    if (await isStart(pid)) return pid;
    await rm(lockPath, { force: true });
  }
  throw new Error(`${lockPath} cannot be written`);
}

export async function leavePlace(): Promise<void> {
  await rm(lockPath, { force: true });
}

/** A killed start leaves its number behind, and another program may have it by now. */
async function isStart(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'scripts/start.ts');
  return commandLine.includes('start.ts');
}

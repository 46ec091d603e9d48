import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { spawnTethered, stopTethered } from './tethered.ts';

const moduleUrl = new URL('./tethered.ts', import.meta.url).href;
/** Says its process id, and takes its time to stop when it is told to. */
const program = `
  console.log(process.pid);
  process.on('SIGTERM', () => console.log('asked') || process.exit(0));
  setInterval(() => {}, 1000);`;
const deafProgram = program.replace('process.exit(0)', '0');

describe('a tethered program', () => {
  it('is asked to stop when its starter is killed', async () => {
    const starter = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { spawnTethered } from '${moduleUrl}';
       const child = spawnTethered(process.execPath, ['--eval', ${JSON.stringify(program)}], { stopSignal: 'TERM' });
       child.stdout.pipe(process.stdout);`,
    ]);
    const [said] = await once(starter.stdout, 'data');
    const pid = Number(String(said));
    expect(isAlive(pid)).toBe(true);
    starter.kill('SIGKILL');
    await expectGone(pid);
  });

  it('that does not listen is ended when the time is up', async () => {
    const child = spawnTethered(process.execPath, ['--eval', deafProgram], { stopSignal: 'TERM' });
    const [said] = await once(child.stdout ?? child, 'data');
    await stopTethered(child, 0.3);
    await expectGone(Number(String(said)));
  });
});

async function expectGone(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 100 && isAlive(pid); attempt += 1) await sleep(50);
  expect(isAlive(pid)).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

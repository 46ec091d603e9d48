/** Starts programs that never outlive us, and that Ctrl-C reaches only through us. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for the program under a shell and passes it a signal when our end of the pipe closes. */
const script =
  'exec 3<&0; "$@" </dev/null 3<&- & program=$!; (cat <&3 >/dev/null; kill -"$0" $program 2>/dev/null) & wait $program';

/**
 * Closing the child's stdin asks the program to stop. When we are killed the system closes it for us. The
 * program is in a process group of its own, so that we choose the order in which things stop.
 */
export function spawnTethered(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> & { stopSignal: 'INT' | 'TERM'; via?: string[] },
): ChildProcess {
  const { stopSignal, via = [], ...rest } = options;
  const [first = '/bin/sh', ...others] = [...via, '/bin/sh', '-c', script, stopSignal, command, ...args];
  return spawn(first, others, { ...rest, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Asks it to stop, and ends the whole group when that takes too long. Resolves when it is gone. */
export async function stopTethered(child: ChildProcess, timeoutSeconds: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const group = -child.pid;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const impatience = new AbortController();
  child.stdin?.end();
  const overdue = sleep(timeoutSeconds * 1000, undefined, { signal: impatience.signal }).then(
    () => process.kill(group, 'SIGKILL'),
    () => undefined,
  );
  await gone;
  impatience.abort();
  await overdue;
}

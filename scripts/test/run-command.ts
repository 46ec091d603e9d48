/** Runs one command of the checks, showing its output at once or only when it fails. */
import { type ChildProcess, spawn } from 'node:child_process';
import { root } from '../start/folders.ts';

export type Command = {
  /** Path of a JavaScript program, relative to the root. */
  program: string;
  args: string[];
  /** Folder to run in, relative to the root. */
  folder?: string;
  env?: Record<string, string>;
  output: 'live' | 'on failure';
};

const timeoutMinutes = 20;
const children = new Set<ChildProcess>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(1);
  });
}

/** Answers whether it ended well. */
export async function runCommand({
  program,
  args,
  folder = '.',
  env = {},
  output,
}: Command): Promise<boolean> {
  const child = spawn(process.execPath, [`${root}/${program}`, ...args], {
    cwd: `${root}/${folder}`,
    env: { ...process.env, ...env },
    stdio: output === 'live' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMinutes * 60_000,
  });
  children.add(child);
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => kept.push(chunk));
  }
  const code = await new Promise<number | null>((done, fail) =>
    child.once('error', fail).once('close', done),
  );
  children.delete(child);
  if (code !== 0 && kept.length > 0) process.stdout.write(`${kept.join('').trim()}\n`);
  return code === 0;
}

/** Builds the web apps; turbo skips those whose sources have not changed. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.ts';

export async function buildWebApps(): Promise<void> {
  const args = ['run', 'build', '--output-logs=errors-only', '--concurrency=2', '--no-color'];
  const child = spawn(join(root, 'node_modules', '.bin', 'turbo'), args, {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-20_000);
    });
  }
  const code = await new Promise<number | null>((done, fail) =>
    child.once('error', fail).once('close', done),
  );
  if (code !== 0) throw new Error(`The web apps could not be built:\n${output}`);
}

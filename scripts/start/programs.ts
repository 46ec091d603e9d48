/** Starts and stops the programs of the demo, each with its log file. */
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { spawnTethered, stopTethered } from '@regulars/config/tethered.ts';
import { logsFolder, root } from './folders.ts';

export type Program = {
  name: string;
  /** Resolves with the reason when the program ends, wanted or not. */
  ended: Promise<string>;
  /** The value of the first line of output that is a JSON object with these keys. */
  said: (keys: string[]) => Promise<Record<string, unknown>>;
  stop: () => Promise<void>;
};

type Start = { name: string; script: string; args?: string[]; env?: Record<string, string> };

/** Answers at once; wait for what the program says, or ask it whether it is ready. */
export async function startProgram({ name, script, args = [], env = {} }: Start): Promise<Program> {
  const log = await openLog(name);
  const child = spawnTethered(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stopSignal: 'TERM',
  });
  const lines = keepLines(child, log);
  const ended = new Promise<string>((done) => {
    child.once('error', (error) => done(`${name} could not be started: ${error.message}`));
    child.once('close', (code, signal) => done(describeEnd(name, code ?? signal, lines)));
  });
  return {
    name,
    ended,
    said: (keys) => firstSaid(child, lines, keys, ended),
    stop: () => stopTethered(child, 15),
  };
}

export async function openLog(name: string): Promise<WriteStream> {
  const path = join(logsFolder, `${name}.log`);
  await rename(path, join(logsFolder, `${name}.previous.log`)).catch(() => undefined);
  return createWriteStream(path, { mode: 0o600 });
}

function keepLines(child: ChildProcess, log: WriteStream): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      lines.push(line);
      if (lines.length > 200) lines.shift();
    });
  }
  return lines;
}

async function firstSaid(
  child: ChildProcess,
  lines: readonly string[],
  keys: readonly string[],
  ended: Promise<string>,
): Promise<Record<string, unknown>> {
  const timeoutSeconds = 120;
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`No answer within ${timeoutSeconds} s`)),
      timeoutSeconds * 1000,
    );
    const look = () => {
      const found = lines
        .map(parseObject)
        .find((value) => value !== null && keys.every((key) => key in value));
      if (found === undefined || found === null) return;
      clearTimeout(timer);
      done(found);
    };
    child.stdout?.on('data', () => setImmediate(look));
    look();
    void ended.then((reason) => {
      look();
      clearTimeout(timer);
      fail(new Error(reason));
    });
  });
}

function parseObject(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function describeEnd(name: string, how: number | string | null, lines: readonly string[]): string {
  const told = lines.filter((line) => !/^\s+at /.test(line));
  const last = told.slice(-12).map((line) => `    ${line}`);
  const where = relative(root, join(logsFolder, `${name}.log`));
  return [`${name} has stopped (${how}). Its last lines, more in ${where}:`, ...last].join('\n');
}

/**
 * Reads QR codes in a worker thread with a time limit, one picture after the other. A picture that makes the reader
 * hang or fall costs its own answer: the thread is ended, and the next picture gets a new one.
 */
import { Worker } from 'node:worker_threads';
import { Refusal } from '../platform/refusal.ts';

export interface CodePixels {
  /** RGBA, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
}

export interface CodeReader {
  /** Empty where nothing can be read in time. Refuses `temporarily_unavailable` while too many wait. */
  read(pixels: CodePixels): Promise<string[]>;
}

interface ReaderOptions {
  milliseconds: number;
  waitingLimit: number;
  idleMilliseconds: number;
  script: URL;
}

const usual: ReaderOptions = {
  // A thread that starts on a busy machine takes seconds of it.
  milliseconds: 8_000,
  waitingLimit: 12,
  // Reading is rare: the thread's memory is given back in between.
  idleMilliseconds: 60_000,
  script: new URL('./codes.worker.ts', import.meta.url),
};

export function createCodeReader(options: Partial<ReaderOptions> = {}): CodeReader {
  const { milliseconds, waitingLimit, idleMilliseconds, script } = { ...usual, ...options };
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | null = null;
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function end(): void {
    const ended = worker;
    worker = null;
    void ended?.terminate();
  }

  async function readNext(pixels: CodePixels): Promise<string[]> {
    if (idle) clearTimeout(idle);
    worker ??= startWorker(script);
    const texts = await ask(worker, pixels, milliseconds);
    if (texts === null) end();
    else idle = setTimeout(end, idleMilliseconds).unref();
    return texts ?? [];
  }

  return {
    async read(pixels) {
      if (waiting >= waitingLimit) throw new Refusal('temporarily_unavailable', { retryAfterSeconds: 5 });
      waiting += 1;
      const answer = turn.then(() => readNext(pixels));
      turn = answer.catch(() => undefined);
      return answer.finally(() => {
        waiting -= 1;
      });
    },
  };
}

function startWorker(script: URL): Worker {
  const worker = new Worker(script, {
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
    env: {},
  });
  worker.unref();
  return worker;
}

/** Null when the thread has to be given up. */
function ask(worker: Worker, pixels: CodePixels, milliseconds: number): Promise<string[] | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(null), milliseconds);
    const onMessage = (texts: unknown) => finish(Array.isArray(texts) ? texts.map(String) : null);
    const onEnd = () => finish(null);
    function finish(texts: string[] | null): void {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
      // What comes after the answer was given up must not fall on the process.
      if (texts === null) worker.on('error', () => undefined);
      resolve(texts);
    }
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    worker.postMessage(pixels);
  });
}

/** A loop that looks for work, sleeps when there is none, and stops when told to. */
import type { Logger } from 'pino';

const afterErrorMilliseconds = 1_000;

export interface Loop {
  /** Looks at once instead of at the end of the sleep. */
  wake(): void;
  /** Resolves when the step in progress is done. */
  stop(): Promise<void>;
}

/** `step` answers how long to sleep, in milliseconds; 0 goes on at once. An error is logged and the loop lives on. */
export function startLoop(options: { name: string; log: Logger; step: () => Promise<number> }): Loop {
  let isStopped = false;
  let isWoken = false;
  let endSleep: (() => void) | null = null;

  async function sleep(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endSleep = null;
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      isWoken = false;
      let pause = afterErrorMilliseconds;
      try {
        pause = await options.step();
      } catch (error) {
        options.log.error({ err: error, loop: options.name }, 'a step of the loop failed');
      }
      if (pause > 0 && !isWoken && !isStopped) await sleep(pause);
    }
  }

  const ended = run();
  return {
    wake() {
      isWoken = true;
      endSleep?.();
    },
    async stop() {
      isStopped = true;
      endSleep?.();
      await ended;
    },
  };
}

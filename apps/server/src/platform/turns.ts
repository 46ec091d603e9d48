/** Lets only a few pieces of work of one key go on at once; the others wait in the order they came. */

export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function createTurns(atOnce: number): Turns {
  const queues = new Map<string, { underWay: number; waiting: (() => void)[] }>();
  return async (key, work) => {
    const queue = queues.get(key) ?? { underWay: 0, waiting: [] };
    queues.set(key, queue);
    if (queue.underWay < atOnce) queue.underWay += 1;
    else await new Promise<void>((resolve) => queue.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = queue.waiting.shift();
      // Whoever is next takes over the place as it is.
      if (next) next();
      else queue.underWay -= 1;
      if (queue.underWay === 0) queues.delete(key);
    }
  };
}

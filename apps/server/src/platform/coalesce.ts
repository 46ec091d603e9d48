/**
 * Batched fresh reads: askers who arrive while a read is in flight share the next one. Nothing is cached, so an
 * answer is never older than its question, and a crowd of askers costs a few statements instead of one each.
 */

/** Keys are compared as strings, so a composite key is joined by the caller. */
export type FreshRead<Value> = (key: string) => Promise<Value | undefined>;

/**
 * Wraps a read of many keys into a read of one. `load` answers a map without the keys that are not there; when
 * it fails, everyone who shared it hears of it, and the next read starts afresh.
 */
export function coalesce<Value>(
  load: (keys: string[]) => Promise<ReadonlyMap<string, Value>>,
  options: { maxKeys?: number } = {},
): FreshRead<Value> {
  const maxKeys = options.maxKeys ?? 500;
  let waiting = new Map<string, Asker<Value>[]>();
  let isReading = false;

  async function readWaiting(): Promise<void> {
    isReading = true;
    while (waiting.size > 0) {
      const { taken, left } = split(waiting, maxKeys);
      waiting = left;
      try {
        const found = await load([...taken.keys()]);
        for (const [key, askers] of taken) for (const asker of askers) asker.resolve(found.get(key));
      } catch (error) {
        for (const askers of taken.values()) for (const asker of askers) asker.reject(error);
      }
    }
    isReading = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const askers = waiting.get(key);
      if (askers) askers.push({ resolve, reject });
      else waiting.set(key, [{ resolve, reject }]);
      if (!isReading) void readWaiting();
    });
}

interface Asker<Value> {
  resolve: (value: Value | undefined) => void;
  reject: (error: unknown) => void;
}

function split<T>(all: Map<string, T>, count: number): { taken: Map<string, T>; left: Map<string, T> } {
  if (all.size <= count) return { taken: all, left: new Map() };
  const entries = [...all];
  return { taken: new Map(entries.slice(0, count)), left: new Map(entries.slice(count)) };
}

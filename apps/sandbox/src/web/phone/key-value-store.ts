// Keeps a Mini App's stored values in the browser, apart for each person and bot.
import type { KeyValueStore } from './bridge-method.ts';

export function createKeyValueStore(owner: { botId: number; personId: number }): KeyValueStore {
  const storageKey = (area: string) => `sandbox.${area}.${owner.botId}.${owner.personId}`;
  return {
    read(area) {
      const saved: unknown = JSON.parse(localStorage.getItem(storageKey(area)) ?? '{}');
      if (typeof saved !== 'object' || saved === null) return {};
      return Object.fromEntries(Object.entries(saved).map(([key, value]) => [key, String(value)]));
    },
    write(area, values) {
      localStorage.setItem(storageKey(area), JSON.stringify(values));
    },
  };
}

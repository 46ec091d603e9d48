// What is typed but not sent yet, per chat.
import { useSyncExternalStore } from 'react';

const drafts = new Map<string, string>();
const listeners = new Set<() => void>();

export function useDraft(key: string): string {
  return useSyncExternalStore(subscribe, () => drafts.get(key) ?? '');
}

export function changeDraft(key: string, text: string): void {
  drafts.set(key, text);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Keeps unsaved work: while a part of the page has changes, whoever moves the address asks the person first. */
import { useLayoutEffect, useSyncExternalStore } from 'react';

/** One for each part of the page that has changes. */
const unsaved = new Set<symbol>();
const watchers = new Set<() => void>();
/** Answers the question that stands on the screen; null while none does. */
let answer: ((mayLeave: boolean) => void) | null = null;

/** While `isDirty`, leaving the page (link, Back, address, tab) asks first. */
export function useLeaveGuard(isDirty: boolean): void {
  // A layout effect, for a page that is gone must not be asked about by the redirect that took its place.
  useLayoutEffect(() => {
    if (!isDirty) return;
    const mark = Symbol('unsaved');
    // A closing tab knows only the browser's own question.
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    unsaved.add(mark);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      unsaved.delete(mark);
      window.removeEventListener('beforeunload', onUnload);
      if (unsaved.size === 0) answerLeaving(false);
    };
  }, [isDirty]);
}

export function hasUnsavedWork(): boolean {
  return unsaved.size > 0;
}

/** True once the person chooses to leave. A further question takes the place of one that still stands. */
export function askToLeave(): Promise<boolean> {
  answerLeaving(false);
  return new Promise((resolve) => {
    answer = resolve;
    tell();
  });
}

export function answerLeaving(mayLeave: boolean): void {
  const resolve = answer;
  if (resolve === null) return;
  answer = null;
  tell();
  resolve(mayLeave);
}

/** Whether the question stands on the screen. */
export function useIsAskedToLeave(): boolean {
  return useSyncExternalStore(watch, () => answer !== null);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function tell(): void {
  for (const watcher of watchers) watcher();
}

/** Keeps unsaved work: a page with changes is asked before the address moves on. */
import { useEffect } from 'react';

let question: (() => string) | null = null;

/** While `isDirty`, leaving the page (link, address, tab) asks with these words first. */
export function useLeaveGuard(isDirty: boolean, words: string): void {
  useEffect(() => {
    if (!isDirty) return;
    const ask = () => words;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    question = ask;
    window.addEventListener('beforeunload', onUnload);
    return () => {
      if (question === ask) question = null;
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isDirty, words]);
}

/** True when nothing is unsaved or the person chose to leave it. */
export function mayLeave(): boolean {
  return question === null || window.confirm(question());
}

/** Keeps unsaved work: a page with changes is asked before the address moves on, by a link or by Back. */
import { useEffect } from 'react';

/** One for each part of the page that has changes. */
const questions = new Set<() => string>();

/** While `isDirty`, leaving the page (link, Back, address, tab) asks with these words first. */
export function useLeaveGuard(isDirty: boolean, words: string): void {
  useEffect(() => {
    if (!isDirty) return;
    const ask = () => words;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const here = { address: location.href, state: history.state };
    const onBack = (event: PopStateEvent) => {
      const isSamePage = new URL(here.address).pathname === location.pathname;
      if (isSamePage || mayLeave()) return;
      // The browser has moved already and cannot be told not to: put the page back before the router looks.
      event.stopImmediatePropagation();
      history.pushState(here.state, '', here.address);
    };
    questions.add(ask);
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener('popstate', onBack, { capture: true });
    return () => {
      questions.delete(ask);
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener('popstate', onBack, { capture: true });
    };
  }, [isDirty, words]);
}

/** True when nothing is unsaved or the person chose to leave it. */
export function mayLeave(): boolean {
  const [ask] = questions;
  return ask === undefined || window.confirm(ask());
}

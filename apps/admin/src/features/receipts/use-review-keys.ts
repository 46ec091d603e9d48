/** Keys of the review: J and K walk, A approves, R refuses, X marks; by place on the keyboard, so in any layout. */
import { useEffect, useRef } from 'react';

export interface ReviewKeys {
  next: () => void;
  previous: () => void;
  approve: () => void;
  refuse: () => void;
  mark: () => void;
}

/** After G a letter opens a page. */
const pageKeyMs = 1_200;

export function useReviewKeys(keys: ReviewKeys, isOn: boolean): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    let pageKeyUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (event.code === 'KeyG') pageKeyUntil = Date.now() + pageKeyMs;
      if (Date.now() < pageKeyUntil) return;
      const { next, previous, approve, refuse, mark } = latest.current;
      const act = { KeyJ: next, KeyK: previous, KeyA: approve, KeyR: refuse, KeyX: mark }[event.code];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

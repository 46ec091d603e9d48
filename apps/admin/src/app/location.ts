/**
 * Where the router believes the page to be: the browser's address, except that unsaved work is asked about before
 * it changes. The browser moves by itself on Back and Forward and cannot be told not to, so the shown page stays,
 * the browser is sent back, and goes where it wanted once the person agrees.
 */
import { useSyncExternalStore } from 'react';
import type { BaseLocationHook, NavigateOptions } from 'wouter';
import { askToLeave, hasUnsavedWork } from './leave-guard.ts';

interface Place {
  path: string;
  search: string;
  /** The entry's number in the tab's history, kept in its state: tells how far and which way the browser moved. */
  position: number;
}

const watchers = new Set<() => void>();
/** The entry that the person agreed to leave for. */
let agreed: number | null = null;
let shown = placeAt(storedPosition() ?? 0);
history.replaceState({ ...history.state, position: shown.position }, '');
window.addEventListener('popstate', onBrowserMove);

/** The `hook` of the router. */
export const useGuardedLocation: BaseLocationHook = Object.assign(
  (): [string, typeof navigate] => [useSyncExternalStore(watch, () => shown.path), navigate],
  { searchHook: () => useSyncExternalStore(watch, () => shown.search) },
);

function navigate(to: string, options: NavigateOptions = {}): void {
  // Only a change of page asks about unsaved work; filters in the address do not.
  const isSamePage = new URL(to, location.origin + shown.path).pathname === shown.path;
  if (isSamePage || !hasUnsavedWork()) move(to, options);
  else void askToLeave().then((mayLeave) => mayLeave && move(to, options));
}

function move(to: string, { replace = false, state = null }: NavigateOptions): void {
  const position = replace ? shown.position : shown.position + 1;
  history[replace ? 'replaceState' : 'pushState']({ ...state, position }, '', to);
  show(placeAt(position));
}

/** Back, Forward, or a fragment of the same page. */
function onBrowserMove(): void {
  const isSamePage = location.pathname === shown.path;
  // An entry without a number was made by a fragment, so it is new and follows the shown one.
  const position = storedPosition() ?? shown.position + 1;
  const distance = position - shown.position;
  if (isSamePage || position === agreed || !hasUnsavedWork()) {
    agreed = null;
    if (storedPosition() === null) history.replaceState({ ...history.state, position }, '');
    show(placeAt(position));
    return;
  }
  history.go(-distance);
  void askToLeave().then((mayLeave) => {
    if (!mayLeave) return;
    agreed = position;
    history.go(distance);
  });
}

function storedPosition(): number | null {
  const position: unknown = history.state?.position;
  return typeof position === 'number' ? position : null;
}

function placeAt(position: number): Place {
  return { path: location.pathname, search: location.search, position };
}

function show(place: Place): void {
  shown = place;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Remembers in the history entry which screen a document was opened from, so that back leads there. */

export function stateFrom(screen: string): { from: string } {
  return { from: screen };
}

export function screenBefore(): string | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('from' in state)) return null;
  return typeof state.from === 'string' && state.from.startsWith('/') ? state.from : null;
}

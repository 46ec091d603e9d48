/**
 * Filters, search and choices of a list kept in the address, so that a link shows the same view:
 * `const [state, set] = useAddressState({ q: '', sort: 'newest' })`. Values equal to the default are left out.
 */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';

export function useAddressState<T extends Record<string, string>>(
  defaults: T,
): [{ [K in keyof T]: string }, (change: { [K in keyof T]?: string }) => void] {
  const [params, setParams] = useSearchParams();
  const names = JSON.stringify(defaults);
  const state = useMemo(() => {
    const initial: { [K in keyof T]: string } = JSON.parse(names);
    for (const key of Object.keys(initial) as (keyof T & string)[]) {
      initial[key] = params.get(key) ?? initial[key];
    }
    return initial;
  }, [params, names]);
  const set = useCallback(
    (change: { [K in keyof T]?: string }) => {
      const initial: Record<string, string> = JSON.parse(names);
      setParams(
        (previous) => {
          const next = new URLSearchParams(previous);
          for (const [key, value] of Object.entries(change)) {
            if (!value || value === initial[key]) next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams, names],
  );
  return [state, set];
}

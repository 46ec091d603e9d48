/** Filters that are on, in words and each with a way to drop it: what an empty list names. */
import { useTranslation } from 'react-i18next';
import type { ActiveFilter } from './nothing-found.tsx';

/** `say` has a sentence for the value of each filter but the search `q`, which is quoted. */
export function useFilterWords<N extends string>(
  filters: Readonly<Record<N, string>> & { q?: string },
  set: (change: Record<string, string>) => void,
  say: { readonly [K in N]?: (value: string) => string },
): ActiveFilter[] {
  const { t } = useTranslation('app');
  const active: ActiveFilter[] = filters.q
    ? [{ label: t('listSearch.quoted', { text: filters.q }), drop: () => set({ q: '' }) }]
    : [];
  for (const name in say) {
    const value = filters[name];
    const words = value && say[name]?.(value);
    if (words) active.push({ label: words, drop: () => set({ [name]: '' }) });
  }
  return active;
}

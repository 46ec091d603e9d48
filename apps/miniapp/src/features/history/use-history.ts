/** All own movements, page by page, grouped by the person's days. */
import type { HistoryEntry } from '@regulars/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { entriesKey, useApi } from '../../app/api.tsx';
import { dayKey } from '../../words/dates.ts';

export interface HistoryDay {
  key: string;
  entries: HistoryEntry[];
}

const pageSize = 30;

export function useHistory() {
  const { session } = useApi();
  const query = useInfiniteQuery({
    queryKey: entriesKey,
    queryFn: ({ pageParam, signal }) =>
      session.call(
        'listMyEntries',
        {
          params: { slug: session.slug },
          query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const days = useMemo(() => byDay(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data]);
  return { ...query, days };
}

/** Keeps the order, newest first; neighbours of one day go together. */
export function byDay(entries: readonly HistoryEntry[]): HistoryDay[] {
  const days: HistoryDay[] = [];
  for (const entry of entries) {
    const key = dayKey(entry.createdAt);
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ key, entries: [entry] });
  }
  return days;
}

/**
 * Lists for DataTable. `useCursorList` follows cursor pages: give the query's key and how one page is called;
 * `useWholeList` is for answers that come whole as `{ items }`.
 */
import { type UseQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { List } from './data-table.tsx';

interface Page<T> {
  items: readonly T[];
  nextCursor: string | null;
  /** Some lists also tell how many there are in all. */
  total?: number;
}

const firstPage: { cursor?: string } = {};
const noCursor = firstPage.cursor;

export function useCursorList<T>(
  queryKey: readonly unknown[],
  loadPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): List<T> & { total: number | undefined } {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => loadPage(pageParam, signal),
    initialPageParam: noCursor,
    getNextPageParam: (last: Page<T>) => last.nextCursor ?? undefined,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items),
    total: query.data?.pages[0]?.total,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage
      ? { load: () => void query.fetchNextPage(), isLoading: query.isFetchingNextPage }
      : undefined,
  };
}

export function useWholeList<T>(query: UseQueryResult<{ items: T[] }>): List<T> {
  return { rows: query.data?.items, error: query.error, retry: () => void query.refetch() };
}

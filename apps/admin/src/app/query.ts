/** The cache of server data: what is fresh for how long, and what is tried again. */
import { RefusalError } from '@regulars/client';
import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !isFinal(error),
    },
    mutations: { retry: false },
  },
});

/** A refusal below 500 stays a refusal however often one asks. */
function isFinal(error: unknown): boolean {
  return error instanceof RefusalError && error.status < 500;
}

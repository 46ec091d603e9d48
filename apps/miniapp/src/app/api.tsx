/** What every screen below may rely on: the session, the brand, and the member's data as a query. */
import { ConnectionError, RefusalError } from '@regulars/client/call';
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { AppState, Member, PublicBrand } from './boot.ts';
import type { Session } from './session.ts';

export interface Api {
  session: Session;
  brand: PublicBrand;
  /** Replaces the whole app's state, as after joining or when a session is lost. */
  setState: (state: AppState) => void;
}

const ApiContext = createContext<Api | null>(null);

export function ApiProvider({ session, brand, setState, children }: Api & { children: ReactNode }) {
  const api = useMemo(() => ({ session, brand, setState }), [session, brand, setState]);
  return <ApiContext value={api}>{children}</ApiContext>;
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs an ApiProvider above');
  return api;
}

const maxTries = 3;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Offline is told by a failed call: WebViews lie about their connection.
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => failures < maxTries - 1 && isPassing(error),
        retryDelay: (attempt) => Math.min(4000, 500 * 2 ** attempt),
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** True for failures that a little time may heal. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof RefusalError && (error.status >= 500 || error.code === 'idempotency_in_flight');
}

export const memberKey = ['me'] as const;
export const entriesKey = ['entries'] as const;

export function memberQuery(session: Session) {
  return queryOptions({
    queryKey: memberKey,
    queryFn: ({ signal }): Promise<Member> =>
      session.call('getMe', { params: { slug: session.slug } }, { signal }),
  });
}

/** The member; the boot call has filled the cache before any screen asks. */
export function useMember(): Member {
  const { session } = useApi();
  const { data } = useQuery(memberQuery(session));
  if (!data) throw new Error('useMember is for screens of those who joined');
  return data;
}

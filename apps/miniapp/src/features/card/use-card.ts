/** Keeps a fresh member card on screen: a new one every 55 seconds, on coming back, and after each use. */
import type { CallOutput } from '@regulars/client/call';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useApi, useMember } from '../../app/api.tsx';

type IssuedCard = CallOutput<'issueCard'>;

/** A card and when it ends by this page's own steady clock, whatever the phone's clock says. */
interface HeldCard extends IssuedCard {
  endsAtMs: number;
}

export type CardState =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown; retry: () => void }
  | { kind: 'fresh'; card: string; code: string; secondsLeft: number; isOffline: boolean }
  /** The code ran out and no new one could be got yet. */
  | { kind: 'stale' };

const renewMs = 55_000;
const retryMs = 3000;

export function useCard(): CardState {
  const { session } = useApi();
  const { recentEntries } = useMember();
  const { data, error, refetch } = useQuery({
    // A till uses a card up: after each movement the next one is asked for.
    queryKey: ['card', recentEntries[0]?.id ?? null],
    queryFn: async ({ signal }) =>
      hold(await session.call('issueCard', { params: { slug: session.slug } }, { signal })),
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchInterval: (query) => (query.state.status === 'error' ? retryMs : renewMs),
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    placeholderData: (previous) => previous,
  });
  const secondsLeft = useSecondsUntil(data?.endsAtMs ?? null);
  const isOffline = useSaysOffline() || error !== null;

  if (data && secondsLeft > 0) {
    return { kind: 'fresh', card: data.card, code: data.code, secondsLeft, isOffline };
  }
  if (data) return { kind: 'stale' };
  if (error) return { kind: 'failed', error, retry: () => void refetch() };
  return { kind: 'loading' };
}

function hold(card: IssuedCard): HeldCard {
  const lifeMs = Date.parse(card.expiresAt) - Date.parse(card.now);
  return { ...card, endsAtMs: performance.now() + lifeMs };
}

/** WebViews may claim a network that is not there; when they say there is none, it is so. */
function useSaysOffline(): boolean {
  return useSyncExternalStore(onNetworkChange, () => !navigator.onLine);
}

function onNetworkChange(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

function useSecondsUntil(endsAtMs: number | null): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return endsAtMs === null ? 0 : Math.max(0, Math.ceil((endsAtMs - now) / 1000));
}

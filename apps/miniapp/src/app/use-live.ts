/** Keeps the member's data fresh: by the live stream, by polling where that fails, and on coming back. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { memberKey, useApi } from './api.tsx';

const pollMs = 5000;

export function useLive(): void {
  const { session } = useApi();
  const queryClient = useQueryClient();
  const [isConnected, setConnected] = useState(true);

  useEffect(() => {
    const controller = new AbortController();
    const listen = async () => {
      // Not part of the first screen: the balance on it is fresh as it is.
      const { keepLive } = await import('./live-connection.ts');
      await keepLive({
        session,
        signal: controller.signal,
        onChange: () => void queryClient.invalidateQueries({ queryKey: memberKey }),
        onConnected: (value) => {
          if (!controller.signal.aborted) setConnected(value);
        },
      });
    };
    listen().catch(() => setConnected(false));
    return () => controller.abort();
  }, [session, queryClient]);

  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void queryClient.invalidateQueries({ queryKey: memberKey });
    };
    document.addEventListener('visibilitychange', refresh);
    const timer = isConnected ? undefined : setInterval(refresh, pollMs);
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      clearInterval(timer);
    };
  }, [isConnected, queryClient]);
}

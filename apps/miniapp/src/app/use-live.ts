/** Keeps the member's data fresh: by the live stream, by polling where that fails, and on coming back. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { memberKey, useApi } from './api.tsx';
import { keepLive } from './live-connection.ts';

const pollMs = 5000;

export function useLive(): void {
  const { session } = useApi();
  const queryClient = useQueryClient();
  const [isConnected, setConnected] = useState(true);

  useEffect(() => {
    const controller = new AbortController();
    void keepLive({
      session,
      signal: controller.signal,
      onChange: () => void queryClient.invalidateQueries({ queryKey: memberKey }),
      onConnected: (value) => {
        if (!controller.signal.aborted) setConnected(value);
      },
    });
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

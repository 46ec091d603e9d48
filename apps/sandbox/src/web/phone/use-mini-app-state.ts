// Redraws a component when the open Mini App's state changes.
import { useSyncExternalStore } from 'react';
import type { MiniAppClient } from './mini-app-client.ts';
import type { MiniAppState } from './mini-app-state.ts';

export function useMiniAppState(client: MiniAppClient): MiniAppState {
  return useSyncExternalStore(client.subscribe, client.getState);
}

/** Ends the session and forgets what was loaded under it. */
import type { QueryClient } from '@tanstack/react-query';
import { meKey } from './api.ts';
import { auth } from './auth.ts';

export async function signOut(client: QueryClient): Promise<void> {
  await auth.signOut();
  client.clear();
  client.setQueryData(meKey, null);
}

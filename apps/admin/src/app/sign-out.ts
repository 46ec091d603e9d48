/** Ends the session and forgets what was loaded under it. */
import type { QueryClient } from '@tanstack/react-query';
import { meKey } from './api.ts';
import { auth } from './auth.ts';

export async function signOut(client: QueryClient): Promise<void> {
  await auth.signOut();
  // Told first, to the frame that watches this entry: after a clear() nobody would hear it.
  client.setQueryData(meKey, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
}

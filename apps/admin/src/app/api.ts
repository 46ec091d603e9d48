/** `call(route, input)` for the admin: session cookie, the reader's language, and a sign-in when it ends. */
import { createClient } from '@regulars/client';
import { queryClient } from './query.ts';
import { currentLanguage } from './words.ts';

export const meKey = ['me'] as const;

export const call = createClient({
  headers: () => ({ 'accept-language': currentLanguage() }),
  onUnauthorized: async () => {
    // The frame watches this entry: without a person it shows the sign-in, which leads back here.
    queryClient.setQueryData(meKey, null);
    return false;
  },
});

/** Who is signed in: asked once, kept fresh, and null when the session has ended. */
import { RefusalError } from '@regulars/client';
import type { StaffMe } from '@regulars/contracts';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { call, meKey } from './api.ts';
import { takeChosenLanguage } from './words.ts';

/** `data` is null without a session; other failures are errors. */
export function useMe() {
  return useQuery({
    queryKey: meKey,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<StaffMe | null> => {
      try {
        return await inChosenLanguage(await call('getStaffMe', {}, { signal }));
      } catch (error) {
        if (error instanceof RefusalError && error.status === 401) return null;
        throw error;
      }
    },
  });
}

/** A language that was chosen before signing in is the person's from now on. */
async function inChosenLanguage(me: StaffMe): Promise<StaffMe> {
  const language = takeChosenLanguage();
  if (!language || language === me.language) return me;
  // If this fails, the page speaks the chosen language until the person is asked for again.
  return call('updateStaffMe', { body: { language } }).catch(() => ({ ...me, language }));
}

const StaffContext = createContext<StaffMe | null>(null);
export const StaffProvider = StaffContext.Provider;

/** The signed-in person; only inside the signed-in part of the page. */
export function useStaff(): StaffMe {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error('useStaff is used outside of the signed-in part');
  return staff;
}

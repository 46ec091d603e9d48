/** Keeps the app's state from its start on, and offers another try where one helps. */
import type { Language } from '@regulars/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { rememberLanguage } from '../words/language.ts';
import { createQueryClient, memberKey } from './api.tsx';
import type { AppState } from './boot.ts';
import type { Session } from './session.ts';
import { spokenIn } from './start.ts';

export interface AppStart {
  state: AppState;
  session: Session;
  queryClient: QueryClient;
  setState: (state: AppState) => void;
  retry: () => void;
}

export interface AppStateOptions {
  session: Session;
  /** What the boot call brought. */
  first: AppState;
  language: Language;
  /** Settles once the language's words are there. */
  setLanguage: (language: Language) => Promise<void>;
}

export function useAppState({ session, first, language, setLanguage }: AppStateOptions): AppStart {
  const [state, setRawState] = useState(first);
  const [queryClient] = useState(() => keepMember(createQueryClient(), first));

  const setState = useCallback(
    (next: AppState) => {
      keepMember(queryClient, next);
      if (next.kind === 'ready') void setLanguage(spokenIn(next)).then(() => setRawState(next));
      else setRawState(next);
    },
    [queryClient, setLanguage],
  );
  useEffect(() => session.setOnLost(setState), [session, setState]);

  useEffect(() => {
    session.setLanguage(language);
    rememberLanguage(language);
  }, [session, language]);

  const isNewcomer = state.kind === 'ready' && state.member === null;
  useEffect(() => {
    // Only once the member's screens are gone: they cannot be drawn without their data.
    if (isNewcomer) queryClient.removeQueries();
  }, [isNewcomer, queryClient]);

  const retry = useCallback(() => {
    setState({ kind: 'loading' });
    void session.exchange().then(setState);
  }, [session, setState]);

  return { state, session, queryClient, setState, retry };
}

function keepMember(queryClient: QueryClient, state: AppState): QueryClient {
  if (state.kind === 'ready' && state.member) queryClient.setQueryData(memberKey, state.member);
  return queryClient;
}

/** Runs the start: takes the boot answer, keeps the app's state, and offers another try where one helps. */
import type { Language } from '@regulars/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { guessedLanguage, rememberLanguage, withinBrand } from '../words/language.ts';
import { createQueryClient, memberKey } from './api.tsx';
import type { AppState, BootResult } from './boot.ts';
import { createSession, type Session } from './session.ts';

export interface AppStart {
  slug: string;
  state: AppState;
  session: Session;
  queryClient: QueryClient;
  setState: (state: AppState) => void;
  retry: () => void;
}

export interface AppStateOptions {
  slug: string;
  boot: Promise<BootResult>;
  language: Language;
  /** Settles once the language's words are there. */
  setLanguage: (language: Language) => Promise<void>;
}

export function useAppState({ slug, boot, language, setLanguage }: AppStateOptions): AppStart {
  const [state, setRawState] = useState<AppState>({ kind: 'loading' });
  const queryClient = useMemo(createQueryClient, []);

  const setState = useCallback(
    (next: AppState) => {
      if (next.kind === 'ready') {
        const { member, brand } = next;
        if (member) queryClient.setQueryData(memberKey, member);
        const spoken = withinBrand(member?.language ?? guessedLanguage(), brand.languages);
        void setLanguage(spoken).then(() => setRawState(next));
        return;
      }
      setRawState(next);
    },
    [queryClient, setLanguage],
  );
  // One session for the page: its language is only the first one, later ones are set below.
  const session = useMemo(() => createSession(slug, language, setState), [slug, setState]);

  useEffect(() => {
    session.setLanguage(language);
    rememberLanguage(language);
  }, [session, language]);

  useEffect(() => {
    let isCurrent = true;
    void boot.then((result) => isCurrent && setState(session.adopt(result)));
    return () => {
      isCurrent = false;
    };
  }, [boot, session, setState]);

  const isNewcomer = state.kind === 'ready' && state.member === null;
  useEffect(() => {
    // Only once the member's screens are gone: they cannot be drawn without their data.
    if (isNewcomer) queryClient.removeQueries();
  }, [isNewcomer, queryClient]);

  const retry = useCallback(() => {
    setState({ kind: 'loading' });
    void session.exchange().then(setState);
  }, [session, setState]);

  return { slug, state, session, queryClient, setState, retry };
}

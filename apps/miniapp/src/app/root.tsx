/** Holds the language with its words, and the router that knows the brand's path. */
import type { Language } from '@regulars/contracts';
import { useCallback, useEffect, useState } from 'react';
import { Router } from 'wouter';
import { telegram } from '../telegram.ts';
import { type Catalog, loadCatalog, WordsProvider } from '../words/words.tsx';
import { App } from './app.tsx';
import type { Start } from './start.ts';
import { useAppState } from './use-app-state.ts';

/** Its effect runs before those of the screens after it, which show Telegram's buttons. */
function MountTelegram(): null {
  useEffect(telegram.mount, []);
  return null;
}

export function Root({ start }: { start: Start }) {
  const { session, language, catalog } = start;
  const [words, setWords] = useState<{ language: Language; catalog: Catalog }>({ language, catalog });
  const setLanguage = useCallback(async (next: Language) => {
    try {
      const loaded = await loadCatalog(next);
      setWords((current) => (current.language === next ? current : { language: next, catalog: loaded }));
    } catch {
      // Without a connection the words on screen stay in the language that is there.
    }
  }, []);
  const app = useAppState({ session, first: start.state, language: words.language, setLanguage });
  return (
    <WordsProvider language={words.language} catalog={words.catalog} setLanguage={setLanguage}>
      <Router base={`/app/${session.slug}`}>
        <MountTelegram />
        <App start={app} />
      </Router>
    </WordsProvider>
  );
}

/** Holds the language with its words, and the router that knows the brand's path. */
import type { Language } from '@regulars/contracts';
import { useCallback, useState } from 'react';
import { Router } from 'wouter';
import { type Catalog, loadCatalog, WordsProvider } from '../words/words.tsx';
import { App } from './app.tsx';
import type { BootResult } from './boot.ts';
import { useAppState } from './use-app-state.ts';

interface RootProps {
  slug: string;
  boot: Promise<BootResult>;
  language: Language;
  catalog: Catalog;
}

export function Root({ slug, boot, language, catalog }: RootProps) {
  const [words, setWords] = useState({ language, catalog });
  const setLanguage = useCallback(async (next: Language) => {
    try {
      const loaded = await loadCatalog(next);
      setWords((current) => (current.language === next ? current : { language: next, catalog: loaded }));
    } catch {
      // Without a connection the words on screen stay in the language that is there.
    }
  }, []);
  const start = useAppState({ slug, boot, language: words.language, setLanguage });
  return (
    <WordsProvider language={words.language} catalog={words.catalog} setLanguage={setLanguage}>
      <Router base={`/app/${slug}`}>
        <App start={start} />
      </Router>
    </WordsProvider>
  );
}

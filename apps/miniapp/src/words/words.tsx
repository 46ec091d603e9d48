/** The app's sentences in the chosen language: catalogs in i18next's format, read by Intl plural rules. */
import type { Language } from '@regulars/contracts';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import englishUrl from './en.json?url';
import type russian from './ru.json';
import russianUrl from './ru.json?url';

export type Catalog = Record<string, string>;
type StripPlural<K> = K extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : K;
export type WordKey = StripPlural<keyof typeof russian>;
export type WordValues = Record<string, string | number>;
export type Translate = (key: WordKey, values?: WordValues) => string;

export interface Words {
  t: Translate;
  language: Language;
  setLanguage: (language: Language) => Promise<void>;
}

const WordsContext = createContext<Words | null>(null);

export function WordsProvider({
  language,
  catalog,
  setLanguage,
  children,
}: {
  language: Language;
  catalog: Catalog;
  setLanguage: (language: Language) => Promise<void>;
  children: ReactNode;
}) {
  const words = useMemo(
    () => ({ t: createTranslate(catalog, language), language, setLanguage }),
    [catalog, language, setLanguage],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useWords needs a WordsProvider above');
  return words;
}

/** The catalog of the language that index.html guessed; it was asked for before the bundle arrived. */
export async function loadFirstCatalog(language: Language): Promise<Catalog> {
  return (await window.__words) ?? loadCatalog(language);
}

/** Only the chosen language's catalog is fetched. */
export async function loadCatalog(language: Language): Promise<Catalog> {
  const answer = await fetch(language === 'ru' ? russianUrl : englishUrl);
  if (!answer.ok) throw new Error(`word catalog ${language} answered ${answer.status}`);
  return answer.json();
}

/** `count` among the values picks the plural form: `key_one`, `key_few`, `key_many`, `key_other`. */
export function createTranslate(catalog: Catalog, language: Language): Translate {
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const plural =
      typeof values.count === 'number' ? catalog[`${key}_${plurals.select(values.count)}`] : undefined;
    const text = plural ?? catalog[key] ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** Brings together what the first drawing needs, so that the screens are drawn once and not a skeleton before. */
import type { Language } from '@regulars/contracts';
import { guessedLanguage, withinBrand } from '../words/language.ts';
import { type Catalog, loadCatalog, loadFirstCatalog } from '../words/words.tsx';
import type { AppState, BootResult } from './boot.ts';
import { createSession, type Session } from './session.ts';

export interface Start {
  session: Session;
  state: AppState;
  language: Language;
  catalog: Catalog;
}

/** Waits for the boot call and for the words; until then the page shows the skeleton of index.html. */
export async function prepareStart(slug: string, boot: Promise<BootResult>): Promise<Start> {
  const guessed = guessedLanguage();
  const [result, words] = await Promise.all([boot, loadFirstCatalog(guessed)]);
  const session = createSession(slug, guessed);
  const state = session.adopt(result);
  const spoken = spokenIn(state);
  const catalog = spoken === guessed ? words : await loadCatalog(spoken).catch(() => null);
  // Without a connection the words stay in the language that is there.
  const language = catalog ? spoken : guessed;
  // Before the first drawing: its screens call the server while they appear.
  session.setLanguage(language);
  return { session, state, language, catalog: catalog ?? words };
}

/** The member's own language, else the guessed one, within what the brand speaks. */
export function spokenIn(state: AppState): Language {
  if (state.kind !== 'ready') return guessedLanguage();
  return withinBrand(state.member?.language ?? guessedLanguage(), state.brand.languages);
}

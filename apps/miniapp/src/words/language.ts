/** Which language to speak: the person's own choice, then Telegram's, within what the brand speaks. */
import type { Language } from '@regulars/contracts';

const storageKey = 'regulars/language';

/** What index.html guessed before anything was loaded. */
export function guessedLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'ru';
}

export function withinBrand(language: Language, languages: readonly Language[]): Language {
  return languages.includes(language) ? language : (languages[0] ?? language);
}

/** The next start begins in this language at once. */
export function rememberLanguage(language: Language): void {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Private modes refuse storage; the next start guesses anew.
  }
}

/** Chooses the language in which a brand speaks to a person. */
import type { Language } from '@regulars/contracts';

/** The person's language where the brand speaks it, else the brand's first. */
export function spokenLanguage(languages: readonly Language[], wanted: string): Language {
  return languages.find((one) => one === wanted) ?? languages[0] ?? 'ru';
}

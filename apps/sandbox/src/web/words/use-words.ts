// Gives components the words in the viewer's language.
import { type Language, readPreferences, usePreferences } from '../preferences.ts';
import { en, type Words } from './en.ts';
import { ru } from './ru.ts';

const byLanguage: Record<Language, Words> = { en, ru };

export function useWords(): Words {
  return byLanguage[usePreferences().language];
}

export const readWords = (): Words => byLanguage[readPreferences().language];

/**
 * Words of the admin: each feature keeps `words.ru.json` and `words.en.json` beside its screens, and the
 * folder's name is the i18next namespace. What several features say is in `app/words.*.json` (namespace
 * `app`, also the fallback: `useTranslation('till')` finds `save` there when `till` has none).
 */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'ru' | 'en';
type Catalogue = Record<string, unknown>;

const storageKey = 'regulars.language';
const choiceKey = 'regulars.chosen-language';
const loaders: Record<Language, () => Promise<{ catalogues: Record<string, Catalogue> }>> = {
  ru: () => import('./words.ru.ts'),
  en: () => import('./words.en.ts'),
};

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    lng: 'dev',
    defaultNS: 'app',
    fallbackNS: 'app',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(rememberedLanguage());
}

/** Switches the page to a language and remembers it for the next visit on this device. */
export async function speak(language: Language): Promise<void> {
  const { catalogues } = await loaders[language]();
  for (const [namespace, words] of Object.entries(catalogues)) {
    i18next.addResourceBundle(language, namespace, words, true, true);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(storageKey, language);
}

/** A choice made before signing in: it is kept with whoever signs in next in this tab. */
export async function speakBeforeSignIn(language: Language): Promise<void> {
  sessionStorage.setItem(choiceKey, language);
  await speak(language);
}

/** That choice, once. */
export function takeChosenLanguage(): Language | null {
  const chosen = sessionStorage.getItem(choiceKey);
  sessionStorage.removeItem(choiceKey);
  return chosen === 'ru' || chosen === 'en' ? chosen : null;
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'ru';
}

function rememberedLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  if (stored === 'ru' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

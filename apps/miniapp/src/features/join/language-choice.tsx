/** Lets a newcomer read in the other language, where the brand speaks both. */
import type { Language } from '@regulars/contracts';
import { useApi } from '../../app/api.tsx';
import { useWords } from '../../words/words.tsx';

const languageWords = { ru: 'language.ru', en: 'language.en' } as const;

export function LanguageChoice() {
  const { brand } = useApi();
  const { t, language, setLanguage } = useWords();
  if (brand.languages.length < 2) return null;
  return (
    <fieldset className="language-choice" aria-label={t('join.language')}>
      {brand.languages.map((option: Language) => (
        <button
          key={option}
          type="button"
          lang={option}
          aria-pressed={option === language}
          onClick={() => void setLanguage(option)}
        >
          {t(languageWords[option])}
        </button>
      ))}
    </fieldset>
  );
}

/** Language and what the bot may write about, each taking effect at once. */
import type { Topic } from '@regulars/contracts';
import { useApi, useMember } from '../../app/api.tsx';
import { Section, SwitchRow } from '../../app/parts/list.tsx';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';
import type { Choice } from './use-choices.ts';

interface ChoiceProps {
  choose: (choice: Choice) => void;
}

const languageWords = { ru: 'language.ru', en: 'language.en' } as const;
const topics = ['offers', 'news', 'games'] as const satisfies readonly Topic[];

export function LanguageSection({ choose }: ChoiceProps) {
  const { t, language } = useWords();
  const { brand } = useApi();
  if (brand.languages.length < 2) return null;
  return (
    <Section>
      <div className="row">
        <span className="row-text">{t('profile.language')}</span>
        <fieldset className="choice" aria-label={t('profile.language')}>
          {brand.languages.map((option) => (
            <button
              key={option}
              type="button"
              lang={option}
              aria-pressed={option === language}
              onClick={() => {
                telegram.haptic('select');
                choose({ kind: 'language', language: option });
              }}
            >
              {t(languageWords[option])}
            </button>
          ))}
        </fieldset>
      </div>
    </Section>
  );
}

export function MessagesSection({ choose }: ChoiceProps) {
  const { t } = useWords();
  const member = useMember();
  return (
    <Section header={t('profile.messages')} footer={t('profile.marketingText')}>
      <SwitchRow
        title={t('profile.marketing')}
        isOn={member.marketingConsent}
        onChange={(granted) => choose({ kind: 'marketing', granted })}
      />
      {member.marketingConsent &&
        topics.map((topic) => (
          <SwitchRow
            key={topic}
            title={t(`profile.topic.${topic}`)}
            isOn={member.topics.includes(topic)}
            onChange={(isOn) => choose({ kind: 'topic', topic, isOn })}
          />
        ))}
    </Section>
  );
}

/** Own profile: who one is, how the bot may write, and the way to one's data. */
import { useMember } from '../../app/api.tsx';
import { LinkRow, Section } from '../../app/parts/list.tsx';
import { MainButton } from '../../app/parts/main-button.tsx';
import { ProblemNote } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { sayDate } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { LanguageSection, MessagesSection } from './choices.tsx';
import { PhoneSection } from './phone-section.tsx';
import './profile.css';
import { ProfileFields } from './profile-fields.tsx';
import { useChoices } from './use-choices.ts';
import { useProfile } from './use-profile.ts';

export function ProfileScreen() {
  const { t } = useWords();
  const profile = useProfile();
  const { choose, error } = useChoices();
  return (
    <Screen title={t('profile.title')} isTitleHidden>
      <Person />
      <ProfileFields profile={profile} />
      {profile.isDirty && (
        <button className="button button-quiet" type="button" onClick={profile.discard}>
          {t('profile.discard')}
        </button>
      )}
      {profile.error && <ProblemNote error={profile.error} />}
      <PhoneSection />
      <LanguageSection choose={choose} />
      <MessagesSection choose={choose} />
      {error && <ProblemNote error={error} />}
      <Section>
        <LinkRow icon="shield" tone="quiet" title={t('profile.privacy')} to="/privacy" />
      </Section>
      {profile.isDirty && (
        <MainButton text={t('profile.save')} onPress={profile.save} isLoading={profile.isSaving} />
      )}
    </Screen>
  );
}

function Person() {
  const { t, language } = useWords();
  const { firstName, lastName, photoUrl, joinedAt } = useMember();
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return (
    <div className="person">
      {photoUrl ? (
        <img className="person-photo" src={photoUrl} alt="" width="80" height="80" />
      ) : (
        <span className="person-photo" aria-hidden="true">
          {firstName.charAt(0)}
          {lastName?.charAt(0)}
        </span>
      )}
      <p className="person-name">{name}</p>
      <p className="person-since">{t('profile.since', { date: sayDate(joinedAt, language) })}</p>
    </div>
  );
}

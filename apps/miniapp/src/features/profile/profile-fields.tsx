/** The fields a person fills in themselves; a problem shows when the field is left. */
import { useId } from 'react';
import { Section } from '../../app/parts/list.tsx';
import { useWords, type WordKey } from '../../words/words.tsx';
import type { ProfileField, useProfile } from './use-profile.ts';

type Profile = ReturnType<typeof useProfile>;

export function ProfileFields({ profile }: { profile: Profile }) {
  const { t } = useWords();
  return (
    <Section header={t('profile.about')}>
      <Field profile={profile} field="firstName" label="profile.firstName" autoComplete="given-name" />
      <Field profile={profile} field="lastName" label="profile.lastName" autoComplete="family-name" />
      <Field profile={profile} field="birthday" label="profile.birthday" type="date" autoComplete="bday" />
      <Field profile={profile} field="email" label="profile.email" type="email" autoComplete="email" />
    </Section>
  );
}

interface FieldProps {
  profile: Profile;
  field: ProfileField;
  label: WordKey;
  type?: 'text' | 'date' | 'email';
  autoComplete: string;
}

const maxLengths: Record<ProfileField, number> = { firstName: 64, lastName: 64, birthday: 10, email: 254 };

function Field({ profile, field, label, type = 'text', autoComplete }: FieldProps) {
  const { t } = useWords();
  const problemId = useId();
  const problem = profile.problems[field];
  const isEmptyDate = type === 'date' && profile.draft[field] === '';
  return (
    <>
      <label className="row field">
        <span className="field-label">{t(label)}</span>
        <span className="field-value">
          <input
            className={isEmptyDate ? 'field-input field-empty-date' : 'field-input'}
            type={type}
            value={profile.draft[field]}
            placeholder={t('profile.optional')}
            autoComplete={autoComplete}
            maxLength={maxLengths[field]}
            enterKeyHint="done"
            aria-invalid={problem !== undefined}
            aria-describedby={problem ? problemId : undefined}
            onChange={(event) => profile.edit(field, event.target.value)}
            onBlur={() => profile.touch(field)}
            // iOS leaves a focused field under the keyboard.
            onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'center' })}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
          {isEmptyDate && (
            <span className="field-hint" aria-hidden="true">
              {t('profile.optional')}
            </span>
          )}
        </span>
      </label>
      {problem && (
        <p className="field-problem" id={problemId} role="alert">
          {t(problem)}
        </p>
      )}
    </>
  );
}

// The form for a new person, filled in beforehand so that one more click is enough.
import { type FormEvent, useState } from 'react';
import { changeAddress } from '../address.ts';
import { control } from '../control/control.ts';
import { readLiveState } from '../control/live-store.ts';
import { Icon } from '../icons.tsx';
import { Modal } from '../modal.tsx';
import { personName } from '../person-name.ts';
import { type Language, usePreferences } from '../preferences.ts';
import { showRefusal } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';
import { suggestPerson } from './suggested-person.ts';

export function NewPerson({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { language: viewerLanguage } = usePreferences();
  const [languageCode, setLanguageCode] = useState<Language>(viewerLanguage);
  const [fields, setFields] = useState(() => suggestPerson(viewerLanguage, takenNames()));

  const change = (patch: Partial<typeof fields>) => setFields({ ...fields, ...patch });
  const changeLanguage = (language: Language) => {
    setLanguageCode(language);
    setFields(suggestPerson(language, takenNames()));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    createPerson({ ...fields, languageCode }).then(onClose, showRefusal);
  };

  return (
    <Modal title={words.newPerson} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <fieldset className="segments" aria-label={words.language}>
          {(['ru', 'en'] as const).map((code) => (
            <label key={code} className="segment">
              <input
                type="radio"
                name="language"
                checked={languageCode === code}
                onChange={() => changeLanguage(code)}
              />
              <span>{code === 'ru' ? 'Русский' : 'English'}</span>
            </label>
          ))}
        </fieldset>
        <TextField
          label={words.firstName}
          value={fields.firstName}
          onChange={(firstName) => change({ firstName })}
        />
        <TextField
          label={words.lastName}
          value={fields.lastName}
          isOptional
          onChange={(lastName) => change({ lastName })}
        />
        <TextField
          label={words.phone}
          value={fields.phone}
          isOptional
          onChange={(phone) => change({ phone })}
        />
        <div className="form-actions">
          <button type="button" className="text-button" onClick={() => changeLanguage(languageCode)}>
            <Icon name="reload" size={18} />
            {words.anotherName}
          </button>
          <span className="spacer" />
          <button type="button" className="text-button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="filled-button">
            {words.create}
          </button>
        </div>
      </form>
    </Modal>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  isOptional?: boolean;
  onChange: (value: string) => void;
}

function TextField({ label, value, isOptional = false, onChange }: TextFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        value={value}
        maxLength={64}
        required={!isOptional}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

interface NewPersonFields {
  firstName: string;
  lastName: string;
  phone: string;
  languageCode: string;
}

async function createPerson({ firstName, lastName, phone, languageCode }: NewPersonFields) {
  const person = await control.createPerson({
    firstName,
    languageCode,
    ...(lastName && { lastName }),
    ...(phone && { phone: phone.replace(/[^\d+]/g, '') }),
  });
  changeAddress({ personId: person.id, channelId: null, isAppOpen: false });
}

const takenNames = (): Set<string> => new Set(readLiveState().people.map(personName));

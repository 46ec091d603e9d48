// The controls over the phone: its theme and width now, its platform and version at the next opening.
import { Icon } from '../icons.tsx';
import type { MiniAppSession } from '../mini-app-session.ts';
import { changePreferences, clientVersions, usePreferences } from '../preferences.ts';
import { attempt } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';
import { platforms } from '../../launch/theme-params.ts';
import { useMiniAppState } from './use-mini-app-state.ts';

interface PhoneToolbarProps {
  session: MiniAppSession;
  isLogOpen: boolean;
  onLog: () => void;
}

const platformNames = { ios: 'iOS', android: 'Android', tdesktop: 'Desktop', weba: 'Web A' };

export function PhoneToolbar({ session, isLogOpen, onLog }: PhoneToolbarProps) {
  const words = useWords();
  const { platform, version, phoneWidth } = usePreferences();
  const state = useMiniAppState(session.client);
  const isStale = state.platform !== platform || state.version !== version;
  return (
    <div className="phone-toolbar" role="toolbar" aria-label={words.phoneControls}>
      <ThemeSwitch session={session} />
      <WidthSwitch width={phoneWidth} />
      <Choice
        label={words.platform}
        value={platform}
        options={platforms.map((value) => ({ value, text: platformNames[value] }))}
        onChange={(value) => changePreferences({ platform: value })}
      />
      <Choice
        label={words.version}
        value={clientVersions.find((known) => known === version) ?? '9.1'}
        options={clientVersions.map((value) => ({ value, text: value }))}
        onChange={(value) => changePreferences({ version: value })}
      />
      <button
        type="button"
        className={isStale ? 'icon-button is-wanted' : 'icon-button'}
        aria-label={words.reopen}
        title={isStale ? words.nextOpen : words.reopen}
        onClick={() => attempt(session.reopen)}
      >
        <Icon name="reload" size={20} />
      </button>
      <span
        className="haptic-count"
        title={state.haptics.last}
        role="img"
        aria-label={words.haptics(state.haptics.count)}
      >
        <Icon name="vibrate" size={18} />
        {state.haptics.count}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={words.eventLog}
        title={words.eventLog}
        aria-pressed={isLogOpen}
        onClick={onLog}
      >
        <Icon name="log" size={20} />
      </button>
    </div>
  );
}

function ThemeSwitch({ session }: { session: MiniAppSession }) {
  const words = useWords();
  const isDark = useMiniAppState(session.client).colorScheme === 'dark';
  const change = () => {
    const phoneScheme = isDark ? 'light' : 'dark';
    changePreferences({ phoneScheme });
    session.client.setColorScheme(phoneScheme);
  };
  const label = isDark ? words.phoneLight : words.phoneDark;
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={change}>
      <Icon name={isDark ? 'sun' : 'moon'} size={20} />
    </button>
  );
}

function WidthSwitch({ width }: { width: number }) {
  const words = useWords();
  return (
    <fieldset className="segments is-small wide-only" aria-label={words.width}>
      {([320, 390] as const).map((value) => (
        <label key={value} className="segment">
          <input
            type="radio"
            name="phone-width"
            checked={width === value}
            onChange={() => changePreferences({ phoneWidth: value })}
          />
          <span>{value}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; text: string }[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <select
      className="choice"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

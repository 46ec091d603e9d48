// The left column: bots as folders, people with their last message, channels, and the page's own settings.
import { useState } from 'react';
import { changeAddress } from '../address.ts';
import { useLiveState } from '../control/live-store.ts';
import { Icon } from '../icons.tsx';
import { personName } from '../person-name.ts';
import { changePreferences, usePreferences } from '../preferences.ts';
import type { Selection } from '../use-selection.ts';
import { useWords } from '../words/use-words.ts';
import { ChannelRow } from './channel-row.tsx';
import { NewPerson } from './new-person.tsx';
import { PersonRow } from './person-row.tsx';

export function PeoplePane({ selection }: { selection: Selection }) {
  const words = useWords();
  const state = useLiveState();
  const [search, setSearch] = useState('');
  const [isAdding, setAdding] = useState(false);
  const people = state.people.filter((person) => matches(personName(person), search));

  return (
    <nav className="people-pane" aria-label={words.chats}>
      <header className="people-head">
        <label className="search">
          <Icon name="search" size={20} />
          <input
            type="search"
            placeholder={words.search}
            aria-label={words.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
        <PageSettings />
      </header>
      {state.bots.length > 1 && <BotTabs selection={selection} />}
      <div className="people-scroll">
        {state.connection === 'loading' && <SkeletonRows />}
        <ul className="people-list" aria-label={words.people}>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              bot={selection.bot}
              isSelected={person === selection.person && !selection.channel}
            />
          ))}
        </ul>
        {state.connection !== 'loading' && people.length === 0 && <NobodyHere isSearching={search !== ''} />}
        {state.channels.length > 0 && <h3 className="list-heading">{words.channels}</h3>}
        <ul className="people-list" aria-label={words.channels}>
          {state.channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} isSelected={channel === selection.channel} />
          ))}
        </ul>
      </div>
      <button
        type="button"
        className="new-person"
        aria-label={words.newPerson}
        onClick={() => setAdding(true)}
      >
        <Icon name="personAdd" />
      </button>
      {isAdding && <NewPerson onClose={() => setAdding(false)} />}
    </nav>
  );
}

function PageSettings() {
  const words = useWords();
  const { colorScheme, language } = usePreferences();
  const isDark = colorScheme === 'dark';
  const next = isDark ? 'light' : 'dark';
  const mark = language === 'ru' ? 'EN' : 'РУ';
  return (
    <>
      <button
        type="button"
        className="icon-button"
        // Who speaks to the page says what they see.
        aria-label={`${mark}: ${words.switchLanguage}`}
        title={words.switchLanguage}
        onClick={() => changePreferences({ language: language === 'ru' ? 'en' : 'ru' })}
      >
        <span className="language-mark">{mark}</span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={isDark ? words.lightMode : words.darkMode}
        title={isDark ? words.lightMode : words.darkMode}
        onClick={() => changePreferences({ colorScheme: next, phoneScheme: next })}
      >
        <Icon name={isDark ? 'sun' : 'moon'} size={22} />
      </button>
    </>
  );
}

function BotTabs({ selection }: { selection: Selection }) {
  const { bots } = useLiveState();
  return (
    <div className="bot-tabs" role="tablist">
      {bots.map((bot) => (
        <button
          type="button"
          role="tab"
          key={bot.id}
          className="bot-tab"
          aria-selected={bot === selection.bot}
          onClick={() => changeAddress({ botUsername: bot.username, channelId: null, isAppOpen: false })}
        >
          {bot.name}
        </button>
      ))}
    </div>
  );
}

function NobodyHere({ isSearching }: { isSearching: boolean }) {
  const words = useWords();
  if (isSearching) return <p className="empty-note">{words.nobodyFound}</p>;
  return (
    <div className="empty-list">
      <Icon name="personAdd" size={44} />
      <h2>{words.noPeopleTitle}</h2>
      <p>{words.noPeopleText}</p>
    </div>
  );
}

function SkeletonRows() {
  return (
    <div aria-hidden="true">
      {[70, 50, 62, 44].map((width) => (
        <div className="person-row skeleton" key={width}>
          <span className="avatar" />
          <span className="skeleton-lines">
            <span style={{ width: `${width}%` }} />
            <span style={{ width: '85%' }} />
          </span>
        </div>
      ))}
    </div>
  );
}

const matches = (name: string, search: string): boolean =>
  name.toLowerCase().includes(search.trim().toLowerCase());

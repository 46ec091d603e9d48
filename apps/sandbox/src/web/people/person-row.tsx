// One person in the list, as a real link: name, last message with the bot, time and unread count.
import type { MouseEvent } from 'react';
import type { SandboxBot, SandboxMessage, SandboxPerson } from '../../control/contract.ts';
import { changeAddress } from '../address.ts';
import { Avatar } from '../avatar.tsx';
import { messageSummary } from '../chat/message-summary.ts';
import { chatKey } from '../control/live-state.ts';
import { useLiveState } from '../control/live-store.ts';
import { Icon } from '../icons.tsx';
import { personName } from '../person-name.ts';
import { usePreferences } from '../preferences.ts';
import { listTime } from '../time.ts';
import { useWords } from '../words/use-words.ts';

interface PersonRowProps {
  person: SandboxPerson;
  bot: SandboxBot | null;
  isSelected: boolean;
}

export function PersonRow({ person, bot, isSelected }: PersonRowProps) {
  const { chats, unread } = useLiveState();
  const { language } = usePreferences();
  const words = useWords();
  const key = bot ? chatKey(bot.id, person.id) : '';
  const chat = chats[key];
  const last = chat?.lastMessage ?? null;
  const name = person.isDeactivated ? words.deleted : personName(person);
  const query = new URLSearchParams({ person: String(person.id), ...(bot && { bot: bot.username }) });

  const select = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    changeAddress({ personId: person.id, botUsername: bot?.username ?? null, channelId: null });
  };

  return (
    <li>
      <a
        className="person-row"
        href={`/?${query}`}
        aria-current={isSelected ? 'page' : undefined}
        onClick={select}
      >
        <Avatar id={person.id} name={name} photoUrl={person.photoUrl} size={54} />
        <span className="row-body">
          <span className="row-line">
            <span className="row-name">{name}</span>
            {chat?.isBlocked && <Icon name="block" size={14} />}
            {last && <RowTime message={last} time={listTime(last.sentAt, language)} />}
          </span>
          <span className="row-line">
            <span className="row-text">{last ? messageSummary(last, words) : (person.phone ?? '')}</span>
            <UnreadBadge count={unread[key] ?? 0} />
          </span>
        </span>
      </a>
    </li>
  );
}

function RowTime({ message, time }: { message: SandboxMessage; time: string }) {
  return (
    <span className="row-time">
      {message.sender === 'person' && <Icon name="ticks" size={16} />}
      {time}
    </span>
  );
}

function UnreadBadge({ count }: { count: number }) {
  const words = useWords();
  if (count === 0) return null;
  return (
    <span className="unread" role="img" aria-label={words.unreadCount(count)}>
      {count}
    </span>
  );
}

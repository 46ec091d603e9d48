// The top of a chat: the bot, what it is doing, who writes to it, and what else can be done.
import { useEffect, useState } from 'react';
import type { SandboxBot, SandboxChat, SandboxPerson } from '../../control/contract.ts';
import { changeAddress } from '../address.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { PersonMenu } from '../people/person-menu.tsx';
import { personName } from '../person-name.ts';
import { openMiniApp, useMiniAppSession } from '../mini-app-session.ts';
import { attempt } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';

// Telegram shows an action for five seconds unless it is repeated.
const actionShownMs = 5000;

interface Typing {
  action: string;
  at: number;
}

interface ChatHeaderProps {
  bot: SandboxBot;
  person: SandboxPerson;
  chat: SandboxChat | null;
  typing: Typing | null;
}

export function ChatHeader({ bot, person, chat, typing }: ChatHeaderProps) {
  const words = useWords();
  const session = useMiniAppSession();
  const action = useFreshAction(typing);
  const hasApp =
    bot.mainAppUrl !== null || bot.menuButton.kind === 'webApp' || chat?.menuButton.kind === 'webApp';
  const name = person.isDeactivated ? words.deleted : personName(person);
  return (
    <header className="chat-header">
      <button
        type="button"
        className="icon-button narrow-only"
        aria-label={words.back}
        onClick={() => changeAddress({ personId: null })}
      >
        <Icon name="back" />
      </button>
      <Avatar id={bot.id} name={bot.name} photoUrl={bot.photoUrl} size={42} />
      <div className="chat-title">
        <h1>{bot.name}</h1>
        {action === null ? (
          <span className="chat-subtitle">{words.bot}</span>
        ) : (
          <span className="chat-subtitle is-active">
            {action.startsWith('upload') ? words.uploadsPhoto : words.typing}
            <span className="typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
          </span>
        )}
      </div>
      <span className="writes-as" title={words.writesAs(name)}>
        <Avatar id={person.id} name={name} photoUrl={person.photoUrl} size={26} />
        <span>{name}</span>
      </span>
      {hasApp && !session && (
        <button
          type="button"
          className="icon-button"
          aria-label={words.openMiniApp}
          title={words.openMiniApp}
          onClick={() => attempt(() => openMiniApp({ botId: bot.id, personId: person.id }))}
        >
          <Icon name="phone" />
        </button>
      )}
      <PersonMenu person={person} bot={bot} chat={chat} />
    </header>
  );
}

function useFreshAction(typing: Typing | null): string | null {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (!typing) return;
    const timer = setTimeout(() => setTick(Date.now()), actionShownMs);
    return () => clearTimeout(timer);
  }, [typing]);
  return typing && Date.now() - typing.at < actionShownMs ? typing.action : null;
}

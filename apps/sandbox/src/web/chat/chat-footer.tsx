// The bottom of a chat: the composer, or the one button that must be pressed before writing is possible.
import { useState } from 'react';
import type { SandboxBot, SandboxChat, SandboxPerson } from '../../control/contract.ts';
import { Icon } from '../icons.tsx';
import { useWords } from '../words/use-words.ts';
import { Composer } from './composer.tsx';
import type { ChatActions } from './use-chat-actions.ts';

interface ChatFooterProps {
  bot: SandboxBot;
  person: SandboxPerson;
  chat: SandboxChat | null;
  actions: ChatActions;
}

export function ChatFooter({ bot, person, chat, actions }: ChatFooterProps) {
  const words = useWords();
  if (person.isDeactivated) return <div className="wide-note">{words.accountGone}</div>;
  if (chat?.isBlocked) {
    return (
      <button type="button" className="wide-button" onClick={actions.unblock}>
        {words.unblock}
      </button>
    );
  }
  const isStarted = chat?.isStarted === true || (chat?.messageCount ?? 0) > 0;
  if (!isStarted) return <StartBar onStart={actions.start} />;
  return <Composer bot={bot} person={person} chat={chat} actions={actions} />;
}

function StartBar({ onStart }: { onStart: (payload: string) => void }) {
  const words = useWords();
  const [hasPayload, setHasPayload] = useState(false);
  const [payload, setPayload] = useState('');
  return (
    <form
      className="start-bar"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(payload);
      }}
    >
      {hasPayload && (
        <input
          className="payload"
          aria-label={words.startPayload}
          placeholder={words.startPayload}
          value={payload}
          pattern="[A-Za-z0-9_\-]{0,64}"
          maxLength={64}
          onChange={(event) => setPayload(event.target.value)}
        />
      )}
      <button type="submit" className="start-button">
        {words.start}
      </button>
      {!hasPayload && (
        <button
          type="button"
          className="icon-button"
          aria-label={words.withPayload}
          title={words.withPayload}
          onClick={() => setHasPayload(true)}
        >
          <Icon name="link" />
        </button>
      )}
    </form>
  );
}

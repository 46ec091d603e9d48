// The middle column: the chat with the bot as the selected person.
import { useState } from 'react';
import type { SandboxBot, SandboxChat, SandboxPerson } from '../../control/contract.ts';
import { chatKey } from '../control/live-state.ts';
import { useLiveState } from '../control/live-store.ts';
import { Modal } from '../modal.tsx';
import { useWords } from '../words/use-words.ts';
import { BotIntroduction } from './bot-introduction.tsx';
import { ChatFooter } from './chat-footer.tsx';
import { ChatHeader } from './chat-header.tsx';
import { MessageList } from './message-list.tsx';
import { PhotoViewer } from './photo-viewer.tsx';
import { useChatActions } from './use-chat-actions.ts';

interface ChatPaneProps {
  bot: SandboxBot;
  person: SandboxPerson;
  chat: SandboxChat | null;
}

export function ChatPane({ bot, person, chat }: ChatPaneProps) {
  const words = useWords();
  const state = useLiveState();
  const { actions, alert, closeAlert } = useChatActions({ botId: bot.id, personId: person.id });
  const [photoUrl, setPhotoUrl] = useState<string | null>(null);
  const key = chatKey(bot.id, person.id);
  const messages = state.messages[key];

  return (
    <main className="chat-pane" aria-label={bot.name}>
      <ChatHeader bot={bot} person={person} chat={chat} typing={state.typing[key] ?? null} />
      <div className="chat-body">
        {messages && messages.length > 0 && (
          <MessageList
            chatKey={key}
            messages={messages}
            onPress={actions.pressInline}
            onPhoto={setPhotoUrl}
            onLink={actions.openLink}
            onCommand={actions.sendText}
          />
        )}
        {messages?.length === 0 && <BotIntroduction bot={bot} />}
        <ChatFooter key={key} bot={bot} person={person} chat={chat} actions={actions} />
      </div>
      {photoUrl && <PhotoViewer url={photoUrl} onClose={() => setPhotoUrl(null)} />}
      {alert !== null && (
        <Modal title={bot.name} onClose={closeAlert}>
          <p className="alert-text">{alert}</p>
          <div className="form-actions">
            <span className="spacer" />
            <button type="button" className="text-button" onClick={closeAlert}>
              {words.ok}
            </button>
          </div>
        </Modal>
      )}
    </main>
  );
}

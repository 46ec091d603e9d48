// The middle column when a channel is read: its posts, and who may join or leave as the selected person.
import type { SandboxChannel, SandboxPerson } from '../../control/contract.ts';
import { changeAddress } from '../address.ts';
import { Avatar } from '../avatar.tsx';
import { control } from '../control/control.ts';
import { channelKey } from '../control/live-state.ts';
import { useLiveState } from '../control/live-store.ts';
import { Icon } from '../icons.tsx';
import { followLink } from '../mini-app-session.ts';
import { attempt } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';
import { MessageList } from './message-list.tsx';

interface ChannelPaneProps {
  channel: SandboxChannel;
  person: SandboxPerson | null;
}

export function ChannelPane({ channel, person }: ChannelPaneProps) {
  const words = useWords();
  const key = channelKey(channel.id);
  const messages = useLiveState().messages[key] ?? [];
  const openLink = (url: string) => {
    if (person) attempt(() => followLink(person.id, url));
    else window.open(url, '_blank', 'noopener');
  };
  return (
    <main className="chat-pane" aria-label={channel.title}>
      <header className="chat-header">
        <button
          type="button"
          className="icon-button narrow-only"
          aria-label={words.back}
          onClick={() => changeAddress({ channelId: null, personId: null })}
        >
          <Icon name="back" />
        </button>
        <Avatar id={channel.id} name={channel.title} size={42} />
        <div className="chat-title">
          <h1>{channel.title}</h1>
          <span className="chat-subtitle">{words.subscribers(channel.memberIds.length)}</span>
        </div>
      </header>
      <div className="chat-body">
        {messages.length === 0 ? (
          <div className="introduction">
            <div className="introduction-card">
              <p>{words.channelIsEmpty}</p>
            </div>
          </div>
        ) : (
          <MessageList
            chatKey={key}
            messages={messages}
            // A callback needs a private chat in the sandbox, so only links of channel posts can be pressed.
            onPress={async ({ button }) => {
              if (button.kind === 'url') openLink(button.url);
            }}
            onPhoto={(url) => void window.open(url, '_blank', 'noopener')}
            onLink={openLink}
            onCommand={() => {}}
          />
        )}
        {person && !person.isDeactivated && <MembershipButton channel={channel} person={person} />}
      </div>
    </main>
  );
}

function MembershipButton({ channel, person }: { channel: SandboxChannel; person: SandboxPerson }) {
  const words = useWords();
  const isMember = channel.memberIds.includes(person.id);
  const key = { channelId: channel.id, personId: person.id };
  return (
    <button
      type="button"
      className="wide-button"
      onClick={() => attempt(() => (isMember ? control.leaveChannel(key) : control.joinChannel(key)))}
    >
      {isMember ? words.leaveChannel(channel.title) : words.joinChannel(channel.title)}
    </button>
  );
}

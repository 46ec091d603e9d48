// The whole page: people on the left, the chat in the middle, the phone with the Mini App on the right.
import { useEffect, useRef } from 'react';
import { ChannelPane } from './chat/channel-pane.tsx';
import { ChatPane } from './chat/chat-pane.tsx';
import { connectLive, useLiveState } from './control/live-store.ts';
import { useAddress, changeAddress } from './address.ts';
import { closeMiniApp, openMiniApp, useMiniAppSession } from './mini-app-session.ts';
import { PeoplePane } from './people/people-pane.tsx';
import { PhonePane } from './phone/phone-pane.tsx';
import { usePreferences } from './preferences.ts';
import { showRefusal } from './refusal.ts';
import { Toast } from './toast.tsx';
import { type Selection, useOpenSelection, useSelection } from './use-selection.ts';
import { useWords } from './words/use-words.ts';

export function App() {
  const words = useWords();
  const { connection } = useLiveState();
  const session = useMiniAppSession();
  const selection = useSelection();
  useEffect(connectLive, []);
  useDocument();
  useOpenSelection(selection);
  useMiniAppOfAddress(selection);
  const isChatOpen = (selection.person !== null && selection.bot !== null) || selection.channel !== null;

  return (
    <div className="layout" data-chat-open={isChatOpen} data-app-open={session !== null}>
      <PeoplePane selection={selection} />
      <Middle selection={selection} />
      {session && selection.bot && <PhonePane bot={selection.bot} session={session} />}
      {connection === 'lost' && (
        <div className="connection-lost" role="alert">
          {words.connectionLost}
        </div>
      )}
      <Toast />
    </div>
  );
}

function Middle({ selection: { bot, person, chat, channel } }: { selection: Selection }) {
  const words = useWords();
  const { connection } = useLiveState();
  if (channel) return <ChannelPane channel={channel} person={person} />;
  if (bot && person) return <ChatPane bot={bot} person={person} chat={chat} />;
  const isWithoutBot = connection !== 'loading' && bot === null;
  return (
    <main className="chat-pane is-empty">
      <p className="chat-note">{isWithoutBot ? words.noBotText : words.chooseChat}</p>
    </main>
  );
}

function useDocument() {
  const words = useWords();
  const { colorScheme, language } = usePreferences();
  useEffect(() => {
    document.documentElement.dataset.theme = colorScheme;
    document.documentElement.lang = language;
    document.title = words.appTitle;
  }, [colorScheme, language, words]);
}

// A link with open=1 opens the Mini App once its person and bot are there; another person closes it.
function useMiniAppOfAddress({ bot, person }: Selection) {
  const { isAppOpen } = useAddress();
  const session = useMiniAppSession();
  const isOpening = useRef(false);
  const botId = bot?.id ?? null;
  const personId = person?.id ?? null;
  useEffect(() => {
    if (session) {
      const isSameChat = session.launch.personId === personId && session.launch.botId === botId;
      if (!isSameChat || !isAppOpen) closeMiniApp();
      return;
    }
    if (!isAppOpen || isOpening.current || botId === null || personId === null) return;
    isOpening.current = true;
    openMiniApp({ botId, personId })
      .catch((error: unknown) => {
        changeAddress({ isAppOpen: false });
        showRefusal(error);
      })
      .finally(() => {
        isOpening.current = false;
      });
  }, [botId, personId, isAppOpen, session]);
}

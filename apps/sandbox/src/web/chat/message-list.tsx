// The messages of a chat between day headings, kept at the newest one unless the viewer has scrolled up.
import { Fragment, useLayoutEffect, useRef } from 'react';
import type { SandboxMessage } from '../../control/contract.ts';
import { usePreferences } from '../preferences.ts';
import { dayName, dayOf } from '../time.ts';
import { useWords } from '../words/use-words.ts';
import type { TextActions } from './formatted-text.tsx';
import type { InlinePress } from './inline-keyboard.tsx';
import { MessageBubble, ServiceLine } from './message-bubble.tsx';

const nearBottomPixels = 160;

interface MessageListProps extends TextActions {
  /** Changes with the chat, so that each opens at its end. */
  chatKey: string;
  messages: SandboxMessage[];
  onPress: (press: InlinePress) => Promise<void>;
  onPhoto: (url: string) => void;
}

export function MessageList({ chatKey, messages, ...actions }: MessageListProps) {
  const words = useWords();
  const { language } = usePreferences();
  const place = useStickToBottom(chatKey, messages);
  return (
    <div className="messages-scroll" ref={place}>
      <ol className="messages" aria-label={words.chats}>
        {messages.map((message, index) => {
          const previous = messages[index - 1];
          const next = messages[index + 1];
          const startsDay = !previous || dayOf(previous.sentAt) !== dayOf(message.sentAt);
          return (
            <Fragment key={message.messageId}>
              {startsDay && <ServiceLine text={dayName(message.sentAt, language, words)} />}
              <MessageBubble
                message={message}
                isOwn={message.sender === 'person'}
                hasTail={next?.sender !== message.sender}
                {...actions}
              />
            </Fragment>
          );
        })}
      </ol>
    </div>
  );
}

function useStickToBottom(chatKey: string, messages: SandboxMessage[]) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef({ chatKey: '', lastId: 0 });
  useLayoutEffect(() => {
    const scroll = place.current;
    if (!scroll) return;
    const last = messages.at(-1);
    const isOtherChat = shown.current.chatKey !== chatKey;
    const isOwnNew = last?.sender === 'person' && last.messageId > shown.current.lastId;
    const distance = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
    const grown = scroll.lastElementChild?.lastElementChild?.clientHeight ?? 0;
    if (isOtherChat || isOwnNew || distance < nearBottomPixels + grown)
      scroll.scrollTop = scroll.scrollHeight;
    shown.current = { chatKey, lastId: last?.messageId ?? 0 };
  }, [chatKey, messages]);
  // Photos and the keyboard change heights after the messages are placed.
  useLayoutEffect(() => {
    const scroll = place.current;
    if (!scroll) return;
    let height = scroll.clientHeight;
    const observer = new ResizeObserver(() => {
      scroll.scrollTop += height - scroll.clientHeight;
      height = scroll.clientHeight;
    });
    observer.observe(scroll);
    return () => observer.disconnect();
  }, []);
  return place;
}

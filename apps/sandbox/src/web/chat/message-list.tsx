// The messages of a chat between day headings, kept at the newest one unless the viewer has scrolled up.
import { Fragment, useLayoutEffect, useRef } from 'react';
import type { SandboxMessage } from '../../control/contract.ts';
import { usePreferences } from '../preferences.ts';
import { dayName, dayOf } from '../time.ts';
import { useWords } from '../words/use-words.ts';
import type { TextActions } from './formatted-text.tsx';
import type { InlinePress } from './inline-keyboard.tsx';
import { MessageBubble, ServiceLine } from './message-bubble.tsx';

const nearBottomPixels = 80;

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
      <ol className="messages" aria-label={words.messages}>
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
  const isAtBottom = useRef(true);
  const shown = useRef({ chatKey: '', lastId: 0 });
  useLayoutEffect(() => {
    const last = messages.at(-1);
    const isOtherChat = shown.current.chatKey !== chatKey;
    const isOwnNew = last?.sender === 'person' && last.messageId > shown.current.lastId;
    shown.current = { chatKey, lastId: last?.messageId ?? 0 };
    if (isOtherChat || isOwnNew) isAtBottom.current = true;
    if (isAtBottom.current) scrollToBottom(place.current);
  }, [chatKey, messages]);
  // The keyboard and loading photos change heights after the messages are placed.
  useLayoutEffect(() => {
    const scroll = place.current;
    if (!scroll) return;
    const follow = () => isAtBottom.current && scrollToBottom(scroll);
    let lastTop = scroll.scrollTop;
    // Only a move upwards leaves the end: the keyboard may open between our own scrolling and its event.
    const remember = () => {
      const isNear = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearBottomPixels;
      isAtBottom.current = isNear || (isAtBottom.current && scroll.scrollTop >= lastTop);
      lastTop = scroll.scrollTop;
    };
    const observer = new ResizeObserver(follow);
    observer.observe(scroll);
    if (scroll.firstElementChild) observer.observe(scroll.firstElementChild);
    scroll.addEventListener('scroll', remember, { passive: true });
    return () => {
      observer.disconnect();
      scroll.removeEventListener('scroll', remember);
    };
  }, []);
  return place;
}

function scrollToBottom(scroll: HTMLDivElement | null) {
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
}

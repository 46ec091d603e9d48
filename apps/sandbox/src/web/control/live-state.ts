// Everything the page knows about the sandbox, and how each live event changes it.
import type {
  LiveEvent,
  SandboxBot,
  SandboxChannel,
  SandboxChat,
  SandboxMessage,
  SandboxPerson,
  SandboxState,
} from '../../control/contract.ts';

export interface LiveState {
  /** `lost` means the stream is down and will be tried again. */
  connection: 'loading' | 'live' | 'lost';
  bots: SandboxBot[];
  people: SandboxPerson[];
  channels: SandboxChannel[];
  chats: Record<string, SandboxChat>;
  /** Only of chats and channels that have been opened in this page. */
  messages: Record<string, SandboxMessage[]>;
  unread: Record<string, number>;
  typing: Record<string, { action: string; at: number }>;
}

export const emptyState: LiveState = {
  connection: 'loading',
  bots: [],
  people: [],
  channels: [],
  chats: {},
  messages: {},
  unread: {},
  typing: {},
};

export const chatKey = (botId: number, personId: number): string => `${botId}/${personId}`;
export const channelKey = (channelId: number): string => `channel/${channelId}`;

export function messageKey(place: { botId: number | null; chatId: number }): string {
  return place.botId === null ? channelKey(place.chatId) : chatKey(place.botId, place.chatId);
}

export function loadState(previous: LiveState, loaded: SandboxState): LiveState {
  return {
    ...emptyState,
    connection: 'live',
    bots: loaded.bots,
    people: loaded.people,
    channels: loaded.channels,
    chats: Object.fromEntries(loaded.chats.map((chat) => [chatKey(chat.botId, chat.personId), chat])),
    unread: previous.unread,
  };
}

/** `openKey` is the chat on screen: what arrives there is read at once. */
export function applyLiveEvent(state: LiveState, event: LiveEvent, openKey: string | null): LiveState {
  switch (event.kind) {
    case 'botChanged':
      return { ...state, bots: replaceById(state.bots, event.bot) };
    case 'personChanged':
      return { ...state, people: replaceById(state.people, event.person) };
    case 'channelChanged':
      return { ...state, channels: replaceById(state.channels, event.channel) };
    case 'chatChanged':
      return saveChat(state, event.chat);
    case 'messageSaved':
      return saveMessage(state, event.message, openKey);
    case 'messageDeleted':
      return deleteMessage(state, event);
    case 'chatAction': {
      const key = chatKey(event.botId, event.chatId);
      return { ...state, typing: { ...state.typing, [key]: { action: event.action, at: Date.now() } } };
    }
    case 'callbackAnswered':
      return state;
    case 'reset':
      return { ...emptyState, connection: 'loading' };
  }
}

function saveChat(state: LiveState, chat: SandboxChat): LiveState {
  const key = chatKey(chat.botId, chat.personId);
  const messages =
    chat.messageCount === 0 && state.messages[key] ? { ...state.messages, [key]: [] } : state.messages;
  return { ...state, chats: { ...state.chats, [key]: chat }, messages };
}

function saveMessage(state: LiveState, message: SandboxMessage, openKey: string | null): LiveState {
  const key = messageKey(message);
  const known = state.messages[key];
  const chat = state.chats[key];
  const isNew = message.editedAt === null && message.messageId > (chat?.lastMessage?.messageId ?? 0);
  const isUnread = isNew && message.sender === 'bot' && key !== openKey;
  const { [key]: _, ...typing } = state.typing;
  return {
    ...state,
    messages: known ? { ...state.messages, [key]: placeMessage(known, message) } : state.messages,
    chats: chat
      ? { ...state.chats, [key]: { ...chat, lastMessage: newerMessage(chat.lastMessage, message) } }
      : state.chats,
    unread: isUnread ? { ...state.unread, [key]: (state.unread[key] ?? 0) + 1 } : state.unread,
    typing: message.sender === 'bot' ? typing : state.typing,
  };
}

function newerMessage(last: SandboxMessage | null, message: SandboxMessage): SandboxMessage {
  return last && last.messageId > message.messageId ? last : message;
}

export function placeMessage(messages: SandboxMessage[], message: SandboxMessage): SandboxMessage[] {
  const rest = messages.filter((known) => known.messageId !== message.messageId);
  return [...rest, message].sort((left, right) => left.messageId - right.messageId);
}

function deleteMessage(state: LiveState, gone: Extract<LiveEvent, { kind: 'messageDeleted' }>): LiveState {
  const key = messageKey(gone);
  const known = state.messages[key];
  if (!known) return state;
  const rest = known.filter((message) => message.messageId !== gone.messageId);
  return { ...state, messages: { ...state.messages, [key]: rest } };
}

function replaceById<Item extends { id: number }>(items: Item[], item: Item): Item[] {
  const isKnown = items.some((known) => known.id === item.id);
  return isKnown ? items.map((known) => (known.id === item.id ? item : known)) : [...items, item];
}
